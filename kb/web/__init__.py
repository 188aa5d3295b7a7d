"""A base as a web application and linked data."""
