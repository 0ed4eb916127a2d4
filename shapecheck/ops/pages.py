"""Where an operation is documented."""

__all__ = ["page"]

_NUMPY = "https://numpy.org/doc/stable/reference"


def page(name: str) -> str:
    """Give the address of the page that documents a ruled operation.

    Examples
    --------
    >>> page("numpy.dot")
    'https://numpy.org/doc/stable/reference/generated/numpy.dot.html'
    """
    if name.startswith("numpy."):
        name = name.removesuffix(".__getitem__")  # of `numpy.mgrid` and its like
    owner, *path = name.split(".")
    if owner == "operator":
        return f"https://docs.python.org/3/library/operator.html#{name}"
    if owner == "ndarray":
        return f"{_NUMPY}/generated/numpy.{name}.html"
    if path[0] == "random":
        return f"{_NUMPY}/random/generated/{name}.html"
    if path[-1] in {"accumulate", "at", "outer", "reduce", "reduceat"} and len(path) == 2:
        return f"{_NUMPY}/generated/numpy.ufunc.{path[-1]}.html"
    return f"{_NUMPY}/generated/{name}.html"
