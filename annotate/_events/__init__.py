"""The page on which events are confirmed."""
