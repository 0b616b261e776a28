"""Read one saved web page: what a reader sees of its article, and what the page says about it."""
