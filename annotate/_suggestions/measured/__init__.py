"""How good suggestions are, and what they do to those who see them."""
