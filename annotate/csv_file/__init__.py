"""The tag table as CSV, out and back in exactly; and other people's CSV, read through a mapping."""

from annotate.csv_file.csv_file import read_csv, write_csv

__all__ = ["read_csv", "write_csv"]
