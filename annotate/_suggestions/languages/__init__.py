"""Each language: its words in a file of its own, and what its verbs do where lists cannot say it."""
