"""One event in several outlets: side by side, as a page."""
