"""The report of a study: one page, or a notebook."""
