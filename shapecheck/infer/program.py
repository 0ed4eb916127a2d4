"""The analysis of one file: its top level is run, then each function that nothing has called."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from shapecheck.infer.budget import long_run, run_parts
from shapecheck.infer.entry import run_unreached
from shapecheck.infer.events import Event, Passed
from shapecheck.infer.found import Found
from shapecheck.infer.frames import Frame, Names, Scope
from shapecheck.infer.identity import changes_shapes
from shapecheck.infer.interpreter import furnish, make_machine
from shapecheck.infer.machine import RAISE, Machine
from shapecheck.infer.reach import PASSED, Start, reach
from shapecheck.infer.search import Search
from shapecheck.infer.shown import Shown
from shapecheck.infer.site import Source
from shapecheck.infer.summaries import Summary, summarise
from shapecheck.infer.tree import Unreadable, parse
from shapecheck.infer.trials import try_generic
from shapecheck.infer.units import Shared
from shapecheck.language import Phrase

__all__ = ["Unreadable", "interpret", "prepared"]

furnish()

_STEPS = 80_000  # for the top level of a file, all that it calls included, besides those for its length


def interpret(
    text: str,
    path: str,
    listen: Callable[[Event], None],
    *,
    roots: Sequence[str] = (),
    tried: Callable[[Event], None] | None = None,
    summarised: Callable[[Summary], None] | None = None,
    unreached: bool = True,
    shared: Shared | None = None,
    shown: Sequence[Shown] = (),
    asked: Callable[[Shown], None] | None = None,
    plain: Callable[[Callable[[str], str]], None] | None = None,
) -> bool:
    """Go through a program and tell `listen` what happens; nothing of it is imported or run.

    Parameters
    ----------
    text : str
        The source.
    path : str
        Where it is, from which its imports are found; a name in angle brackets where it is nowhere.
    listen : callable
        Is told every event.
    roots : sequence of str
        Further folders from which modules are imported.
    tried : callable, optional
        Is told what happens when functions that nothing calls are tried on generic arguments; they are not where it
        is left out.
    summarised : callable, optional
        Is told the contract of each function.
    unreached : bool
        Whether functions that nothing calls are run, as anybody may call them.
    shared : Shared, optional
        The modules that were run for other files of the same call.
    shown : sequence of Shown
        The shapes of its arrays that stored outputs show; all that is told may rest on them.
    asked : callable, optional
        Is told those of arrays that are not known otherwise, and nothing rests on them.
    plain : callable, optional
        Is given, before anything is told, what gives the name that the program has for a symbol: `n` for `n_2`.

    Returns
    -------
    bool
        Whether all of it was gone through; False where it took too many steps.

    Raises
    ------
    Unreadable
        When it cannot be parsed.
    """
    with long_run():
        machine, source, top = _begun(text, path, listen, roots, shared, shown, asked, plain)
        reached, found = frozenset(machine.entered), Found(machine, source, top)
        if unreached:
            complete = run_unreached(machine, source, source.tree, found) and not machine.unfinished
        else:
            found.settle()
            complete = not machine.unfinished
        if summarised is not None:
            summarise(machine, source, found, summarised)
        if tried is not None:
            machine.listener = tried
            try_generic(machine, source, source.tree, found, reached)
        machine.close()
        return complete


@contextmanager
def prepared(text: str, path: str, roots: Sequence[str] = ()) -> Iterator[tuple[Machine, Source, Found]]:
    """Give a machine that has gone through the top level of a program, of which it tells nobody.

    Raises
    ------
    Unreadable
        When the source cannot be parsed.
    """
    with long_run():
        machine, source, top = _begun(text, path, _ignored, roots)
        found = Found(machine, source, top)
        found.settle()
        yield machine, source, found
        machine.close()


def _ignored(_event: Event) -> None:
    pass


def _begun(
    text: str,
    path: str,
    listen: Callable[[Event], None],
    roots: Sequence[str],
    shared: Shared | None = None,
    shown: Sequence[Shown] = (),
    asked: Callable[[Shown], None] | None = None,
    plain: Callable[[Callable[[str], str]], None] | None = None,
) -> tuple[Machine, Source, Scope]:
    """Go through the top level of a program; give what it leaves."""
    try:
        tree = parse(text)
    except SyntaxError as error:
        raise Unreadable(path, error.lineno, error.msg) from None
    except MemoryError:  # of the parser itself as well, where brackets or blocks are too deep
        raise Unreadable(path, None, Phrase("it is nested too deeply, or too large for the memory")) from None
    except (ValueError, RecursionError) as error:
        raise Unreadable(path, None, str(error) or "it is nested too deeply") from None
    source = Source(path, text, tree)
    followed = reach([Start(path, Search(path, roots), text)]) if shared is None else None
    machine = make_machine(path, listen, roots, Shared(followed) if shared is None else shared)
    machine.asked = asked
    if plain is not None:
        plain(machine.symbols.plain)
    top = Scope(machine.journal.birth(), None, Names())
    frame = Frame(source, "__main__", top, top, body=tree)
    machine.frames.append(frame)
    if followed is not None:
        machine.notice(Passed.UNRESOLVED, PASSED, tree, frame)
    machine.merger.tells_apart = changes_shapes(tree)
    ends = run_parts(machine, tree.body, frame, _STEPS, shown)
    machine.exits.ended = ends == RAISE and not machine.exits.quits
    return machine, source, top
