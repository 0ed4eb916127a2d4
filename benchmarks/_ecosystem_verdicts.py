"""What was read and judged of findings on open code: a line of JSON for each, found again wherever the code is."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

__all__ = ["FALSE", "RIGHT", "UNCLEAR", "UNREAD", "Key", "Verdict", "changes", "key_of", "read", "verdict_of", "write"]

RIGHT, FALSE, UNCLEAR, UNREAD = "right", "false", "unclear", ""


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What makes two findings the same in any copy and with any version of shapecheck.

    `source` is the package or repository, `file` the path in it, `text` the line of code; line numbers are left out,
    so that a new release keeps what was judged.
    """

    source: str
    file: str
    text: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A finding with what was decided of it, and why; nothing is decided yet where `verdict` is empty."""

    key: Key
    severity: str
    verdict: str = UNREAD
    reason: str = ""


def key_of(source: str, finding: Mapping[str, Any]) -> Key:
    """Give the key of a finding."""
    return Key(source, finding["file"], finding["text"], finding["code"], finding["message"])


def read(file: Path) -> dict[Key, Verdict]:
    """Read a file of verdicts.

    Raises
    ------
    ValueError
        When a line is no verdict, or two lines judge one finding.
    """
    found: dict[Key, Verdict] = {}
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    for number, line in enumerate(lines, 1):
        try:
            fields = json.loads(line)
            severity, verdict, reason = (fields.pop(name) for name in ("severity", "verdict", "reason"))
            key = Key(**fields)
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{file.name}:{number}: no verdict: {error}") from None
        if verdict not in {RIGHT, FALSE, UNCLEAR, UNREAD}:
            raise ValueError(f"{file.name}:{number}: a verdict is right, false, unclear or empty (got {verdict!r})")
        if verdict and not reason:
            raise ValueError(f"{file.name}:{number}: a verdict has a reason")
        if key in found:
            raise ValueError(f"{file.name}:{number}: the finding is judged twice")
        found[key] = Verdict(key, severity, verdict, reason)
    return found


def write(file: Path, verdicts: Iterable[Verdict]) -> None:
    """Write a file of verdicts, sorted, a line for each."""
    lines = []
    for one in sorted(verdicts, key=lambda verdict: verdict.key):
        fields = {**asdict(one.key), "severity": one.severity, "verdict": one.verdict, "reason": one.reason}
        lines.append(json.dumps(fields, ensure_ascii=False) + "\n")
    file.write_text("".join(lines), encoding="utf-8")


def verdict_of(key: Key, severity: str, judged: Mapping[Key, Verdict]) -> Verdict:
    """Give what was decided of a finding; where only its message has changed, the old verdict as a hint."""
    if key in judged:
        return replace(judged[key], severity=severity)
    place = replace(key, message="")
    for other, verdict in judged.items():
        if verdict.verdict and replace(other, message="") == place:
            return Verdict(key, severity, UNREAD, f"with another message it was {verdict.verdict}: {verdict.reason}")
    return Verdict(key, severity)


def changes(old: Sequence[Key], new: Sequence[Key]) -> tuple[list[Key], list[Key]]:
    """Give the findings that came and those that went; of equal ones as many as there are more of."""
    came, gone = Counter(new) - Counter(old), Counter(old) - Counter(new)
    return sorted(came.elements()), sorted(gone.elements())
