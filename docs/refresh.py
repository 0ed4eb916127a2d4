"""Write the outputs shown in the README and the docs anew: `python docs/refresh.py`.

Two kinds of block have outputs, and both are run:

- a `console` block: each line that starts with `$ shapecheck` is a command, what follows it is what it prints;
- a `python` block followed by a `text` block: the latter is what the former prints.

A test runs the same function and says which page is stale.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("README*.md"), *(ROOT / "docs").glob("*.md")])
# Pages that are the output of one command, whole.
GENERATED = {
    ROOT / "docs" / "operations.md": ["op", "--format", "markdown"],
    ROOT / "docs" / "rules.md": ["rule", "--format", "markdown"],
}

_CONSOLE = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_PYTHON = re.compile(r"^```python\n(?P<code>.*?)^```$\n+(?P<head>^```text\n)(?P<output>.*?)(?=^```$)", re.M | re.S)
_ENVIRONMENT = {**os.environ, "COLUMNS": "108", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}


def fresh(page: Path) -> str:
    """Give a page as it should be now."""
    if page in GENERATED:
        return _shapecheck(GENERATED[page]).rstrip() + "\n"
    return refreshed(page.read_text(encoding="utf-8"))


def refreshed(text: str) -> str:
    """Give a page's text with every output as the program prints it now."""
    text = _CONSOLE.sub(lambda block: _run_console(block[0]), text)
    return _PYTHON.sub(lambda block: block[0].removesuffix(block["output"]) + _run_python(block["code"]), text)


def _run_console(block: str) -> str:
    shown = []
    for line in block.splitlines():
        if line.startswith("$ "):
            shown.append(line)
            name, *arguments = shlex.split(line[2:])
            if name != "shapecheck":
                raise ValueError(f"only shapecheck can be run here: {line}")
            shown.append(_shapecheck(arguments).rstrip())
    return "\n".join(filter(None, shown)) + "\n"


def _run_python(code: str) -> str:
    """Run a block as a file, since a trace reads the source of what it records."""
    with TemporaryDirectory() as folder:
        example = Path(folder, "example.py")
        example.write_text(code, encoding="utf-8")
        return _output([sys.executable, str(example)]).rstrip() + "\n"


def _shapecheck(arguments: list[str]) -> str:
    return _output([sys.executable, "-m", "shapecheck", *arguments])


def _output(command: list[str]) -> str:
    done = subprocess.run(
        command, env=_ENVIRONMENT, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    # A page has no trailing spaces, whatever a table pads its cells with.
    return "\n".join(line.rstrip() for line in done.stdout.decode().splitlines())


if __name__ == "__main__":
    for page in sorted({*PAGES, *GENERATED}):
        old = page.read_text(encoding="utf-8") if page.exists() else ""
        new = fresh(page)
        if new != old:
            page.write_text(new, encoding="utf-8")
            print(f"refreshed {page.relative_to(ROOT)}")  # noqa: T201
