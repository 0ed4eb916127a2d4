"""A source with the shapes of its variables, in each format."""
