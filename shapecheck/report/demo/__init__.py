"""The demonstration, in each format."""
