"""The dimension table, in each format."""
