"""Arrays against specs: what each name is bound to, and where from."""

from shapecheck.core.matching.bindings import Bindings
from shapecheck.core.matching.matcher import Match, match, match_all

__all__ = ["Bindings", "Match", "match", "match_all"]
