"""Window functions: a number for each of M points."""

from math import ceil

from shapecheck.core.claims import RankIs, Valid
from shapecheck.core.compare import at_least
from shapecheck.core.dim import Dim, Size, maximum
from shapecheck.core.verdict import Verdict
from shapecheck.language import Phrase
from shapecheck.ops.arguments import array
from shapecheck.ops.rule import Claims, Outcome, Refuted, Undetermined, result, rule
from shapecheck.ops.values import Value


def _points(M: Value, claims: Claims, *, centred: bool) -> Size:
    """Give how many points a window has; NumPy takes any number, and counts a fraction up unless it is centred."""
    if isinstance(M, (bool, int)):
        return max(int(M), 0)
    if isinstance(M, Dim):
        return M if at_least(M, 0) is Verdict.YES else maximum(M, 0)
    if isinstance(M, float):
        return max(ceil(M), 0) if not centred else ceil(M - 0.5) if M >= 1 else 0
    claims.require(RankIs(array(M), 0, 0))
    if M is None or isinstance(M, str):
        raise Refuted(Valid(Phrase("the number of points must be a number")))
    raise Undetermined


@rule("numpy.bartlett", "numpy.blackman", "numpy.hamming", "numpy.hanning", form="(M,)")
def hanning(M: Value) -> Outcome:
    """Rule of `numpy.hanning(M)`."""
    claims = Claims()
    return result((_points(M, claims, centred=True),), claims, "f")


@rule("numpy.kaiser", form=Phrase("(M,); beta is a number"))
def kaiser(M: Value, beta: Value) -> Outcome:
    """Rule of `numpy.kaiser(M, beta)`."""
    claims = Claims()
    size = _points(M, claims, centred=False)
    claims.require(RankIs(array(beta), 0, 0))
    return result((size,), claims, "f")
