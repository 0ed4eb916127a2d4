"""The contract oracle: functions are called by NumPy with arguments that fit their derived contracts, and with others.

What fits must never raise a shape error, and must give what the contract says. With one axis changed that a name ties
to another, the call must raise, or give something else than before. Run as `python tests/infer/contract_oracle.py
PATH...`; it prints what disagrees, how many functions have a full contract, and how many were judged, or why not.

Of a file only definitions, constants and imports of NumPy and the standard library's mathematics are run, and so are
those of the modules beside it that it imports, in a process whose calls are stopped after two seconds.
"""

import ast
import builtins
import contextlib
import copy
import io
import random
import signal
import sys
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from types import FrameType, SimpleNamespace
from typing import Any

import numpy as np

from shapecheck.core.matching.instances import forms_in
from shapecheck.core.notation.forms import ObjectForm, Parameter, UnknownForm
from shapecheck.core.notation.paths import Path as Place
from shapecheck.infer.program import Unreadable, interpret
from shapecheck.infer.summaries import Summary
from shapecheck.runtime.boundary import Boundary
from shapecheck.runtime.contract import Contract, from_text
from shapecheck.testing.sizes import Unfit
from shapecheck.testing.values import Stated, build

_FILES = 4  # that one process judges
DRAWS = 3  # of sizes, for each function
_ATTEMPTS = 60
_NEAR = 3  # folders above a file in which a module is looked for
_SECONDS = 2.0
_MODULES = frozenset(
    """abc cmath collections copy dataclasses enum functools itertools math numbers numpy operator random re string time
    typing warnings""".split()
)
_SHAPES = "shape dimension broadcast align axis axes size square mismatch unpack inhomogeneous".split()


class TooLong(BaseException):
    """Signal: a call takes too long. No `except Exception` of the function stops it."""


@dataclass(frozen=True)
class Verdict:
    """What came of one function.

    Parameters
    ----------
    path, line, contract : str, int, str
        The function.
    kind : str
        `"agrees"`; `"fails"`: a call that fits raises; `"result"`: it gives something else than the contract says;
        `"strict"`: a call that does not fit gives what one that fits gives; or why it could not be judged.
    full : bool
        Whether the contract leaves nothing open.
    what : str
        The error, or what was passed.
    """

    path: str
    line: int
    contract: str
    kind: str
    full: bool
    what: str = ""

    @property
    def is_judged(self) -> bool:
        """Whether NumPy has said what it thinks of the contract."""
        return self.disagrees or self.kind == "agrees"

    @property
    def disagrees(self) -> bool:
        """Whether the contract is wrong."""
        return self.kind in {"fails", "result", "strict"}


def judge(text: str, path: str, draws: int = DRAWS) -> Iterator[Verdict]:
    """Judge the contract of each function of a file."""
    found: list[Summary] = []
    try:
        interpret(text, path, lambda _: None, summarised=found.append)
        namespace = definitions(text, path)
    except (SyntaxError, Unreadable):
        return
    for summary in found:
        yield judged(summary, namespace, draws)


def is_full(summary: Summary) -> bool:
    """Tell whether a contract leaves nothing open: each argument is known, and what is returned."""
    contract = summary.contract
    whole = [*(each.form for each in contract.parameters), *([] if contract.result is None else [contract.result])]
    return not summary.unproved and not any(isinstance(form, UnknownForm) for each in whole for form in forms_in(each))


def definitions(text: str, path: str, known: dict[Path, dict[str, Any]] | None = None) -> dict[str, Any]:
    """Run the definitions of a file, and what else they need that does nothing, but modules that are `known`."""
    known = {} if known is None else known
    namespace: dict[str, Any] = {
        "__name__": "judged",
        "__builtins__": {**vars(builtins), "open": _refused, "input": _refused},
    }
    known[Path(path).resolve()] = namespace
    for node in ast.parse(text).body:
        if isinstance(node, ast.ImportFrom) and not _is_harmless(node):
            namespace.update(_imported(node, Path(path).resolve(), known))
        if not _is_harmless(node):
            continue
        module = ast.Module([node], [])
        with contextlib.suppress(Exception), _quiet():
            exec(compile(module, path, "exec"), namespace)
    return namespace


def _imported(node: ast.ImportFrom, path: Path, known: dict[Path, dict[str, Any]]) -> dict[str, Any]:
    """Return what a file imports from modules beside it, or below a folder that it is in."""
    parts = (node.module or "").split(".") if node.module else []
    folders = [path.parents[node.level - 1]] if node.level else list(path.parents)[:_NEAR]
    found: dict[str, Any] = {}
    for name in node.names:
        whole = [*parts, name.name]
        inner = next(filter(None, (_module(folder, whole, known) for folder in folders)), None)
        outer = next(filter(None, (_module(folder, parts, known) for folder in folders)), None) or {}
        if name.name == "*":
            found |= {own: value for own, value in outer.items() if not own.startswith("_")}
        elif name.name in outer:
            found[name.asname or name.name] = outer[name.name]
        elif inner is not None:
            found[name.asname or name.name] = SimpleNamespace(**inner)
    return found


def _module(folder: Path, parts: Sequence[str], known: dict[Path, dict[str, Any]]) -> dict[str, Any] | None:
    """Return the definitions of a module below a folder; None where there is none."""
    place = folder.joinpath(*parts)
    for file in (place.with_suffix(".py"), place / "__init__.py") if parts else (place / "__init__.py",):
        if file in known:
            return known[file]
        if file.is_file():
            with contextlib.suppress(SyntaxError):
                return definitions(file.read_text(encoding="utf-8", errors="replace"), str(file), known)
    return None


def _is_harmless(node: ast.stmt) -> bool:
    match node:
        case ast.FunctionDef() | ast.ClassDef():
            return True
        case ast.Import(names):
            return all(name.name.partition(".")[0] in _MODULES for name in names)
        case ast.ImportFrom(module=module, level=0):
            return (module or "").partition(".")[0] in _MODULES
        case ast.Assign(value=value):
            return not any(isinstance(inner, ast.Call) for inner in ast.walk(value))
    return False


def _refused(*_: object, **__: object) -> None:
    raise PermissionError("the oracle reads and writes nothing")


def judged(summary: Summary, namespace: dict[str, Any], draws: int = DRAWS) -> Verdict:
    """Judge the contract of one function."""

    def verdict(kind: str, what: str = "") -> Verdict:
        return Verdict(summary.path, summary.line, str(summary.contract), kind, is_full(summary), what)

    contract = summary.contract
    function = _found(contract.name, namespace)
    if function is None:
        return verdict("not defined")
    if summary.unproved:
        return verdict(f"unproved: {summary.unproved[0].why}")
    unknown = {each.name for each in contract.parameters if isinstance(each.form, UnknownForm)}
    if unknown - _with_defaults(function):
        return verdict("unknown argument")
    roots = tuple(each.name for each in contract.parameters)
    boundary = Boundary(from_text(str(contract), Contract(contract.name, roots, pairs=False)))
    forms = tuple((Place(each.name), each.form) for each in contract.parameters if each.name not in unknown)
    stated = Stated(forms, contract.needs)
    done = 0
    for seed in range(_ATTEMPTS):
        drawn = _drawn(stated, seed, None, namespace)
        if drawn is None:
            continue
        given = boundary.arguments(drawn)
        if given is not None:
            return verdict("fails", f"the contract refuses what was drawn from it: {given}")
        value, error = call(function, drawn)
        if error is not None:
            kind = _kind_of(error)
            is_plain = isinstance(getattr(error, "obj", None), SimpleNamespace)  # an object whose class is not known
            if isinstance(error, AttributeError) and (is_plain or not is_full(summary)):
                kind = "raises AttributeError"  # of what is not known, such as a method of a derived class
            if kind == "fails" and any(map(_leaves_open, contract.parameters)):
                kind = "unknown attribute"
            return verdict(kind, f"{type(error).__name__}: {error} with {_shown(drawn)}")
        wrong = None if contract.result is None else boundary.result(drawn, value)
        if wrong is not None:
            return verdict("result", f"{wrong} with {_shown(drawn)}")
        own = contract.parameters[0] if contract.parameters else None
        kept = _axes(drawn[own.name]) if own is not None and isinstance(own.form, ObjectForm) else 0
        for broken in range(kept, _axes(drawn)):  # an object has what its class gives it, whatever a method asks
            other = _drawn(stated, seed, broken, namespace)
            if other is None or boundary.arguments(other) is None:
                continue
            changed, error = call(function, other)
            if error is None and (contract.result is None or boundary.result(drawn, changed) is None):
                if summary.alike or summary.linked:
                    continue  # it is supposed that these sizes are equal, and said so
                return verdict("strict", f"passes with {_shown(other)}")
        done += 1
        if done == draws:
            return verdict("agrees")
    return verdict("agrees" if done else "no sizes fit")


def _found(name: str, namespace: dict[str, Any]) -> Any:
    value: Any = namespace.get(name.partition(".")[0])
    for part in name.split(".")[1:]:
        value = getattr(value, part, None)
    return value


def _leaves_open(parameter: Parameter) -> bool:
    """Tell whether nothing is known of an attribute of an object, which is then what its class gives it, or None."""
    form = parameter.form
    return isinstance(form, ObjectForm) and any(isinstance(own.form, UnknownForm) for own in form.attributes)


def _with_defaults(function: Any) -> set[str]:
    code = getattr(function, "__code__", None) or getattr(getattr(function, "__init__", None), "__code__", None)
    if code is None:
        return set()
    defaults = getattr(function, "__defaults__", None) or getattr(
        getattr(function, "__init__", None), "__defaults__", None
    )
    names = code.co_varnames[: code.co_argcount]
    return set(names[len(names) - len(defaults or ()) :])


def _drawn(stated: Stated, seed: int, broken: int | None, namespace: dict[str, Any]) -> dict[str, Any] | None:
    def made(name: str, attributes: Mapping[str, Any]) -> Any:
        value = _plain_instance(namespace.get(name))
        vars(value).update(attributes)
        return value

    choose, entries = random.Random(seed).choice, np.random.default_rng(seed).random
    try:
        return build(stated, choose, entries, range(1, 5), broken=broken, objects=made)
    except (Unfit, TypeError):  # a class that is made in a way of its own
        return None


def _plain_instance(owner: Any) -> Any:
    """Give an object of a class, made without arguments where that can be, so that it has its flags and defaults."""
    if not isinstance(owner, type):
        return SimpleNamespace()
    try:
        with _quiet():
            return owner()
    except Exception:  # it needs arguments; what they give is in the contract
        return owner.__new__(owner)


def call(function: Any, drawn: dict[str, Any]) -> tuple[Any, BaseException | None]:
    """Call a function by name; give what it returns, or what it raises."""
    given = copy.deepcopy(drawn)
    signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, _SECONDS)
    try:
        with _quiet():
            return function(**given), None
    except (Exception, TooLong, SystemExit) as error:
        return None, error
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _stop(_: int, __: FrameType | None) -> None:
    raise TooLong


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


def _kind_of(error: BaseException) -> str:
    """Tell whether an error is about shapes, or about how a value is built; else it says nothing of the contract."""
    text = str(error).lower()
    if "must be of integer" in text:
        return "raises of a kind of elements"  # of which a contract says nothing
    if isinstance(error, (IndexError, KeyError, AttributeError)):
        return "fails"
    if isinstance(error, (ValueError, TypeError)) and any(word in text for word in _SHAPES):
        return "fails"
    return f"raises {type(error).__name__}"


def _axes(value: Any) -> int:
    match value:
        case np.ndarray():
            return value.ndim
        case dict():
            return sum(map(_axes, value.values()))
        case tuple() | list():
            return sum(map(_axes, value))
    return _axes(vars(value)) if hasattr(value, "__dict__") else 0


def _shown(value: Any) -> str:
    match value:
        case np.ndarray():
            return str(value.shape)
        case dict():
            return "{" + ", ".join(f"{key}: {_shown(item)}" for key, item in value.items()) + "}"
        case tuple() | list():
            return "[" + ", ".join(map(_shown, value)) + "]"
    if isinstance(value, type) or callable(value):
        return getattr(value, "__name__", "?")
    if hasattr(value, "__dict__"):
        return _shown(vars(value))
    return type(value).__name__ if isinstance(value, float) else repr(value)


def _of_file(file: Path) -> list[Verdict]:
    return list(judge(file.read_text(encoding="utf-8", errors="replace"), str(file)))


def _verdicts(paths: Sequence[str]) -> Iterator[Verdict]:
    """Give the verdicts of each file, from processes that are made anew: what functions leave behind goes with them."""
    folders = [Path(path) for path in paths]
    files = [file for path in folders for file in (sorted(path.rglob("*.py")) if path.is_dir() else [path])]
    with get_context("fork").Pool(1, maxtasksperchild=_FILES) as pool:
        for found in pool.imap(_of_file, files):
            yield from found


def main(paths: Sequence[str]) -> int:
    """Judge files and folders, and print what disagrees as it is found."""
    verdicts: list[Verdict] = []
    with contextlib.suppress(KeyboardInterrupt):  # what was judged until then is counted
        for verdict in _verdicts(paths):
            verdicts.append(verdict)
            if verdict.disagrees:
                print(f"{verdict.path}:{verdict.line}: {verdict.kind}: {verdict.contract}", flush=True)
                print(f"    {verdict.what}", flush=True)
    kinds = Counter(verdict.kind for verdict in verdicts)
    judged_, full = sum(own.is_judged for own in verdicts), sum(own.full for own in verdicts)
    share = 100 * full / len(verdicts) if verdicts else 0
    print(f"{len(verdicts)} functions, {full} with a full contract ({share:.0f} %), {judged_} judged")
    print(*(f"{count:5} {kind}" for kind, count in kinds.most_common()), sep="\n")
    return int(any(verdict.disagrees for verdict in verdicts))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
