"""The lint rules, in each format."""
