"""Articles alike: near-copies of one text, within and across sources."""
