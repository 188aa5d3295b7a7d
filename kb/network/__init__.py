"""Edge tables → networkx networks, chains, pictures and files."""
