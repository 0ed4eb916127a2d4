"""What a sweep tried, the best first; one file a format."""
