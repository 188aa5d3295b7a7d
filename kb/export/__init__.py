"""A base → files in formats that others read; one table that the command line and the web share."""

from kb.export.formats import FORMATS, Format, by_name, export

__all__ = ["FORMATS", "Format", "by_name", "export"]
