"""The tag table as CSV, out and back in exactly; and other people's CSV, read through a mapping."""
