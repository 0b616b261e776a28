"""The intake: what was read, as a page to check and correct before anything counts, and the study's articles later."""
