"""What one passage says of whose words it holds: its words and quotations, its signs of attribution, its speakers."""
