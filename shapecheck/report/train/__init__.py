"""A trained network: what it costs, how often it is right; one file a format."""
