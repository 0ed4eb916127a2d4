"""Calls of einsum."""

from hypothesis import strategies as st
from oracle import Call

from shapecheck.core import Array, Shape

labels = st.text("ijk", max_size=3)


@st.composite
def einsums(draw):
    sizes = {label: draw(st.sampled_from([0, 1, 2, 3])) for label in "ijk"}
    count = draw(st.integers(1, 3))
    texts, operands = [], []
    for _ in range(count):
        text = draw(labels)
        shape = [sizes[label] if draw(st.integers(0, 9)) else draw(st.sampled_from([0, 1, 2, 3])) for label in text]
        if draw(st.integers(0, 3)) == 0:
            at = draw(st.integers(0, len(text)))
            shape[at:at] = draw(st.lists(st.sampled_from([1, 2]), max_size=2))
            text = text[:at] + "..." + text[at:]
        if 0 in shape and len(set(text)) < len(text):
            shape = [1 if size == 0 else size for size in shape]  # NumPy's "ii->i" takes (0, 1) but not (1, 0)
        texts.append(text)
        operands.append(Array(Shape(tuple(shape)), "f"))
    subscripts = ",".join(texts)
    if draw(st.booleans()):
        subscripts += (
            "->" + draw(st.sampled_from(["", "..."])) + draw(st.one_of(labels, st.permutations("ijk").map("".join)))
        )
    return Call((subscripts, *operands))


CALLS = {"numpy.einsum": einsums()}
