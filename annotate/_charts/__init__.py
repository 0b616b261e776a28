"""Charts: a table in, matplotlib Axes out; nothing global is changed, nothing is shown.

A label is a colour, a hatch and a name at once, so that no chart rests on colour alone. Denominators stand in the
picture, and what is left out of it is said in it. Whatever a chart shows, `alt_text` says in words.
"""
