"""The dimension table of a program's own network, in each format."""
