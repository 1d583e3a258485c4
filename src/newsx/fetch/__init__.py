"""Source -> Document: URLs, files, folders, lines of text."""
