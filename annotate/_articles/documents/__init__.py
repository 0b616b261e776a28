"""Read the documents that an article may be kept in: Word, OpenDocument, rich text, PDF, e-book, newsroom XML."""
