"""Write the outputs shown in the README and the docs anew: `python docs/refresh.py`.

Two kinds of block have outputs, and both are run, in the order of the page and in one folder of its own:

- a `console` block: each line that starts with `$ shapecheck` is a command, what follows it is what it prints;
- a `python` block followed by a `text` block: the latter is what the former prints. Of an error that it ends with the
  type and the message are shown, without the frames.

A `python` block with a title, as in `title="model.py"`, is a file in that folder, for the commands behind it to read;
`docs/examples/` is there as well.

A test runs the same function and says which page is stale.
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
from unittest.mock import patch

from shapecheck.cli import main

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")])
# Pages that are the output of one command, whole.
GENERATED = {
    ROOT / "docs" / "operations.md": ["op", "--format", "markdown"],
    ROOT / "docs" / "rules.md": ["rule", "--format", "markdown"],
}

BLOCK = re.compile(
    r"^```console\n(?P<console>.*?)^```$"
    r'|^```python(?: title="(?P<title>[\w.]+)")?\n(?P<code>.*?)^```$(?:\n+^```text\n(?P<output>.*?)^```$)?',
    re.MULTILINE | re.DOTALL,
)
_FRAMES = re.compile(r"^Traceback \(most recent call last\):\n(?: .*\n)+", re.MULTILINE)
_SETTINGS = {"COLUMNS": "108", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}


def fresh(page: Path) -> str:
    """Give a page as it should be now."""
    if page in GENERATED:
        return _shapecheck(GENERATED[page], ROOT).rstrip() + "\n"
    return refreshed(page.read_text(encoding="utf-8"))


def refreshed(text: str) -> str:
    """Give a page's text with every output as the program prints it now."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "docs" / "examples", folder / "docs" / "examples")
        return BLOCK.sub(lambda block: _block(block, folder), text)


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
        contextlib.suppress(SystemExit),
    ):
        main()
    out.seek(0)
    return _without_padding(out.read())


def _without_padding(text: str) -> str:
    """Strip trailing spaces: a page has none, whatever a table pads its cells with."""
    return "\n".join(line.rstrip() for line in text.splitlines())


if __name__ == "__main__":
    for page in sorted({*PAGES, *GENERATED}):
        old = page.read_text(encoding="utf-8") if page.exists() else ""
        new = fresh(page)
        if new != old:
            page.write_text(new, encoding="utf-8")
            print(f"refreshed {page.relative_to(ROOT)}")  # noqa: T201
