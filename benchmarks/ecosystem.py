"""Two versions of shapecheck side by side on open code: findings, operations seen and known, calls never reached, time.

    python benchmarks/ecosystem.py OLD NEW benchmarks/ecosystem.txt --in FOLDER [--in FOLDER]
        [--only scipy,numpy-100] [--workers 2] [--never 20] [--note]

OLD and NEW are git revisions of this repository or folders with a tree of it. LIST names packages and repositories with
their versions; they are looked for in the folders of `--in`: a package as it is installed there, a repository as
`owner+name`, `owner/name` or `name`. What was decided of findings is in `ecosystem_verdicts.jsonl`; findings that
nobody has judged are shown, and with `--note` written there with an empty verdict, to be filled in. A call counts as
reached where the linter told of an operation or of a gap there. What a tree gives of a source is kept in the system's
folder for temporary files, until one of both changes.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from _ecosystem_verdicts import FALSE, RIGHT, UNCLEAR, UNREAD, Key, Verdict, changes, key_of, read, verdict_of, write

HERE = Path(__file__).resolve().parent
VERDICTS = HERE / "ecosystem_verdicts.jsonl"
KEPT = Path(tempfile.gettempdir()) / "shapecheck-ecosystem"
_LEFT_OUT = frozenset({"tests", "test", "testing", "conftest.py", "site-packages", "node_modules", "__pycache__"})


@dataclass(frozen=True, slots=True)
class Source:
    """A line of the list: a package with its version, or a repository with its commit, and the folder to lint."""

    name: str
    version: str
    folder: str
    is_package: bool


def sources_in(text: str) -> list[Source]:
    """Read a list.

    Raises
    ------
    ValueError
        When a line is neither a package nor a repository with a folder.
    """
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = re.fullmatch(r"(?P<name>[\w./-]+)(?P<sign>==|@)(?P<version>\S+)\s+(?P<folder>\S+)", line.strip())
        if match is None:
            raise ValueError(f"line {number} must be package==version or owner/repository@commit, and a folder")
        found.append(Source(match["name"], match["version"], match["folder"], match["sign"] == "=="))
    return found


def place_of(source: Source, folders: Sequence[Path]) -> Path | None:
    """Give where a source is, of the version that the list says; of a copy without a history that is not known."""
    for folder in folders:
        if source.is_package:
            stem = re.sub(r"[-_.]+", "_", source.name)
            if (folder / f"{stem}-{source.version}.dist-info").is_dir() and (folder / source.folder).is_dir():
                return folder
            continue
        for name in (source.name.replace("/", "+"), source.name, source.name.rpartition("/")[2]):
            place = folder / name
            if (place / ".git").exists() and _git(place, "rev-parse", "HEAD").decode().strip() != source.version:
                continue
            if (place / source.folder).is_dir():
                return place
    return None


def files_of(source: Source, place: Path) -> list[str]:
    """Give the files to lint, relative to where the source is; of packages without tests."""
    found = []
    for path in sorted((place / source.folder).rglob("*")):
        inside = path.relative_to(place).parts
        hidden = any(part.startswith(".") for part in inside) or "__pycache__" in inside
        tested = source.is_package and bool(_LEFT_OUT.intersection(inside))
        if path.suffix in {".py", ".ipynb"} and path.is_file() and not hidden and not tested:
            found.append(str(path.relative_to(place)))
    return found


def _git(folder: Path, *arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True).stdout


def tree_of(name: str) -> Path:
    """Give the folder with a version: the one that is named, or a copy of what a revision has."""
    if (Path(name) / "shapecheck" / "__init__.py").is_file():
        return Path(name).resolve()
    try:
        revision = _git(HERE, "rev-parse", "--verify", f"{name}^{{commit}}").decode().strip()
    except subprocess.CalledProcessError:
        raise SystemExit(f"{name} is neither a folder with shapecheck nor a revision of it") from None
    place = KEPT / revision
    if not place.is_dir():
        KEPT.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=KEPT) as part:
            with tarfile.open(fileobj=io.BytesIO(_git(HERE.parent, "archive", revision, "shapecheck"))) as archive:
                archive.extractall(part, filter="data")
            os.rename(part, place)
            os.mkdir(part)  # which the end of the block removes
    return place


def measured(tree: Path, source: Source, place: Path) -> dict[str, Any]:
    """Lint a source with a tree in a process of its own, or give what was kept of that."""
    files = files_of(source, place)
    digest = hashlib.sha256(f"{sys.version} {source}".encode())
    for part in (*sorted(HERE.glob("_ecosystem_[cs]*.py")), *sorted((tree / "shapecheck").rglob("*.py"))):
        digest.update(part.read_bytes())
    for file in files:
        digest.update(f"{file} {(place / file).stat().st_mtime_ns}\n".encode())
    kept = KEPT / f"{digest.hexdigest()}.json"
    if not kept.exists():
        run = subprocess.run(
            [sys.executable, str(HERE / "_ecosystem_side.py"), str(place)],
            input="\n".join(files),
            text=True,
            capture_output=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(tree), "PYTHONHASHSEED": "0"},
        )
        if run.returncode:
            raise SystemExit(f"{source.name} with {tree}:\n{run.stderr[-3000:]}")
        KEPT.mkdir(exist_ok=True)
        part = kept.with_suffix(f".{os.getpid()}")
        part.write_text(run.stdout)
        part.replace(kept)
    found: dict[str, Any] = json.loads(kept.read_text())
    return found


def keys_of(source: Source, side: dict[str, Any]) -> list[Key]:
    """Give the keys of a side's findings."""
    return [key_of(source.name, finding) for finding in side["findings"]]


def verdicts_of(source: Source, side: dict[str, Any], judged: dict[Key, Verdict]) -> list[Verdict]:
    """Give a side's findings with what was decided of them."""
    return [
        verdict_of(key, finding["severity"], judged)
        for key, finding in zip(keys_of(source, side), side["findings"], strict=True)
    ]


def counted(verdicts: Sequence[Verdict]) -> str:
    """Give findings in a few characters: how many, and how many of them right, false, unclear, not judged."""
    counts = Counter(one.verdict for one in verdicts)
    parts = ((RIGHT, "r"), (FALSE, "f"), (UNCLEAR, "u"), (UNREAD, "?"))
    detail = " ".join(f"{counts[name]}{sign}" for name, sign in parts if counts[name])
    return f"{len(verdicts)} ({detail})" if detail else "0"


def share(part: int, whole: int) -> str:
    """Give a share, or a dash of nothing."""
    return f"{part / whole:.0%}" if whole else "-"


def total(sides: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Add up the numbers of several sources."""
    return {name: sum(side[name] for side in sides) for name in sides[0] if isinstance(sides[0][name], (int, float))}


def row(name: str, old: dict[str, Any], new: dict[str, Any], findings: Sequence[Sequence[Verdict]]) -> Iterator[str]:
    """Give the lines of the table for one source: the numbers of both sides, `old -> new`."""
    errors, warnings = (
        " -> ".join(counted([one for one in side if one.severity == severity]) for side in findings)
        for severity in ("error", "warning")
    )
    yield f"{name}: {new['files']} files, errors {errors}, warnings {warnings}"
    known = " -> ".join(
        f"{side['operations']} ({share(side['known'], side['operations'])} known, "
        f"{share(side['proved'], side['operations'])} proved)"
        for side in (old, new)
    )
    never = ", ".join(
        f"{old[kind] - old[f'{kind}_reached']} -> {new[kind] - new[f'{kind}_reached']} of {new[kind]} {kind}"
        for kind in ("functions", "methods")
    )
    yield f"    operations {known}"
    yield f"    calls never reached {never}"
    yield f"    CPU {old['cpu']:.1f} s -> {new['cpu']:.1f} s, {new['cpu'] / max(old['cpu'], 0.01):.2f} times"


def show(verdict: Verdict, lines: Sequence[int]) -> None:
    """Print a finding."""
    where = ", ".join(map(str, lines))
    print(f"  {verdict.key.source} {verdict.key.file}:{where}: {verdict.severity} {verdict.key.code}")
    print(f"      {verdict.key.text}\n      {verdict.key.message}")
    if verdict.verdict or verdict.reason:
        print(f"      {verdict.verdict or 'not judged'}: {verdict.reason}")


def main() -> int:
    """Print the table and the findings; 1 where NEW says something that is false or that nobody has judged."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", metavar="OLD")
    parser.add_argument("new", metavar="NEW")
    parser.add_argument("list", metavar="LIST", type=Path)
    parser.add_argument("--in", dest="folders", action="append", default=[], type=Path, metavar="FOLDER")
    parser.add_argument("--only", help="these sources alone, by the end of their names, with commas between")
    parser.add_argument("--workers", type=int, default=2, help="processes")
    parser.add_argument("--never", type=int, default=0, help="how many calls that NEW never reached are listed")
    parser.add_argument("--note", action="store_true", help="write findings that nobody has judged to the verdicts")
    given = parser.parse_args()

    chosen = [
        source
        for source in sources_in(given.list.read_text(encoding="utf-8"))
        if given.only is None or source.name.endswith(tuple(given.only.split(",")))
    ]
    places = {source: place_of(source, given.folders) for source in chosen}
    for source, place in places.items():
        if place is None:
            print(f"{source.name} {source.version} is in none of the folders: left out", file=sys.stderr)
    there = [(source, place) for source, place in places.items() if place is not None]
    if not there:
        raise SystemExit("there is nothing to lint")
    trees = [tree_of(given.old), tree_of(given.new)]
    with ThreadPoolExecutor(given.workers) as pool:
        asked = [[pool.submit(measured, tree, *one) for tree in trees] for one in there]
        sides = [[future.result() for future in pair] for pair in asked]

    judged = read(VERDICTS)
    told: list[list[Verdict]] = [[], []]
    for (source, _), pair in zip(there, sides, strict=True):
        both = [verdicts_of(source, side, judged) for side in pair]
        told = [before + now for before, now in zip(told, both, strict=True)]
        print("\n".join(row(source.name, pair[0], pair[1], both)))
        for name, side in zip(("OLD", "NEW"), pair, strict=True):
            broken = [line for line in side["unread"] if "internal error" in line]
            others = f"{len(side['unread'])} not read, {len(side['unfinished'])} not gone through to the end"
            print(f"    {name}: {others}{''.join(f'{chr(10)}        {line}' for line in broken)}")
    print("\n".join(row("all", total([pair[0] for pair in sides]), total([pair[1] for pair in sides]), told)))

    lines: dict[Key, list[int]] = {}
    for (source, _), pair in zip(there, sides, strict=True):
        for side in pair:
            for key, finding in zip(keys_of(source, side), side["findings"], strict=True):
                at = finding["line"]
                lines.setdefault(key, []).extend([] if at in lines.get(key, []) else [at])
    by_key = {one.key: one for side in told for one in side}
    came, gone = changes(*([one.key for one in side] for side in told))
    now = {one.key: one for one in told[1]}
    print(f"\ngone: {len(gone)} findings")
    for key in dict.fromkeys(gone):
        show(by_key[key], lines[key])
    print(f"\nnew: {len(came)} findings, of which judged {sum(bool(by_key[key].verdict) for key in came)}")
    print("\nnot judged, or false:")
    doubtful = [one for _, one in sorted(now.items()) if one.verdict in {UNREAD, FALSE}]
    for one in doubtful:
        show(one, lines[one.key])
    if given.never:
        calls = Counter(text for _, new in sides for _, _, text in new["never"])
        print(f"\nfunctions never reached: {calls.most_common(given.never)}")
    if given.note:  # what is gone too: it may come back
        write(VERDICTS, {**{one.key: one for side in told for one in side}, **judged}.values())
    return int(bool(doubtful))


if __name__ == "__main__":
    sys.exit(main())
