"""Questions as files → answers as tables."""
