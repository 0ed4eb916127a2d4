"""Lint rules as text: the page of one, or all with a line each."""

import re
from collections.abc import Iterator, Mapping
from typing import TextIO

from shapecheck.display import display_width, wrapped
from shapecheck.language import said
from shapecheck.lint.rule import SEVERITIES, LintRule

__all__ = ["write"]

_SENTENCE = re.compile(r"(.*?)(?:\.(?=\s|$)|。)", re.DOTALL)
_WIDEST = 120  # columns


def write(rules: Mapping[str, LintRule], out: TextIO, *, code: str | None = None) -> None:
    """Write the page of the rule named, or a line for each rule."""
    if code is not None:
        out.write("".join(f"{line}\n" for line in _lines(rules[code].page)))
        return
    width = max(len(rule.name) for rule in rules.values())
    for rule in rules.values():
        out.write(f"{rule.code}  {rule.name:<{width}}  {_severity(rule)}  {_first_sentence(str(said(rule.what)))}\n")


def _severity(rule: LintRule) -> str:
    words = {severity: str(said(own)) for severity, own in SEVERITIES.items()}
    own = words[rule.severity]
    return own + " " * (max(map(display_width, words.values())) - display_width(own))


def _first_sentence(text: str) -> str:
    found = _SENTENCE.match(text)
    return text if found is None else found[1]


def _lines(page: str) -> Iterator[str]:
    """Give the lines of a page; a paragraph that is one long line, as in Chinese, is broken."""
    for line in page.splitlines():
        yield from [line] if display_width(line) <= _WIDEST else wrapped(line, _WIDEST)
