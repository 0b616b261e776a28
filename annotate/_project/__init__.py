"""A project: one study on disk.

`project` holds the verbs; `changes` checks a decision and says which rows it writes; `decisions` appends to the logs,
undoes and redoes; `contents` reads what stands, `tagger_page` one article of it as the tagger shows it; `additions` and
`versions` add articles; `tallies` counts as tags come; `store` knows the database; `check` verifies it.
"""
