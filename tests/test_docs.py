"""The README and the docs: every output shown is what the program prints."""

import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
specification = importlib.util.spec_from_file_location("refresh", ROOT / "docs" / "refresh.py")
refresh = importlib.util.module_from_spec(specification)
specification.loader.exec_module(refresh)


@pytest.mark.parametrize("page", refresh.PAGES, ids=lambda page: page.name)
def test_outputs_are_fresh(page: Path) -> None:
    assert refresh.fresh(page) == page.read_text(encoding="utf-8"), (
        "stale: run `python docs/refresh.py` and look at the difference"
    )


def test_a_stale_output_is_seen() -> None:
    stale = "```console\n$ shapecheck --version\nshapecheck 0.0.0\n```\n\n```python\nprint(2)\n```\n\n```text\n1\n```\n"
    assert "0.0.0" not in refresh.refreshed(stale)
    assert "text\n2\n" in refresh.refreshed(stale)


@pytest.mark.parametrize("page", refresh.PAGES, ids=lambda page: page.name)
def test_links_to_files_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", text)
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_nobody_is_told_to_install_the_other_shapecheck() -> None:
    for page in refresh.PAGES:
        assert not re.search(r"pip install (-\S+ )*shapecheck(?!-numpy)", page.read_text(encoding="utf-8"))
