"""From a tag table to the article × label counts, which balance, comparison and charts rest on."""
