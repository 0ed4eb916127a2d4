"""Each sentence is in each catalogue, once, with the same names; nothing else is."""

import ast
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from string import Formatter

import pytest
from english import english_in

import shapecheck
from shapecheck.language import LANGUAGES, paragraphs
from shapecheck.language.phrase import catalogue_of

ROOT = Path(shapecheck.__file__).parent
OTHERS = LANGUAGES[1:]


def templates_of(source: str) -> list[tuple[int, str | None]]:
    """Return the line and the template of each sentence of a source; None where it is not written out."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id="say" | "Phrase"), args=[ast.Constant(value=str(text)), *_]):
                found.append((node.lineno, text))
            case ast.Call(func=ast.Name(id="say" | "Phrase")):
                found.append((node.lineno, None))
            case ast.FunctionDef(decorator_list=[*decorators]) if any(map(_makes_a_command, decorators)):
                found.extend((node.lineno, paragraph.template) for paragraph in paragraphs(ast.get_docstring(node)))
    return found


def _makes_a_command(decorator: ast.expr) -> bool:
    """Tell whether a decorator makes a function a command, whose docstring is its help."""
    match decorator:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="click"), attr="command" | "group")):
            return True
    return False


def names_in(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


SOURCES = {
    path: templates_of(path.read_text(encoding="utf-8"))
    for path in sorted(ROOT.rglob("*.py"))
    if "language" not in path.relative_to(ROOT).parts
}
TEMPLATES = {text for found in SOURCES.values() for _, text in found if text is not None}


def calls_of(source: str) -> list[tuple[int, str, set[str]]]:
    """Return the line, the template and the names that are given of each sentence, where they are all written out."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name(id="say" | "Phrase"), args=[ast.Constant(value=str(text)), *_], keywords=given):
                if all(keyword.arg is not None for keyword in given):
                    found.append((node.lineno, text, {keyword.arg or "" for keyword in given}))
    return found


def test_a_sentence_is_given_what_its_template_has() -> None:
    wrong = [
        (str(path), line, text)
        for path in SOURCES
        for line, text, given in calls_of(path.read_text(encoding="utf-8"))
        if given != names_in(text)
    ]
    assert not wrong


def test_a_missing_name_is_seen() -> None:
    """The twin of the test before."""
    ((_, text, given),) = calls_of('say("{a} is {b}", a=1)')
    assert names_in(text) - given == {"b"}


def test_templates_are_written_out() -> None:
    assert TEMPLATES
    assert not [(str(path), line) for path, found in SOURCES.items() for line, text in found if text is None]


@pytest.mark.parametrize("name", OTHERS)
def test_a_catalogue_has_each_template_and_no_other(name: str) -> None:
    words = catalogue_of(name)
    assert sorted(TEMPLATES - words.keys()) == []
    assert sorted(words.keys() - TEMPLATES) == []


@pytest.mark.parametrize("name", OTHERS)
def test_a_translation_has_the_names_of_its_template(name: str) -> None:
    other = {english: text for english, text in catalogue_of(name).items() if names_in(english) != names_in(text)}
    assert not other


@pytest.mark.parametrize("name", OTHERS)
def test_no_template_is_translated_twice(name: str) -> None:
    package = import_module(f"shapecheck.language.{name}")
    seen: dict[str, str] = {}
    for module in iter_modules(package.__path__):
        for english in import_module(f"{package.__name__}.{module.name}").WORDS:
            assert english not in seen, f"{english!r} is in {seen[english]} and in {module.name}"
            seen[english] = module.name


def test_chinese_sentences_are_chinese() -> None:
    left = {text for text in catalogue_of("zh").values() if english_in(text)}
    assert not left


def test_a_forgotten_english_word_is_seen() -> None:
    """The twin of the test before: what is code may be English, what is not is found."""
    assert english_in("{name} of 轴") == ["of"]
    assert not english_in("`for x in the_list` 中的 {name_of_it}")
