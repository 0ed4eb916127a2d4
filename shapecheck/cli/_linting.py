"""One call of `shapecheck lint`: what is linted, as often as fixes ask for it, and what the baseline leaves out."""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from shapecheck.cli._files import input_text, shown_progress
from shapecheck.lint.baseline import Baseline
from shapecheck.lint.files import CannotRead, file_key, found_files
from shapecheck.lint.finding import Finding
from shapecheck.lint.fixing.contents import with_edits
from shapecheck.lint.fixing.rounds import Fixed, fixed
from shapecheck.lint.notebook import is_notebook
from shapecheck.lint.outcome import Outcome
from shapecheck.lint.runner import AnySettings, lint_paths, lint_text, unreadable

__all__ = ["Run", "without"]


@dataclass
class Run:
    """What is linted, and how.

    Parameters
    ----------
    paths : sequence of str
        Files and folders; or the name of standard input.
    settings : Settings or Nearest
        Their settings.
    jobs : int or None
        How many processes share the files.
    known : Baseline or None
        What is left out.
    of_input : bool
        Whether it is standard input that is linted.
    """

    paths: Sequence[str]
    settings: AnySettings
    jobs: int | None
    known: Baseline | None
    of_input: bool

    @cached_property
    def input(self) -> bytes:
        """What came through standard input."""
        return sys.stdin.buffer.read()

    def contents(self) -> dict[str, bytes]:
        """Return what is in those files that are to be fixed, as far as they can be read.

        Raises
        ------
        SettingsError
            When there is no such file or folder.
        """
        files = self.paths if self.of_input else found_files(self.paths, self.settings)
        found = {}
        for path in files:
            if self.settings.of(path).fix:
                try:
                    found[path] = self.input if self.of_input else _read(path)
                except OSError:
                    continue
        return found

    def outcome(self, contents: Mapping[str, bytes], paths: Sequence[str] | None = None) -> Outcome:
        """Lint everything, or some files of it, with contents in place of what the files have.

        Raises
        ------
        SettingsError
            When there is no such file or folder.
        """
        if self.of_input:
            found = self._of_input(contents)
        else:
            with shown_progress() as progress:
                found = lint_paths(paths or self.paths, self.settings, progress, processes=self.jobs, contents=contents)
        return found if self.known is None else without(self.known, found, self.settings)

    def _of_input(self, contents: Mapping[str, bytes]) -> Outcome:
        name = self.paths[0]
        try:
            return lint_text(input_text(contents.get(name, self.input), name), name, self.settings)
        except CannotRead as error:
            return unreadable(name, error)

    def fixed(self, outcome: Outcome, contents: Mapping[str, bytes]) -> list[Fixed]:
        """Return what fixes make of the files whose contents are given; nothing is written."""
        if not contents:
            return []
        notebooks = self.notebooks(contents)
        return fixed(
            outcome,
            contents,
            lambda changed: self.outcome(changed, list(changed)),
            self._takes,
            lambda path, content, edits: with_edits(content, edits, notebook=path in notebooks),
        )

    def _takes(self, finding: Finding) -> bool:
        return finding.fix is not None and (finding.fix.is_safe or self.takes_unsafe(finding.path))

    def takes_unsafe(self, path: str) -> bool:
        """Tell whether the unsafe fixes of a file are wanted."""
        return self.settings.of(path).unsafe_fixes

    def notebooks(self, contents: Mapping[str, bytes]) -> frozenset[str]:
        """Return those files that are notebooks."""
        return frozenset(
            path for path, own in contents.items() if path.endswith(".ipynb") or (self.of_input and is_notebook(own))
        )


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def without(known: Baseline, outcome: Outcome, settings: AnySettings) -> Outcome:
    """Leave out what a baseline has; what it has and is no longer found is noticed of the files that were linted."""
    linted = set(map(file_key, outcome.files))
    return known.apply(
        outcome,
        lambda path, code: not os.path.exists(path) or (file_key(path) in linted and code in settings.of(path).codes),
    )
