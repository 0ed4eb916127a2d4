"""What the linter found, in each format."""
