"""The names of the tag table's columns: the contract, and what no variable and no question may be called."""

TAG_COLUMNS: dict[str, str] = {
    "tag_id": "text",
    "article_id": "text",
    "source": "category",
    "title": "text",
    "author": "text",
    "published": "text",
    "url": "text",
    "language": "category",
    "start": "integer",
    "end": "integer",
    "text": "text",
    "label": "category",
    "speaker": "text",
    "speaker_kind": "text",
    "evaluative": "boolean",
    "unsure": "boolean",
    "note": "text",
    "coder": "category",
    "origin": "category",
    "score": "number",
    "tagged_at": "time",
    "codebook": "text",
    "article_sha256": "text",
}
"""The tag table's columns, in order, with the kind of each."""
