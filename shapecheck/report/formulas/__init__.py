"""The formulas of each layer with the shape of every factor under it, one file a format."""
