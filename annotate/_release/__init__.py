"""A study published without its texts: tags with their places, which attach again to the texts where somebody has them.

`writing` makes the folder, `quotes` finds what quotes an article, `anchors` are the hashes by which a passage is found
again, `attaching` puts the texts back.
"""
