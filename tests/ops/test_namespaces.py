"""Names of NumPy's compatible namespaces follow the rules of NumPy's, or do not for a reason."""

import pytest

from shapecheck.ops.namespaces import DIFFERENT, NAMESPACES, canonical, difference, numpy_name
from shapecheck.ops.table import RULES


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("numpy.dot", "numpy.dot"),
        ("jax.numpy.dot", "numpy.dot"),
        ("jax.numpy.linalg.inv", "numpy.linalg.inv"),
        ("cupy.random.rand", "numpy.random.rand"),
        ("dask.array.tensordot", "numpy.tensordot"),
        ("autograd.numpy.exp", "numpy.exp"),
        ("array_api_compat.numpy.permute_dims", "numpy.permute_dims"),
        ("array_api_compat.torch.concat", "numpy.concat"),
        ("jax.numpy.take", None),
        ("jax.numpy.random.rand", None),
        ("jax.numpy.add.at", None),
        ("dask.array.unique", None),
        ("array_api_compat.dask.array.nonzero", None),
        ("array_api_compat.torch.repeat", None),
        ("cupy.no_such_name", None),
        ("math.sqrt", None),
    ],
)
def test_canonical_name(name: str, expected: str | None) -> None:
    assert canonical(name) == expected


def test_every_name_that_differs_is_one_of_a_namespace_and_of_a_ruled_function_or_its_owner() -> None:
    for name in DIFFERENT:
        plain = numpy_name(name)
        assert plain != name
        assert plain in RULES or any(ruled.startswith(f"{plain}.") for ruled in RULES)
        assert difference(name) == DIFFERENT[name]


def test_namespaces_are_sorted_and_none_hides_another() -> None:
    assert list(NAMESPACES) == sorted(NAMESPACES)
    assert not [(a, b) for a in NAMESPACES for b in NAMESPACES if a != b and a.startswith(f"{b}.")]
