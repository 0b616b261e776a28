"""What a project’s own tags teach."""
