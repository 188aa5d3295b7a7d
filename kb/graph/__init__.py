"""Facts → quads; what rules derive; what shapes find broken."""
