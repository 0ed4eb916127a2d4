"""Where everything of a flow is drawn: forward from left to right above, backward from right to left below.

From top to bottom a layer has its parameters, its forward block, the cache, its backward block, the gradients, the
update. What an update gives goes around the left side, back to the parameters.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from shapecheck.architecture.flow import Arrow, ArrowKind, BlockKind, Flow
from shapecheck.language import say
from shapecheck.report._words import words
from shapecheck.report.diagram._inline import kind_words
from shapecheck.report.diagram._notes import heading, legend
from shapecheck.report.diagram._scene import LINE, TITLE, Box, Label, Line, Mark, Rectangle, Scene, Text, Wire

__all__ = ["RATIO", "lay_out"]

RATIO = 16 / 9  # of the slide

_MARGIN = 2.0
_PAD = 1.2  # from the edge of a box to its text
_SIDE = 1.1  # from a wire to its text
_INSET = 1.4  # from the edge of a box to the wires that go up and down
_HEAD = 2.6  # of a wire, for its point
_CLEAR = 0.9  # from a wire that goes to the side to its text
_BUS = 1.5  # from the margin of the page to the wire around


# The rows of blocks, and what goes down from each.
_ROWS = {
    BlockKind.PARAMETERS: ArrowKind.PARAMETER,
    BlockKind.FORWARD: ArrowKind.CACHE,
    BlockKind.BACKWARD: ArrowKind.GRADIENT,
    BlockKind.UPDATE: ArrowKind.UPDATE,
}


# Who gets how much of the height that is left over.
_SHARES = {ArrowKind.PARAMETER: 0.2, ArrowKind.CACHE: 0.4, ArrowKind.GRADIENT: 0.2, ArrowKind.UPDATE: 0.2}


class _Style(NamedTuple):
    """How a quantity is written beside a wire: what of its shape, and on how many lines."""

    sizes: bool
    symbols: bool
    lines: int
    worth: float  # how much smaller than others it may be


_STYLES = tuple(
    [_Style(True, True, lines, 1.35) for lines in (1, 2, 3)]
    + [_Style(True, False, lines, 1.0) for lines in (1, 2)]
    + [_Style(False, True, lines, 0.7) for lines in (1, 2)]
)


def lay_out(flow: Flow) -> Scene:
    """Give the scene of a flow, its shapes written so that the letters are largest on a slide, which it fills."""
    scenes = [(style, _Layout(flow, style).scene()) for style in _STYLES]
    style, scene = max(scenes, key=lambda found: found[0].worth / max(found[1].width, found[1].height * RATIO))
    return _Layout(flow, style, slack=max(0.0, scene.width / RATIO - scene.height)).scene()


def _lines(arrow: Arrow, style: _Style) -> tuple[Line, ...]:
    """Give what is written beside a wire that goes up or down."""
    symbolic, shape = str(arrow.symbolic), str(arrow.shape)
    if style.lines == 3 or (style.lines == 2 and not (style.sizes and style.symbols)):
        return _column(arrow, style)
    if symbolic == shape or not (style.sizes and style.symbols):
        return (Line(f" {shape if style.sizes else symbolic}", name=arrow.name),)
    if style.lines == 2:
        return Line(f" {shape}", name=arrow.name), Line(symbolic, "muted")
    return (Line(f" {symbolic} = {shape}", name=arrow.name),)


def _column(arrow: Arrow, style: _Style) -> tuple[Line, ...]:
    """Give what is written above or below a wire that goes to the side: narrow."""
    symbolic, shape = str(arrow.symbolic), str(arrow.shape)
    lines = [Line(arrow.name, "name"), Line(shape if style.sizes else symbolic)]
    if style.sizes and style.symbols and symbolic != shape:
        lines.append(Line(symbolic, "muted"))
    return tuple(lines)


def _width(lines: Iterable[Line]) -> float:
    return max((line.width for line in lines), default=0)


class _Layout:
    """One try: the flow with its shapes written in one style."""

    def __init__(self, flow: Flow, style: _Style, slack: float = 0.0) -> None:
        self.flow = flow
        self.slack = slack
        self.style = style
        self.blocks = {block.key: block for block in flow.blocks}
        self.boxes: dict[str, Box] = {}
        self.wires: list[Wire] = []
        self.labels: list[Label] = []
        between: dict[tuple[str, str], list[Arrow]] = {}
        for arrow in flow.arrows:
            between.setdefault((arrow.source, arrow.target), []).append(arrow)
        self.between = {pair: tuple(arrows) for pair, arrows in between.items()}

    def scene(self) -> Scene:
        title = (Line(heading(self.flow), "name"),)
        top = _MARGIN + TITLE * LINE * len(title) + 1
        bottom = self._place(top)
        self._draw_chains()
        for column, layer in enumerate(self.flow.columns):
            if layer is not None:
                self._draw_layer(column)
        self._draw_around(top, bottom)
        width = max(self.boxes["loss"].bounds.right + _MARGIN, TITLE * _width(title) + 2 * _MARGIN)
        return self._finished(title, width, bottom + 1)

    def _place(self, top: float) -> float:
        """Place the boxes; give how far down the wire around goes."""
        sides = [arrow for arrow in self.flow.arrows if not arrow.inner and self._sideways(arrow)]
        gap = max(_width(_column(arrow, self.style)) for arrow in sides) + 1.6
        upright = [
            line for arrow in self.flow.arrows if not self._sideways(arrow) for line in _lines(arrow, self.style)
        ]
        inside = [
            line for key, block in self.blocks.items() if block.layer or block.layers for line in self._inside(key)
        ]
        wide = max(_width(upright) + _INSET + _SIDE + 1, _width(inside) + 2 * _PAD)
        rows: dict[BlockKind, tuple[float, float]] = {}
        y = top + _HEAD
        for kind, below in _ROWS.items():
            height = self._high(kind)
            rows[kind] = y, height
            y += height + self._room(below)
        x = _BUS + _MARGIN
        if "input" in self.blocks:
            narrow = max(_width(self._inside(key)) for key in ("input", "input-gradient")) + 2 * _PAD
            for key, kind in (("input", BlockKind.FORWARD), ("input-gradient", BlockKind.BACKWARD)):
                row, height = rows[kind]
                own = LINE + _PAD
                self._box(key, Rectangle(x, row + (height - own) / 2, narrow, own))
            x += narrow + gap
        for column, _ in enumerate(self.flow.columns):
            for kind, (row, height) in rows.items():
                key = self._key(kind, column)
                if key not in self.blocks:
                    continue
                own = len(self._inside(key)) * LINE + _PAD if self.blocks[key].layers else height
                self._box(key, Rectangle(x, row + (height - own) / 2, wide, own))
            x += wide + gap
        start, (low, height) = rows[BlockKind.FORWARD][0], rows[BlockKind.BACKWARD]
        self._box("loss", Rectangle(x, start, _width(self._inside("loss")) + 2 * _PAD, low + height - start))
        return y

    def _sideways(self, arrow: Arrow) -> bool:
        return arrow.kind in {ArrowKind.FORWARD, ArrowKind.BACKWARD}

    def _high(self, kind: BlockKind) -> float:
        """Give the height of the boxes of a kind."""
        found = [block.key for block in self.flow.blocks if block.kind is kind and not block.layers]
        return max(len(self._inside(key)) for key in found) * LINE + _PAD

    def _room(self, kind: ArrowKind) -> float:
        """Give how long the wires of a kind are, for the labels beside them."""
        most = max(
            sum(len(_lines(arrow, self.style)) for arrow in found)
            for found in self.between.values()
            if found[0].kind is kind
        )
        return most * LINE + _HEAD + self.slack * _SHARES[kind]

    def _key(self, kind: BlockKind, column: int) -> str:
        layer = self.flow.columns[column]
        if layer is not None:
            return f"{kind.value}-{layer}"
        found = [block.key for block in self.flow.blocks if block.kind is kind and block.layers]
        if not found:
            return ""
        if kind is BlockKind.BACKWARD:
            found.reverse()
        return found[self.flow.columns[:column].count(None)]

    def _inside(self, key: str) -> tuple[Line, ...]:
        """Give what is written in a box."""
        block = self.blocks[key]
        lines = [Line(words(block.title), "name")]
        if block.layers:
            lines += [Line(say("layers {first}", first=block.layers.fields["first"]))]
            lines += [Line(say("to {last}", last=block.layers.fields["last"]))]
            if self.flow.left_out is not None:
                count = self.flow.left_out[1] - self.flow.left_out[0] + 1
                lines.append(Line(say("({count} left out)", count=f"{count:,}"), "muted"))
            return tuple(lines)
        match block.kind:
            case BlockKind.LOSS:
                taken = next(arrow for arrow in self.flow.arrows if arrow.target == key)
                labels = "Y" if taken.name[0] == "A" else "y"
                return *lines, Line(say("of {output}", output=taken.name)), Line(say("and {labels}", labels=labels))
            case BlockKind.BACKWARD:
                for arrow in self.between.get((key, key), ()):
                    lines.extend(_column(arrow, self.style))
        return tuple(lines)

    def _box(self, key: str, bounds: Rectangle) -> None:
        """Put a box in its place, its lines in its middle; lines that tell of an arrow are that arrow's label."""
        block, lines = self.blocks[key], self._inside(key)
        x, y = bounds.middle
        y -= LINE * len(lines) / 2
        own = self.between.get((key, key), ())
        if own:
            title = 1
            self.labels.append(Label(own[0], Text(x, y + LINE * title, lines[title:], centred=True)))
            lines = lines[:title]
        self.boxes[key] = Box(block, bounds, Text(x, y, lines, centred=True))

    def _draw_chains(self) -> None:
        """Draw the arrows that go from column to column."""
        for (source, target), arrows in self.between.items():
            arrow = arrows[0]
            if arrow.inner or not self._sideways(arrow):
                continue
            left, right = self.boxes[source].bounds, self.boxes[target].bounds
            row = left if source != "loss" else right
            y = row.middle[1]
            forward = arrow.kind is ArrowKind.FORWARD
            start, end = (left.right, right.x) if forward else (left.x, right.right)
            self.wires.append(Wire(arrow.kind, ((start, y), (end, y)), arrows))
            lines = _column(arrow, self.style)
            above = y - len(lines) * LINE - _CLEAR
            self.labels.append(
                Label(arrow, Text((start + end) / 2, above if forward else y + _CLEAR, lines, centred=True))
            )

    def _draw_layer(self, column: int) -> None:
        """Draw the arrows that go up and down in a column."""
        for source, target in pairwise(self._key(kind, column) for kind in _ROWS):
            arrows = self.between[source, target]
            upper, lower = self.boxes[source].bounds, self.boxes[target].bounds
            x = upper.x + _INSET
            self.wires.append(Wire(arrows[0].kind, ((x, upper.bottom), (x, lower.y)), arrows))
            self._label(arrows, x, upper.bottom, lower.y)

    def _label(self, arrows: Sequence[Arrow], x: float, top: float, bottom: float) -> None:
        """Write names and shapes to the right of a wire that goes down, with the same room around each."""
        written = [_lines(arrow, self.style) for arrow in arrows]
        room = (bottom - top - LINE * sum(map(len, written))) / (len(written) + 1)
        y = top + room
        for arrow, lines in zip(arrows, written, strict=True):
            self.labels.append(Label(arrow, Text(x + _SIDE, y, lines)))
            y += len(lines) * LINE + room

    def _draw_around(self, top: float, bottom: float) -> None:
        """Draw the way of what the updates give, back to the parameters."""
        columns = [column for column, layer in enumerate(self.flow.columns) if layer is not None]
        everything: list[Arrow] = []
        for column in columns:
            update, parameters = (self._key(kind, column) for kind in (BlockKind.UPDATE, BlockKind.PARAMETERS))
            arrows = self.between[update, parameters]
            everything += arrows
            out, into = self.boxes[update].bounds, self.boxes[parameters].bounds
            x = out.x + _INSET
            self.wires.append(Wire(ArrowKind.UPDATE, ((x, out.bottom), (x, bottom)), arrows, head=False))
            self.wires.append(Wire(ArrowKind.UPDATE, ((x, top), (x, into.y)), arrows))
            self._label(arrows, x, out.bottom, bottom)
            last = x
        around = ((last, bottom), (_BUS, bottom), (_BUS, top), (last, top))
        self.wires.append(Wire(ArrowKind.UPDATE, around, tuple(everything), head=False))

    def _finished(self, title: tuple[Line, ...], width: float, y: float) -> Scene:
        """Add what is said around the picture."""
        room = max(width, y * RATIO)
        shift = (room - width) / 2
        marks = []
        x = _MARGIN
        for kind in ArrowKind:
            line = Line(kind_words(kind))
            if x > _MARGIN and x + 6 + line.width > room - _MARGIN:
                x, y = _MARGIN, y + LINE
            wire = Wire(kind, ((x, y + LINE / 2), (x + 5, y + LINE / 2)), ())
            marks.append(Mark(wire, Text(x + 6, y, (line,))))
            x += 6 + line.width + 3
        y += 1.4 * LINE
        notes = tuple(
            [Line(line) for line in legend(self.flow, int(room - 2 * _MARGIN), all_sizes=not self.style.sizes)]
        )
        text = Text(_MARGIN, y, notes)
        scene = Scene(
            room,
            y + LINE * len(notes) + _MARGIN,
            tuple(self.wires),
            tuple(self.boxes.values()),
            tuple(self.labels),
            tuple(marks),
            Text(_MARGIN, _MARGIN, title, scale=TITLE),
            (text,),
        )
        return _moved(scene, shift)


def _moved(scene: Scene, shift: float) -> Scene:
    """Give the scene with its blocks in the middle."""

    def text(of: Text) -> Text:
        return of._replace(x=of.x + shift)

    return scene._replace(
        wires=tuple([wire._replace(points=tuple([(x + shift, y) for x, y in wire.points])) for wire in scene.wires]),
        boxes=tuple(
            [
                box._replace(bounds=box.bounds._replace(x=box.bounds.x + shift), text=text(box.text))
                for box in scene.boxes
            ]
        ),
        labels=tuple([label._replace(text=text(label.text)) for label in scene.labels]),
    )
