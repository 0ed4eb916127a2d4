"""The README and the docs: every output shown is what the program prints, every block of code runs, links lead on."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
specification = importlib.util.spec_from_file_location("refresh", ROOT / "docs" / "refresh.py")
refresh = importlib.util.module_from_spec(specification)
specification.loader.exec_module(refresh)

FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#]*)#?([^)]*)\)")


@pytest.mark.parametrize("page", refresh.PAGES, ids=lambda page: page.name)
def test_outputs_are_fresh(page: Path) -> None:
    pictures: dict[Path, str] = {}
    fresh, shown = refresh.fresh(page, pictures), page.read_text(encoding="utf-8")
    if page.name == "errors.md":  # Python's and NumPy's own words, which versions change: test_errors_page.py has them
        fresh, shown = (re.sub(r"^[\w.]+Error: .*$", "", text, flags=re.MULTILINE) for text in (fresh, shown))
    assert fresh == shown, "stale: run `python docs/refresh.py` and look at the difference"
    for file, picture in pictures.items():
        assert refresh.words(picture) == refresh.words(file.read_text("utf-8")), f"{file.name} is stale, as above"
        assert f"pictures/{file.name})" in shown, f"{file.name} is not shown"


def test_a_stale_output_is_seen() -> None:
    stale = "```console\n$ shapecheck --version\nshapecheck 0.0.0\n```\n\n```python\nprint(2)\n```\n\n```text\n1\n```\n"
    assert "0.0.0" not in refresh.refreshed(stale)
    assert "text\n2\n" in refresh.refreshed(stale)


def test_a_stale_picture_is_seen_and_a_time_is_not() -> None:
    pictures: dict[Path, str] = {}
    page = "```console\n$ shapecheck diagram --dims 2,3,1 -o pictures/d.svg\n```\n"
    assert refresh.refreshed(page, pictures) == page
    ((file, picture),) = pictures.items()
    assert file == refresh.PICTURES / "d.svg"
    other = refresh.words(picture.replace("(3, 2)", "(2, 3)"))
    assert refresh.words(picture) != other
    assert sorted(refresh.words(picture)) != sorted(other)
    line = "13 parameters, W[l] and b[l], in {} s of CPU time"
    assert refresh._TIME.sub("", line.format("0.05")) == refresh._TIME.sub("", line.format("1.37"))


def test_a_titled_block_is_a_file_for_what_comes_after_it() -> None:
    page = '```python title="model.py"\nx = 2\n```\n\n```python\nfrom model import x\nprint(x)\n```\n\n```text\n```\n'
    assert refresh.refreshed(page) == page.replace("```text\n", "```text\n2\n")
    listed = page + "\n```console\n$ shapecheck infer model.py\n```\n"
    assert "$ shapecheck infer model.py\nx = 2\n```\n" in refresh.refreshed(listed)


def test_of_an_error_the_message_is_shown_without_the_frames() -> None:
    page = "```python\ndef f():\n    raise ValueError('why')\n\n\nprint(1)\nf()\n```\n\n```text\n```\n"
    assert refresh.refreshed(page).endswith("```text\n1\nValueError: why\n```\n")


def silent_blocks() -> list:
    """Give the files and the blocks of code that show no output, with the page's files that came before."""
    cases = []
    for page in refresh.PAGES:
        files: dict[str, str] = {}
        for number, block in enumerate(refresh.BLOCK.finditer(page.read_text(encoding="utf-8"))):
            if block["code"] is None:
                continue
            if block["title"]:
                files[block["title"]] = block["code"]
            if block["output"] is None:
                name = block["title"] or "example.py"
                cases.append(pytest.param(name, {**files, name: block["code"]}, id=f"{page.name}-{number}"))
    return cases


@pytest.mark.parametrize(("name", "files"), [case for case in silent_blocks() if "errors.md" not in case.id])
def test_a_block_without_an_output_runs_and_prints_nothing(name: str, files: dict[str, str], tmp_path: Path) -> None:
    for file, code in files.items():
        (tmp_path / file).write_text(code, encoding="utf-8")
    done = subprocess.run([sys.executable, name], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def slugs(page: Path) -> set[str]:
    """Give the anchors of a page's headings, as GitHub and MkDocs make them."""
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in re.findall(r"^#+ +(.+?) *$", text, re.MULTILINE))
    return {heading.replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("page", refresh.PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    links = [(page.parent / path if path else page, anchor) for path, anchor in LINK.findall(text)]
    assert [str(target) for target, _ in links if not target.exists()] == []
    assert [f"{target.name}#{anchor}" for target, anchor in links if anchor and anchor not in slugs(target)] == []


def test_nobody_is_told_to_install_what_is_not_there() -> None:
    for page in refresh.PAGES:
        # The one is another project, and ours is not published yet.
        assert not re.search(r"pip install (-\S+ )*shapecheck", page.read_text(encoding="utf-8"))


def test_each_page_is_in_the_navigation() -> None:
    """What `mkdocs build --strict` says too, where it is installed."""
    pages = {page.relative_to(ROOT / "docs").as_posix() for page in refresh.PAGES if page.parent != ROOT}
    assert sorted(re.findall(r": ([\w/.-]+\.md)$", (ROOT / "mkdocs.yml").read_text(), re.MULTILINE)) == sorted(pages)


def test_the_published_schemas_are_those_of_the_package() -> None:
    published = {file.name: file.read_text(encoding="utf-8") for file in refresh.PUBLISHED.iterdir()}
    assert published == {file.name: file.read_text(encoding="utf-8") for file in refresh.SCHEMAS}


def test_the_chinese_readme_has_the_commands_of_the_readme() -> None:
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md"))
    commands = re.findall(r"^```sh\n(.*?)^```", english, re.MULTILINE | re.DOTALL)
    assert commands == re.findall(r"^```sh\n(.*?)^```", chinese, re.MULTILINE | re.DOTALL)
    assert "(README.md)" in chinese
    assert "(README.zh-CN.md)" in english
