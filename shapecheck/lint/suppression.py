"""What comments ignore, and which of them ignore nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from shapecheck.language import said, say
from shapecheck.lint.comments import Comment
from shapecheck.lint.finding import Finding, Related

__all__ = ["Suppressed", "suppress"]


@dataclass(frozen=True, slots=True)
class Suppressed:
    """The findings that are left, and what is wrong with the comments: each with its code and message."""

    findings: tuple[Finding, ...]
    problems: tuple[tuple[str, str, Comment, str], ...]  # path, code, comment, message


def suppress(
    findings: Sequence[Finding], comments: Mapping[str, Sequence[Comment]], enabled: Callable[[str], frozenset[str]]
) -> Suppressed:
    """Leave out what comments ignore.

    Parameters
    ----------
    findings : sequence of Finding
        What was found.
    comments : mapping of str to sequence of Comment
        The comments of each file by its path.
    enabled : callable
        Gives the codes of the rules that were asked of a file: an ignored code that was not is not called unused.
    """
    used: set[tuple[str, Comment, str]] = set()
    left = []
    for finding in findings:
        ignored = False
        # What comes of it may be what is ignored: it was there that it was found, before its cause was.
        places: list[Finding | Related] = [finding, *(own for own in finding.related if own.path == finding.path)]
        for comment in comments.get(finding.path, ()):
            if any(comment.covers(place.line, place.end_line) for place in places):
                for code in comment.codes or ("",):
                    if finding.code.startswith(code):
                        used.add((finding.path, comment, code))
                        ignored = True
        if not ignored:
            left.append(finding)
    return Suppressed(tuple(left), tuple(_problems(comments, used, enabled)))


def _problems(
    comments: Mapping[str, Sequence[Comment]],
    used: set[tuple[str, Comment, str]],
    enabled: Callable[[str], frozenset[str]],
) -> Iterator[tuple[str, str, Comment, str]]:
    for path, found in comments.items():
        for comment in found:
            if comment.problem:
                yield path, "SHP002", comment, str(said(comment.problem))
                continue
            unused = [code for code in comment.codes or ("",) if (path, comment, code) not in used]
            unused = [code for code in unused if any(own.startswith(code) for own in enabled(path))]
            if unused:
                yield path, "SHP001", comment, _unused(unused, whole_file=comment.whole_file)


def _unused(codes: Sequence[str], *, whole_file: bool) -> str:
    if not codes[0]:
        if whole_file:
            return say("unused ignore: nothing is found in this file")
        return say("unused ignore: nothing is found on this line")
    named = ", ".join(codes)
    if whole_file:
        return say("unused ignore: nothing with the code {codes} is found in this file", codes=named)
    return say("unused ignore: nothing with the code {codes} is found on this line", codes=named)
