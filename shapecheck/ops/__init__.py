"""The shape rules of NumPy's operations: arithmetic on sizes, never on arrays."""
