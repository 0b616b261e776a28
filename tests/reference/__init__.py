"""References to check suggestions against, read from the data beside the project: none of it is kept here."""
