"""Commands, options and arguments whose help and whose errors are in the language that is spoken, and its option."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import click

from shapecheck.display import display_width, wrapped
from shapecheck.language import LANGUAGES, VARIABLE, Phrase, paragraphs, said, say, speaking
from shapecheck.report import formats, is_for_machines

__all__ = [
    "Argument",
    "Command",
    "Option",
    "Spoken",
    "argument",
    "asked_in",
    "can_print",
    "format_option",
    "option",
    "spoken",
]

_Function = TypeVar("_Function", bound=Callable[..., Any])

_OPTION = "--lang"
_ASKED = "shapecheck.language"  # where the context of a call keeps what is asked for
_SAMPLES = {"zh": "\N{CJK UNIFIED IDEOGRAPH-5F62}"}  # a character of each language that has others than ASCII's
_COLUMN = 30  # the widest first column of a list of options


def asked_in(arguments: Sequence[str]) -> str | None:
    """Return the language that the arguments of a call ask for: it must be known before they are read.

    Examples
    --------
    >>> asked_in(["lint", "--lang", "zh", "x.py"]), asked_in(["lint", "--", "--lang=zh"])
    ('zh', None)
    """
    found = None
    own = arguments[: arguments.index("--")] if "--" in arguments else arguments
    for place, text in enumerate(own):
        value = text.removeprefix(f"{_OPTION}=") if text != _OPTION else next(iter(own[place + 1 : place + 2]), "")
        if value != text and value in LANGUAGES:
            found = value
    return found


def can_print(language: str) -> bool:
    """Tell whether standard output has the characters of a language."""
    try:
        _SAMPLES.get(language, "").encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except (LookupError, UnicodeEncodeError):
        return False
    return True


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Speak a language within the block, and in processes that are begun there."""
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = language
    try:
        with speaking(language):
            yield
    finally:
        if before is None:
            del os.environ[VARIABLE]
        else:
            os.environ[VARIABLE] = before


class _Formatter(click.HelpFormatter):
    """Lays help out by the columns that its characters take."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        head = f"{say('Usage:') if prefix is None else prefix} {prog} "
        first, *others = wrapped(args, max(self.width - display_width(head), 20))
        self.write(f"{head}{first}".rstrip() + "\n")
        self._write_lines(others, display_width(head))

    def write_heading(self, heading: str) -> None:
        self.write(f"{' ' * self.current_indent}{heading}\n")

    def write_text(self, text: str) -> None:
        self._write_lines(wrapped(text, self.width - self.current_indent), self.current_indent)

    def write_dl(self, rows: Any, col_max: int = _COLUMN, col_spacing: int = 2) -> None:
        rows = list(rows)
        widest = min(max((display_width(first) for first, _ in rows), default=0), col_max)
        start = self.current_indent + widest + col_spacing
        for first, second in rows:
            lines = wrapped(second, max(self.width - start, 10))
            room = widest - display_width(first)
            head = f"{' ' * self.current_indent}{first}"
            if room >= 0:
                self.write(f"{head}{' ' * (room + col_spacing)}{lines.pop(0)}".rstrip() + "\n")
            else:
                self.write(f"{head}\n")
            self._write_lines(lines, start)

    def _write_lines(self, lines: Sequence[str], indent: int) -> None:
        for line in lines:
            self.write(f"{' ' * indent}{line}".rstrip() + "\n")


class _Context(click.Context):
    formatter_class = _Formatter


class _Parameter(click.Parameter):
    """A parameter that words itself what is wrong with a value of a type of click's."""

    def type_cast_value(self, ctx: click.Context, value: Any) -> Any:
        try:
            return super().type_cast_value(ctx, value)
        except click.BadParameter as error:
            problem = _problem(self.type, value)
            if problem is None:
                raise
            raise click.BadParameter(problem, error.ctx, error.param, error.param_hint) from None


class Argument(_Parameter, click.Argument):
    """An argument of a command."""


class Option(_Parameter, click.Option):
    """An option of a command; its help is a phrase."""

    def __init__(
        self,
        names: Sequence[str] | None = None,
        help: Phrase | None = None,  # noqa: A002
        kind: str | None = None,
        **more: Any,
    ) -> None:
        super().__init__(names, help=help, **more)
        self.words = help
        self.kind = kind

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        found = super().get_help_record(ctx)
        if found is None:
            return None
        extra = []
        if self.show_default and self.default is not None:
            extra.append(say("default: {value}", value=self.default))
        if isinstance(self.type, (click.IntRange, click.FloatRange)):
            extra.append(_range_of(self.type))
        words = "" if self.words is None else str(said(self.words))
        return found[0], "  ".join(part for part in (words, f"[{'; '.join(extra)}]" if extra else "") if part)


def _remembered(ctx: click.Context, parameter: click.Parameter, value: str | None) -> None:  # noqa: ARG001
    if value is not None:
        ctx.meta[_ASKED] = value


def option(*names: str, **settings: Any) -> Callable[[_Function], _Function]:
    """Return the decorator that adds an option to a command."""
    return click.option(*names, cls=Option, **settings)


def argument(*names: str, **settings: Any) -> Callable[[_Function], _Function]:
    """Return the decorator that adds an argument to a command."""
    return click.argument(*names, cls=Argument, **settings)


def _language_option() -> Option:
    return Option(
        [_OPTION],
        type=click.Choice(LANGUAGES),
        is_eager=True,
        expose_value=False,
        callback=_remembered,
        help=Phrase(
            "Language of the output, English or Chinese.  [default: as SHAPECHECK_LANG or the locale says, and English"
            " in formats for programs]"
        ),
    )


def format_option(
    kind: str,
    default: str | None = "terminal",
    help: Phrase | None = None,  # noqa: A002
) -> Callable[[_Function], _Function]:
    """Return the option `--format` of what prints a kind of thing."""
    return option(
        "--format",
        "format_",
        type=click.Choice(formats(kind)),
        default=default,
        show_default=default is not None,
        kind=kind,
        help=help or Phrase("Format of the output."),
    )


class Spoken(click.Command):
    """A command, or the group of all, whose docstring is its help, a template for each paragraph."""

    context_class = _Context

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.params.append(_language_option())

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = say("Show this message and exit.")
        return found

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        _, *others = super().collect_usage_pieces(ctx)
        return [say("[OPTIONS]"), *others]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        for paragraph in paragraphs(self.help or ""):
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(str(said(paragraph)))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(say("Options:")):
            records = (parameter.get_help_record(ctx) for parameter in self.get_params(ctx) if _is_option(parameter))
            formatter.write_dl([record for record in records if record is not None])

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002
        return str(said(next(iter(paragraphs(self.help or "")), "")))


class Command(Spoken):
    """A command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest:
            listed = " ".join(map(str, rest))
            ctx.fail(say("got unexpected extra argument ({arguments})", arguments=listed))
        return rest

    def invoke(self, ctx: click.Context) -> Any:
        asked = ctx.meta.get(_ASKED)
        kind = next((own.kind for own in self.params if isinstance(own, Option) and own.kind is not None), None)
        chosen = ctx.params.get("format_")
        if asked is None and kind is not None and chosen is not None and is_for_machines(kind, chosen):
            asked = LANGUAGES[0]
        if asked is None:
            return super().invoke(ctx)
        with spoken(asked):
            return super().invoke(ctx)


def _is_option(parameter: click.Parameter) -> bool:
    return isinstance(parameter, click.Option)


def _range_of(bounds: click.IntRange | click.FloatRange) -> str:
    low, high = bounds.min, bounds.max
    if low is None or high is None:
        return f"x<={high}" if low is None else f"x>={low}"
    return f"{low}<=x<={high}"


def _problem(kind: click.ParamType[Any], value: Any) -> str | None:
    """Word what is wrong with a value that a type does not take; None where that is none of the usual things."""
    match kind:
        case click.Choice():
            return say("{value} is not one of {choices}", value=repr(value), choices=", ".join(map(repr, kind.choices)))
        case click.types.IntParamType() if not _reads(int, value):
            return say("{value} is not a valid integer", value=repr(value))
        case click.types.FloatParamType() if not _reads(float, value):
            return say("{value} is not a valid number", value=repr(value))
        case click.IntRange() | click.FloatRange():
            return say("{value} is not in the range {range}", value=value, range=_range_of(kind))
        case click.Path() if not os.path.lexists(value):
            return say("File {file} does not exist", file=repr(os.fspath(value)))
        case click.Path() if os.path.isdir(value) and not kind.dir_okay:
            return say("File {file} is a directory", file=repr(os.fspath(value)))
        case click.Path() if not os.access(value, os.R_OK):
            return say("File {file} is not readable", file=repr(os.fspath(value)))
    return None


def _reads(number: type, value: Any) -> bool:
    try:
        number(value)
    except ValueError:
        return False
    return True
