"""Agreement between coders: one number a group, and the table of which labels are taken for which."""
