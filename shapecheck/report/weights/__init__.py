"""What a file of weights has in it, in each format."""
