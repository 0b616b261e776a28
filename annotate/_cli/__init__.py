"""The verbs of the command line: one file per family, what is given to them, and how they print."""
