"""The page of who is quoted: merge, split and describe by keyboard."""
