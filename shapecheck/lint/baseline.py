"""A baseline: the findings that a project has already, so that only new ones are told.

An entry is a finding's file, its rule and the text of its lines, and how often that occurs: moved lines change nothing.
Files are compared as the system does, on Windows without upper and lower case.
"""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

from shapecheck.infer.events import Passed
from shapecheck.language import say
from shapecheck.lint.finding import Finding
from shapecheck.lint.notice import Notice
from shapecheck.lint.outcome import Outcome
from shapecheck.lint.settings import SettingsError

__all__ = ["Baseline", "baseline_of", "read_baseline", "replaced_baseline"]

_VERSION = 1
Entry: TypeAlias = tuple[str, str, str]  # the file as seen from the baseline's folder, the code, the text


@dataclass(frozen=True, slots=True)
class Baseline:
    """The findings of a baseline: how often each entry occurs, and the file that it is in."""

    path: str
    entries: Counter[Entry]

    def __len__(self) -> int:
        """Give how many findings it has."""
        return self.entries.total()

    @property
    def text(self) -> str:
        """The content of the file."""
        entries = [
            {"path": path, "code": code, "text": text, "count": count}
            for (path, code, text), count in sorted(self.entries.items())
        ]
        return json.dumps({"version": _VERSION, "findings": entries}, ensure_ascii=False, indent=1) + "\n"

    def without(self, other: "Baseline") -> int:
        """Give how many of its findings another baseline does not have."""
        own, others = (Counter(map(_compared, baseline.entries.elements())) for baseline in (self, other))
        return (own - others).total()

    def apply(self, outcome: Outcome, asked: Callable[[str, str], bool]) -> Outcome:
        """Leave out what the baseline has, and notice what it has and is no longer found.

        Parameters
        ----------
        outcome : Outcome
            A run of the linter.
        asked : callable
            Tells whether a file was linted, and asked for a code: only of these it is known what is not found.
        """
        written = {_compared(entry): entry for entry in self.entries}
        left = Counter(map(_compared, self.entries.elements()))
        new = []
        for finding in outcome.findings:
            entry = _compared(_entry(finding, self.path))
            if left[entry] > 0:
                left[entry] -= 1
            else:
                new.append(finding)
        stale = [
            Notice(self.path, Passed.STALE, _stale(code, path, text, count))
            for (path, code, text), count in ((written[entry], count) for entry, count in left.items())
            if count and asked(os.path.join(os.path.dirname(self.path), path), code)
        ]
        severities = Counter(finding.severity for finding in new)
        summary = replace(
            outcome.summary,
            errors=severities["error"],
            warnings=severities["warning"],
            baseline=len(outcome.findings) - len(new),
        )
        notices = tuple(sorted((*outcome.notices, *stale), key=lambda notice: notice.key))
        return replace(outcome, findings=tuple(new), summary=summary, notices=notices)


def _stale(code: str, path: str, text: str, count: int) -> str:
    if count == 1:
        return say("{code} in {path} is no longer found: `{text}`", code=code, path=path, text=text)
    return say(
        "{code} in {path} is no longer found: `{text}`, {count} times", code=code, path=path, text=text, count=count
    )


def baseline_of(outcome: Outcome, path: str) -> Baseline:
    """Give the baseline that has all findings of a run."""
    return Baseline(path, Counter(_entry(finding, path) for finding in outcome.findings))


def _entry(finding: Finding, baseline: str, system: Any = os.path) -> Entry:
    """Give the entry of a finding, its file with slashes: relative to the baseline's folder, but on another drive."""
    folder = system.dirname(system.abspath(baseline))
    path = finding.path
    if not path.startswith("<"):
        path = system.abspath(path)
        if system.splitdrive(path)[0].lower() == system.splitdrive(folder)[0].lower():
            path = system.relpath(path, folder)
    return path.replace(system.sep, "/"), finding.code, " ".join(" ".join(finding.source).split())


def _compared(entry: Entry, system: Any = os.path) -> Entry:
    """Give an entry with its file as the system compares names."""
    return system.normcase(entry[0]), *entry[1:]


def read_baseline(path: str) -> Baseline:
    """Read a baseline.

    Raises
    ------
    SettingsError
        When it cannot be read; the message says why.
    """
    try:
        found = json.loads(Path(path).read_text(encoding="utf-8"))
        if not isinstance(found, dict) or found.get("version") != _VERSION:
            raise SettingsError(
                say(
                    "{path} is no baseline of this version of shapecheck: remove it, and --write-baseline writes one",
                    path=path,
                )
            )
        return Baseline(path, Counter(dict(_entries(found["findings"]))))
    except OSError as error:
        raise SettingsError(
            say("the baseline {path} cannot be read: {error}", path=path, error=error.strerror)
        ) from None
    except SettingsError:
        raise
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        reason = f"{type(error).__name__}: {error}"
        raise SettingsError(say("the baseline {path} cannot be read: {error}", path=path, error=reason)) from None


def replaced_baseline(path: str) -> Baseline | None:
    """Give the baseline that is there where one is to be written; None where nothing is, or an empty file or a device.

    Raises
    ------
    SettingsError
        When another file is there, which would be lost.
    """
    if not os.path.isfile(path) or not os.path.getsize(path):
        return None
    try:
        return read_baseline(path)
    except SettingsError:
        message = say("{path} is there and is no baseline: give --write-baseline another name", path=path)
        raise SettingsError(message) from None


def _entries(items: Any) -> Iterator[tuple[Entry, int]]:
    for item in items:
        path, code, text, count = (item[name] for name in ("path", "code", "text", "count"))
        if not (isinstance(path, str) and isinstance(code, str) and isinstance(text, str) and type(count) is int):
            raise ValueError(say("an entry has {item!r}", item=item))
        yield (path, code, text), count
