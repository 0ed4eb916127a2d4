"""A sentence as a template and what is put into it, put into words of the language that is spoken."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import Any, Self, cast

from shapecheck.language.choice import LANGUAGES, language

__all__ = ["Phrase", "catalogue_of", "paragraphs", "said", "say"]


class Phrase(str):
    """Words that are kept as data, in a table or with a claim, before it is known which language is spoken.

    It is the English text, and remembers what it was made from. `said` puts it into words; so does `say`, of what is
    put into a sentence.

    Examples
    --------
    >>> Phrase("{name} is empty", name="x")
    'x is empty'
    """

    __slots__ = ("fields", "template")

    template: str
    fields: Mapping[str, object]

    def __new__(cls, template: str, /, **fields: object) -> Self:
        """Return the phrase of an English template with what is put into it."""
        if not fields and template in _plain:
            return cast(Self, _plain[template])
        own = super().__new__(cls, template.format_map(fields))
        own.template = template
        own.fields = fields
        if not fields:
            _plain[template] = own
        return own

    def __add__(self, more: str) -> "Phrase":
        """Return the phrase with a text behind it, such as an index."""
        return Phrase("{words}{more}", words=self, more=more)

    def mapped(self, change: Callable[[object], object]) -> "Phrase":
        """Return the phrase with each of its fields changed."""
        return Phrase(self.template, **{name: change(value) for name, value in self.fields.items()})

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what a copy in another process is made of."""
        return _phrase, (self.template, dict(self.fields))


_plain: dict[str, Phrase] = {}  # those without fields: each is made once


def _phrase(template: str, fields: Mapping[str, object]) -> Phrase:
    return Phrase(template, **fields)


def say(template: str, /, **fields: object) -> str:
    """Return a sentence in the language that is spoken now.

    Parameters
    ----------
    template : str
        The sentence in English, with names in braces for what is put into it; written out where it is used, since it is
        the key in the catalogues.
    **fields
        What is put into it: code, names and sizes as they are, phrases in the same language.

    Examples
    --------
    >>> say("{name} is empty", name="x")
    'x is empty'
    """
    spoken = language()
    if spoken == LANGUAGES[0]:
        return template.format_map(fields)
    own = catalogue_of(spoken).get(template, template)
    return filling_of(spoken)(own, {name: said(value) for name, value in fields.items()})


def said(value: object) -> object:
    """Return a phrase in the language that is spoken now, anything else as it is."""
    return say(value.template, **value.fields) if isinstance(value, Phrase) else value


def paragraphs(docstring: str) -> list[Phrase]:
    r"""Return the paragraphs of a docstring that users read, as phrases without fields.

    Examples
    --------
    >>> paragraphs("Find errors.\n\nA PATH is\na file.")
    ['Find errors.', 'A PATH is a file.']
    """
    return [Phrase(" ".join(part.split())) for part in docstring.split("\n\n") if part.strip()]


@cache
def catalogue_of(name: str) -> Mapping[str, str]:
    """Return the catalogue of a language: its templates, by the English ones."""
    words: Mapping[str, str] = import_module(f"shapecheck.language.{name}").WORDS
    return words


@cache
def filling_of(name: str) -> Callable[[str, Mapping[str, object]], str]:
    """Return how a language fills a template with what is said in its place, such as with spaces between words."""
    filling: Callable[[str, Mapping[str, object]], str] = import_module(f"shapecheck.language.{name}").filled
    return filling
