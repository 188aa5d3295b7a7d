"""What the library gives → text for a terminal, and files of pictures."""
