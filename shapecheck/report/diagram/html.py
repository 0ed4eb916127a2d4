"""The diagram as one page to step through: nothing beside it, nothing fetched, in light and in dark."""

from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files
from typing import TextIO

from shapecheck.architecture.flow import Flow
from shapecheck.language import Phrase, language, say
from shapecheck.report._rows import verdict_line
from shapecheck.report._words import words
from shapecheck.report.diagram._details import arrow_detail, step_text
from shapecheck.report.diagram._inline import block_names, inline_svg, least_width
from shapecheck.report.diagram._layout import lay_out
from shapecheck.report.diagram._notes import formulas, heading, omission, sizes

__all__ = ["write"]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
_BESIDE = 390  # pixels of the panels, with what is around them
_BUTTONS = (
    ("first", "\N{LEFTWARDS ARROW TO BAR}", Phrase("first step (Home)")),
    ("back", "\N{LEFTWARDS ARROW}", Phrase("step back (left arrow)")),
    ("next", "\N{RIGHTWARDS ARROW}", Phrase("next step (right arrow)")),
    ("last", "\N{RIGHTWARDS ARROW TO BAR}", Phrase("last step (End)")),
    ("whole", Phrase("all"), Phrase("the whole flow at once (Escape)")),
)


def write(flow: Flow, out: TextIO) -> None:
    """Write the page."""
    page = "".join(f"{line}\n" for line in _page(flow))
    # What is not ASCII as references: the page is the same whatever the encoding of the stream.
    out.write(page.encode("ascii", "xmlcharrefreplace").decode("ascii"))


def _page(flow: Flow) -> Iterator[str]:
    title = escape(heading(flow))
    yield f'<!doctype html>\n<html lang="{language()}">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    # Without an icon of its own a page makes its browser ask for one.
    yield '<link rel="icon" href="data:,">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    layout = lay_out(flow)
    style = _file("_page.css").replace("BESIDE", f"{least_width(layout) + _BESIDE}px")
    yield f"<title>{title}</title>\n<style>\n{style}</style>"
    yield "<noscript><style>.detail[hidden] { display: block; } .buttons { display: none; }</style></noscript>"
    yield f"</head>\n<body>\n<h1>{title}</h1>"
    if flow.left_out is not None:
        yield f"<p>{escape(omission(flow))}</p>"
    yield '<main>\n<div>\n<div class="scroll">'
    yield from inline_svg(flow, layout)
    yield "</div>"
    yield from _formulas(flow)
    yield "</div>\n<aside>"
    yield from _steps(flow)
    yield from _details(flow)
    yield f"</aside>\n</main>\n<script>\n{_file('_page.js')}</script>\n</body>\n</html>"


def _steps(flow: Flow) -> Iterator[str]:
    """Write what happens in each step; the script shows one at a time."""
    names = block_names(flow)
    places = {id(arrow): str(place) for place, arrow in enumerate(flow.arrows)}
    yield f'<section class="panel" aria-label="{say("steps")}">\n<div class="buttons">'
    for name, sign, phrase in _BUTTONS:
        said = words(phrase)
        yield f'<button type="button" id="{name}" aria-label="{said}" title="{said}">{words(sign)}</button>'
    words_of_step, every = say("Step {at} of {count}", at="AT", count="COUNT"), say("{count} steps", count="COUNT")
    yield f'</div>\n<div aria-live="polite">\n<p id="said" data-step="{words_of_step}" data-all="{every}"></p>'
    yield '<ol id="steps">'
    for step in flow.steps():
        arrows = " ".join(places[id(arrow)] for arrow in step.arrows)
        yield f'<li data-block="block-{escape(step.block.key)}" data-arrows="{arrows}">'
        yield from step_text(step, names)
        yield "</li>"
    yield "</ol>\n</div>\n</section>"


def _details(flow: Flow) -> Iterator[str]:
    """Write what there is to say of each arrow; the script shows that of the one pointed at."""
    names = block_names(flow)
    yield f'<section class="panel told" aria-label="{say("the arrow pointed at")}">'
    hint = say(
        "Point at an arrow, or go there with {tab}. Step with {left} and {right}.",
        tab="<kbd>Tab</kbd>",
        left="<kbd>\N{LEFTWARDS ARROW}</kbd>",
        right="<kbd>\N{RIGHTWARDS ARROW}</kbd>",
    )
    yield f'<p id="hint" class="note">{hint}</p>'
    for place, arrow in enumerate(flow.arrows):
        yield f'<div class="detail" id="detail-{place}" hidden>'
        yield from arrow_detail(arrow, names)
        yield "</div>"
    yield "</section>"


def _formulas(flow: Flow) -> Iterator[str]:
    yield "<dl>"
    for name, items in formulas(flow):
        yield f"<dt>{name}</dt><dd>{_codes(items)}</dd>"
    listed = sizes(flow)
    if listed:
        yield f"<dt>{say('sizes')}</dt><dd>{_codes(listed)}</dd>"
    closing = say("{sentence}.", sentence=verdict_line(flow.table))
    yield f"</dl>\n<p>{escape(closing)}</p>"


def _codes(items: Iterable[str]) -> str:
    return " &emsp; ".join(f"<code>{escape(item)}</code>" for item in items)


def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
