"""Cut articles into passages: lines first, then sentences; boilerplate and doubles are marked."""
