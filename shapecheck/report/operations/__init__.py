"""The ruled operations, in each format."""
