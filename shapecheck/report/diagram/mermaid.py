"""The diagram as a flowchart in Mermaid's language, which GitHub and many editors draw."""

from collections.abc import Iterator
from typing import TextIO

from shapecheck.architecture.flow import Arrow, ArrowKind, Block, BlockKind, Flow
from shapecheck.language import Phrase, say
from shapecheck.report._words import sized, words
from shapecheck.report.diagram._notes import heading, omission

__all__ = ["write"]

_GROUPS = {
    Phrase("parameters"): (BlockKind.PARAMETERS,),
    Phrase("forward"): (BlockKind.INPUT, BlockKind.FORWARD),
    Phrase("backward"): (BlockKind.BACKWARD, BlockKind.INPUT_GRADIENT),
    Phrase("updates"): (BlockKind.UPDATE,),
}
_LINES = {
    ArrowKind.FORWARD: "==>",
    ArrowKind.PARAMETER: "-->",
    ArrowKind.CACHE: "-.->",
    ArrowKind.BACKWARD: "==>",
    ArrowKind.GRADIENT: "-->",
    ArrowKind.UPDATE: "-.->",
}
# What means something to Mermaid, also within quotes.
_ESCAPED = str.maketrans({"#": "#35;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "&": "#amp;"})


def write(flow: Flow, out: TextIO) -> None:
    """Write the flowchart: a group for each kind of block, and an arrow for all that goes from a block to another."""
    between: dict[tuple[str, str], list[Arrow]] = {}
    for arrow in flow.arrows:
        between.setdefault((arrow.source, arrow.target), []).append(arrow)
    out.write("flowchart LR\n")
    for line in filter(None, (heading(flow), omission(flow))):
        out.write(f"  %% {line}\n")
    for group, kinds in _GROUPS.items():
        out.write(f'  subgraph {group}_blocks["{words(group)}"]\n')
        for block in flow.blocks:
            if block.kind in kinds:
                out.write(
                    f"    {_name(block.key)}[{_quoted(_inside(block, between.get((block.key, block.key), [])))}]\n"
                )
        out.write("  end\n")
    out.write(f'  loss(["{say("loss")}"])\n')
    for (source, target), arrows in between.items():
        if source != target:
            label = _quoted(tuple(map(_shape, arrows)))
            out.write(f"  {_name(source)} {_LINES[arrows[0].kind]}|{label}| {_name(target)}\n")


def _inside(block: Block, inner: list[Arrow]) -> Iterator[str]:
    yield words(block.title)
    if block.layers:
        yield words(block.layers)
    for arrow in inner:
        yield _shape(arrow)


def _shape(arrow: Arrow) -> str:
    return f"{arrow.name} {sized(arrow.symbolic, arrow.shape)}"


def _quoted(lines: tuple[str, ...] | Iterator[str]) -> str:
    return '"' + "<br/>".join(line.translate(_ESCAPED) for line in lines) + '"'


def _name(key: str) -> str:
    """Give a block's name: a hyphen could be read as the start of an arrow."""
    return key.replace("-", "_")
