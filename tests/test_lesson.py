"""The chapters of the lesson: each has its parts, and leads to the next one."""

import itertools
import re
from pathlib import Path

import pytest

CHAPTERS = sorted((Path(__file__).parent.parent / "docs" / "lesson").glob("*.md"))
PAGES = [pytest.param(page.read_text(encoding="utf-8"), id=page.stem) for page in CHAPTERS]


def test_the_chapters_are_numbered_from_1_to_8() -> None:
    assert [page.name.split("-")[0] for page in CHAPTERS] == list("12345678")
    for number, page in enumerate(CHAPTERS, 1):
        assert page.read_text(encoding="utf-8").startswith(f"# {number}. ")


@pytest.mark.parametrize("text", PAGES)
def test_a_chapter_has_an_example_mistakes_and_exercises_in_this_order(text: str) -> None:
    parts = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert [part for part in parts if part != "Your own gradients"] == ["The example", "Common mistakes", "Exercises"]


@pytest.mark.parametrize("text", PAGES)
def test_the_example_runs_the_reference_network(text: str) -> None:
    example = text.split("## The example")[1].split("## Common mistakes", maxsplit=1)[0]
    assert "from shapecheck.network import" in example
    assert "[2, 3, 5, 4, 2, 1]" in example or "6. Why deep" in text  # the parity of bits has a network of its own


@pytest.mark.parametrize("text", PAGES)
def test_the_linter_finds_a_mistake_of_each_chapter(text: str) -> None:
    mistakes = text.split("## Common mistakes")[1].split("## Exercises", maxsplit=1)[0]
    assert re.search(r"^\$ shapecheck lint \S+\n(?:error|warning)\[SHP\d+\]", mistakes, re.MULTILINE)


@pytest.mark.parametrize("text", PAGES)
def test_each_exercise_has_a_folded_answer_that_the_program_confirms(text: str) -> None:
    exercises = re.split(r"^\*\*\d\.\*\*", text.split("## Exercises")[1], flags=re.MULTILINE)[1:]
    assert len(exercises) in (2, 3)
    for exercise in exercises:
        assert re.search(
            r'^<details markdown="1">\n<summary>Answer</summary>\n\n.*?^```(console|python).*?^</details>$',
            exercise,
            re.MULTILINE | re.DOTALL,
        )


@pytest.mark.parametrize(("page", "after"), list(itertools.pairwise(CHAPTERS)), ids=lambda page: page.stem)
def test_a_chapter_leads_to_the_next_one(page: Path, after: Path) -> None:
    assert re.search(rf"^Next: \[.*\]\({after.name}\)\.", page.read_text(encoding="utf-8"), re.MULTILINE)
