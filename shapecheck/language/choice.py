"""Which language is spoken: the one that is asked for, else that of `SHAPECHECK_LANG`, else that of the locale."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

__all__ = ["LANGUAGES", "VARIABLE", "choose_language", "language", "speak", "speaking"]

LANGUAGES = ("en", "zh")  # the first one is that of the templates
VARIABLE = "SHAPECHECK_LANG"
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first one that is set decides, as in POSIX

_spoken: ContextVar[str | None] = ContextVar("shapecheck_language", default=None)


def choose_language(asked: str | None = None, environment: Mapping[str, str] = os.environ) -> str:
    """Return the language to speak.

    Parameters
    ----------
    asked : str, optional
        What the user asks for in this call.
    environment : mapping of str to str
        The variables of the environment.

    Raises
    ------
    ValueError
        Where a language is asked for, by the user or by `SHAPECHECK_LANG`, that is none of `LANGUAGES`.

    Examples
    --------
    >>> choose_language("zh"), choose_language(None, {"SHAPECHECK_LANG": "zh"})
    ('zh', 'zh')
    >>> choose_language(None, {"LANG": "zh_CN.UTF-8"}), choose_language(None, {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"})
    ('zh', 'en')
    """
    wanted = asked or environment.get(VARIABLE)
    if not wanted:
        return _of_locale(next(filter(None, map(environment.get, _LOCALE)), ""))
    if wanted not in LANGUAGES:
        name = "the language" if asked else VARIABLE  # in English: no other language is known to be spoken
        raise ValueError(f"{name} must be one of {', '.join(LANGUAGES)} (got {wanted})")
    return wanted


def language() -> str:
    """Return the language that is spoken now; where nobody has chosen, that of the environment."""
    spoken = _spoken.get()
    if spoken is None:
        try:
            spoken = choose_language()
        except ValueError:  # words of an exception must come in any case
            spoken = LANGUAGES[0]
        _spoken.set(spoken)
    return spoken


@contextmanager
def speaking(chosen: str) -> Iterator[None]:
    """Speak a language within the block."""
    token = _spoken.set(chosen)
    try:
        yield
    finally:
        _spoken.reset(token)


def speak(chosen: str) -> None:
    """Speak a language from now on, as a process does that works for another one."""
    _spoken.set(chosen)


def _of_locale(name: str) -> str:
    own = name.partition("_")[0].partition(".")[0].partition("-")[0].lower()
    return own if own in LANGUAGES else LANGUAGES[0]
