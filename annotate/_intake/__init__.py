"""The intake: what was read, as a page to look at and mend before anything counts, and the study's articles later."""
