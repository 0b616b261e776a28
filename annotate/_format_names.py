"""The names of the formats, known once: what each carries, and which ending asks for it."""

WITH_TEXT = ("conll", "doccano", "label_studio", "refi_qda")
"""Formats that carry each article's whole text."""

TABLES = ("parquet", "spss", "stata", "xlsx")
"""Formats that are a table of tags, one row per tag."""

FORMATS = tuple(sorted([*WITH_TEXT, *TABLES, "w3c"]))

BY_ENDING = {
    ".csv": "csv",
    ".dta": "stata",
    ".sav": "spss",
    ".conll": "conll",
    ".jsonl": "doccano",
    ".jsonld": "w3c",
    ".parquet": "parquet",
    ".qdpx": "refi_qda",
    ".xlsx": "xlsx",
}
"""The format that a file's name asks for, where none is given."""
