"""People: which speakers as written may be one person, by their names and by what articles say of them."""
