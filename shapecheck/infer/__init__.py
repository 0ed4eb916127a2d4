"""The abstract interpreter: it goes through plain NumPy source on shapes, and never imports or runs it."""
