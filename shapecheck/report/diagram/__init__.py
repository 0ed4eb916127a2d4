"""The flow of forward and backward blocks as a picture, the shape on every arrow."""
