"""Read what press databases sell: many articles in one file, one row each.

`exports` knows which database a file comes from; each database has one file. `labels.yaml` holds the words that they
put before a field, in the languages of their screens; `fields` reads them.
"""
