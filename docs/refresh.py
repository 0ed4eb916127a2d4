"""Write the outputs shown in the README and the docs anew: `python docs/refresh.py`.

Two kinds of block have outputs, and both are run, in the order of the page and in one folder of its own:

- a `console` block: each line that starts with `$ shapecheck` is a command, what follows it is what it prints;
- a `python` block followed by a `text` block: the latter is what the former prints. Of an error that it ends with the
  type and the message are shown, without the frames.

A `python` block with a title, as in `title="model.py"`, is a file in that folder, for the commands behind it to read;
`docs/examples/` is there as well. What a command saves in `pictures/` is a picture of the page, kept in
`docs/pictures/`; it is stale when other words stand in it, as versions of matplotlib draw a little differently.

A test runs the same functions and says which page, or picture, is stale. How long something took is never fresh, and
alone no reason to write a page anew.
"""

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from unittest.mock import patch

from shapecheck.cli import main
from shapecheck.language import speaking
from shapecheck.lint.table import LINT_RULES

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")])
# Pages that are the output of one command, whole.
GENERATED = {
    ROOT / "docs" / "operations.md": ["op", "--format", "markdown"],
    ROOT / "docs" / "rules.md": ["rule", "--format", "markdown"],
    ROOT / "docs" / "rules.zh.md": ["rule", "--format", "markdown"],
}
# Of pages that are in another one than English.
_LANGUAGE = {ROOT / "docs" / "rules.zh.md": "zh", ROOT / "README.zh-CN.md": "zh"}

ERRORS = ROOT / "docs" / "errors.md"

PICTURES = ROOT / "docs" / "pictures"

# The schemas of the machine formats: the package has them, and the site.
SCHEMAS = sorted((ROOT / "shapecheck" / "schemas").glob("*.json"))
PUBLISHED = ROOT / "docs" / "schemas"

BLOCK = re.compile(
    r"^```console\n(?P<console>.*?)^```$"
    r'|^```python(?: title="(?P<title>[\w.]+)")?\n(?P<code>.*?)^```$(?:\n+^```text\n(?P<output>.*?)^```$)?',
    re.MULTILINE | re.DOTALL,
)
_FRAMES = re.compile(r"^Traceback \(most recent call last\):\n(?: .*\n)+", re.MULTILINE)
# Of a training run, and at the end of the lines of a sweep.
_TIME = re.compile(r"\d+\.\d\d(?= s of CPU time)|(?<=  )\d+\.\d\d$", re.MULTILINE)
_SETTINGS = {"COLUMNS": "108", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}


def fresh(page: Path, pictures: dict[Path, str] | None = None) -> str:
    """Give a page as it should be now, and add its pictures, each as text, under where it is kept."""
    spoken = _LANGUAGE.get(page, "en")
    with speaking(spoken), patch.dict(os.environ, {"SHAPECHECK_LANG": spoken}):
        if page in GENERATED:
            return _shapecheck(GENERATED[page], ROOT).rstrip() + "\n"
        old = page.read_text(encoding="utf-8")
        new = refreshed(old, pictures)
    if page == ERRORS:
        new = with_tables(new)
    return old if _TIME.sub("", new) == _TIME.sub("", old) else new


def refreshed(text: str, pictures: dict[Path, str] | None = None) -> str:
    """Give a page's text with every output as the program prints it now; add its pictures."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "docs" / "examples", folder / "docs" / "examples")
        (folder / "pictures").mkdir()
        new = BLOCK.sub(lambda block: _block(block, folder), text)
        if pictures is not None:
            pictures |= {
                PICTURES / file.name: file.read_text("utf-8") for file in sorted((folder / "pictures").iterdir())
            }
        return new


def with_tables(text: str) -> str:
    """Give the page of errors with its tables, made of its sections: from NumPy's messages to our codes, and back."""
    raised, silent = text.split("\n## Errors that raise nothing\n")
    found = [*_sections(raised), *_sections(silent)]
    said = [own for own in found if own.text in raised]
    rows = [f"| [{own.heading}](#{own.anchor}) | {own.meaning} | {own.link} |" for own in said]
    text = _put(text, "numpy", ["| NumPy says | it means | lint |", "|---|---|---|", *rows])
    rows = [f"| [{own.heading}](#{own.anchor}) | {own.link} |" for own in found if own not in said]
    text = _put(text, "silent", ["| NumPy says nothing | lint |", "|---|---|", *rows])
    rows = []
    for code in LINT_RULES:
        own_sections = [own for own in found if own.code == code]
        links = [f"[{own.heading}](#{own.anchor})" for own in own_sections if own in said]
        links += [f"nothing: [{own.heading}](#{own.anchor})" for own in own_sections if own not in said]
        if links:
            rows.append(f"| {own_sections[0].link} | {'<br>'.join(links)} |")
    return _put(text, "codes", ["| lint | NumPy says |", "|---|---|", *rows])


class _Section(NamedTuple):
    """A section of the page of errors; `code` is that of the rule that finds it, empty where none does."""

    heading: str
    text: str
    code: str

    @property
    def anchor(self) -> str:
        """What the site makes of the heading, as GitHub does."""
        return re.sub(r"[^\w\- ]", "", self.heading).lower().replace(" ", "-")

    @property
    def meaning(self) -> str:
        """The first sentence of the section that says what the error means."""
        prose = re.sub(r"```.*?```", "", self.text.partition("**Look at:**")[0], flags=re.DOTALL)
        return re.split(r"(?<=\.)\s", " ".join(prose.split()))[0].replace("|", "\\|")

    @property
    def link(self) -> str:
        """The code, with a link to the page of its rule."""
        return f"[{self.code}](rules.md#{LINT_RULES[self.code].name}-{self.code.lower()})" if self.code else "none"


def _sections(text: str) -> list[_Section]:
    found = []
    for part in re.split(r"^### ", text, flags=re.MULTILINE)[1:]:
        heading, body = part.split("\n", 1)
        code = re.search(r"^\*\*The linter:\*\* \[(SHP\d+)\]", body, re.MULTILINE)
        found.append(_Section(heading, body, code[1] if code else ""))
    return found


def _put(text: str, name: str, lines: list[str]) -> str:
    """Put lines between the marks of that name."""
    start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->\n"
    before, _, rest = text.partition(start)
    return before + start + "".join(f"{line}\n" for line in lines) + end + rest.partition(end)[2]


def words(picture: str) -> list[str]:
    """Give the texts in an SVG, in order."""
    return re.findall(r">\s*([^<>\s][^<>]*?)\s*<", re.sub(r"<(metadata|style)>.*?</\1>", "", picture, flags=re.DOTALL))


def _block(block: re.Match[str], folder: Path) -> str:
    """Give a block with its outputs; a file that it is, is written."""
    if block["console"] is not None:
        return f"```console\n{_run_console(block['console'], folder)}```"
    # A block is run as a file, since a trace reads the source of what it records.
    example = folder / (block["title"] or "example.py")
    example.write_text(block["code"], encoding="utf-8")
    if block["output"] is None:
        return block[0]
    return block[0].removesuffix(block["output"] + "```") + _run_python(example) + "```"


def _run_console(block: str, folder: Path) -> str:
    shown = []
    for line in block.splitlines():
        if line.startswith("$ "):
            shown.append(line)
            name, *arguments = shlex.split(line[2:])
            if name != "shapecheck":
                raise ValueError(f"only shapecheck can be run here: {line}")
            shown.append(_shapecheck(arguments, folder).rstrip())
    return "\n".join(filter(None, shown)) + "\n"


def _run_python(file: Path) -> str:
    done = subprocess.run(
        [sys.executable, file.name],
        env={**os.environ, **_SETTINGS},
        cwd=file.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return _without_padding(_FRAMES.sub("", done.stdout.decode())).rstrip() + "\n"


def _shapecheck(arguments: list[str], folder: Path) -> str:
    """Run the command in this process: the start of another one would take most of the time."""
    out = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    with (
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(out),
        patch.object(sys, "argv", ["shapecheck", *arguments]),
        patch.dict(os.environ, _SETTINGS),
    ):
        try:
            main()
            status: object = 0
        except SystemExit as stop:
            status = stop.code
    out.seek(0)
    said = _without_padding(out.read())
    if status == 2:
        raise ValueError(f"shapecheck {shlex.join(arguments)} is wrong: {said}")
    return said


def _without_padding(text: str) -> str:
    """Strip trailing spaces: a page has none, whatever a table pads its cells with."""
    return "\n".join(line.rstrip() for line in text.splitlines())


if __name__ == "__main__":
    drawn: dict[Path, str] = {}
    for page in sorted({*PAGES, *GENERATED}):
        old = page.read_text(encoding="utf-8") if page.exists() else ""
        new = fresh(page, drawn)
        if new != old:
            page.write_text(new, encoding="utf-8")
            print(f"refreshed {page.relative_to(ROOT)}")  # noqa: T201
    for schema in SCHEMAS:
        if not (PUBLISHED / schema.name).exists() or (PUBLISHED / schema.name).read_bytes() != schema.read_bytes():
            PUBLISHED.mkdir(exist_ok=True)
            shutil.copyfile(schema, PUBLISHED / schema.name)
            print(f"published {schema.name}")  # noqa: T201
    for file, picture in drawn.items():
        if not file.exists() or words(picture) != words(file.read_text("utf-8")):
            file.parent.mkdir(exist_ok=True)
            file.write_text(picture, "utf-8")
            print(f"drew {file.relative_to(ROOT)}")  # noqa: T201
