"""From the bytes of a file to its text: one decoder for articles, tables and tags."""
