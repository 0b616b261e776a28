"""annotate: tag the passages of news articles, and measure the balance of each source."""
