"""Entities → IRIs, and names → the things of a base."""
