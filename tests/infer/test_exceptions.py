"""`try`: which handlers are reached, which of them expect an operation to fail, what each way out leaves behind."""

import textwrap
from pathlib import Path

import pytest
from test_soundness import contradictions
from truth import record

from shapecheck.infer.shapes import infer
from shapecheck.lint.runner import lint_source

SILENT = {
    "a flag says that it failed": """
        import numpy as np
        X, ok = np.ones((2, 3)), True
        try:
            z = X @ np.ones((4, 5))
        except ValueError:
            ok = False
        if ok:
            w = np.ones(3) + np.ones(5)
    """,
    "flags of all kinds, in a loop, in a dictionary, in an object": """
        import numpy as np
        class State:
            failed = False
        for size in (4, 6):
            good = True
            try:
                b = np.ones((2, 3)).reshape(size)
            except (TypeError, ValueError):
                good = State.failed = False
            if good:
                x = b + np.ones(6)
        state = {"error": None}
        try:
            m, n = np.ones(3)
            State.failed = True
        except ValueError as error:
            state["error"] = str(error)
        if state["error"] is None or State.failed:
            x = np.ones(3) + np.ones(4)
        try:
            assert x.shape == (2,)
            x = np.ones(2)
        except AssertionError:
            pass
        y = x + np.ones(6)
    """,
    "an exception of the program's own takes the place of NumPy's": """
        import numpy as np
        class Unfit(ValueError):
            pass
        class Worse(Unfit):
            pass
        def product(x):
            try:
                return x @ np.ones((4, 5))
            except ValueError as error:
                raise Worse("it does not fit") from error
        for kind in (np.ones((2, 3)), np.ones((2, 4))):
            try:
                y = product(kind)
            except Unfit:
                y = np.ones((2, 5))
            z = y + np.ones(5)
    """,
    "the handler goes on from some errors": """
        import numpy as np
        def product(x):
            try:
                return x @ np.ones(5)
            except Exception as problem:
                if isinstance(problem, ValueError):
                    return x
                raise
        c = product(np.ones(3))
    """,
    "a number has no length": """
        import numpy as np
        def count(x):
            try:
                return len(x)
            except TypeError:
                return 1
        n = count(np.array(3.0))
    """,
    "an array of several elements is no number": """
        import numpy as np
        def number(x):
            try:
                return float(x)
            except TypeError:
                return x.sum()
        a = number(np.ones(3))
    """,
    "an index is too large": """
        import numpy as np
        def third(x):
            try:
                return np.take(x, 2)
            except IndexError:
                return x
        a = third(np.ones(2))
    """,
    "points and values are not as many": """
        import numpy as np
        def line(x, y):
            try:
                return np.polyfit(x, y, 1)
            except TypeError:
                return np.zeros(2)
        a = line(np.ones(3), np.ones(5))
    """,
    "the handler puts something else in its place": """
        import numpy as np
        a, b = np.zeros((2, 3)), np.zeros((5, 7))
        try:
            c = a @ b
        except ValueError:
            c = None
    """,
    "an operation in a function is expected to fail": """
        import numpy as np
        def product(a, b):
            return a @ b
        try:
            c = product(np.zeros((2, 3)), np.zeros((5, 7)))
        except ValueError:
            c = None
    """,
    "the error is shown": """
        import numpy as np
        a, b = np.zeros((2, 3)), np.zeros((5, 7))
        try:
            c = a + b
            print(c)
        except ValueError as problem:
            print("no:", problem)
    """,
    "the error is logged and it is one operation": """
        import logging
        import numpy as np
        log = logging.getLogger(__name__)
        a, b = np.zeros((2, 3)), np.zeros((5, 7))
        try:
            a.dot(b)
        except ValueError:
            log.exception("no")
    """,
    "the body says that it must fail": """
        import numpy as np
        def product(a, b):
            return a @ b
        try:
            product(np.zeros((2, 3)), np.zeros((5, 7)))
            raise AssertionError("no error")
        except ValueError:
            print("as it must be")
    """,
    "the error is logged, and the next item is taken": """
        import logging
        import numpy as np
        log = logging.getLogger(__name__)
        def product(a):
            return a @ np.zeros(3)
        def products(items):
            found = []
            for item in items:
                try:
                    found.append(product(item))
                except Exception:
                    log.exception("no")
            return found
        products([np.zeros(3), np.zeros(4)])
    """,
    "a warning, and nothing": """
        import warnings
        import numpy as np
        def product(a):
            return a @ np.zeros(3)
        try:
            product(np.zeros(4))
        except ValueError:
            warnings.warn("no product")
    """,
    "the error is printed, and something else is put in its place": """
        import numpy as np
        def product(a):
            return a @ np.zeros(3)
        try:
            b = product(np.zeros(4))
        except ValueError as problem:
            print(problem)
            b = 0
        print(b)
    """,
    "the error is printed, and kept": """
        import numpy as np
        problems = []
        def product(a):
            return a @ np.zeros(3)
        try:
            product(np.zeros(4))
        except ValueError as problem:
            print(problem)
            problems.append(problem)
    """,
    "the error is printed, and False is given": """
        import numpy as np
        def works(run, *given):
            try:
                run(*given)
                return True
            except Exception as problem:
                print(type(problem).__name__)
                return False
        works(lambda a, b: a @ b, np.zeros(3), np.zeros(4))
    """,
    "an index that is out of range": """
        import numpy as np
        a = np.zeros((2, 3))
        try:
            b = a[5]
        except IndexError:
            b = a[0]
    """,
    "an axis is both": """
        import numpy as np
        a = np.zeros((2, 3))
        try:
            b = a.sum(axis=5)
        except IndexError:
            b = a
    """,
    "an exception of its own class goes on": """
        import numpy as np
        a, b = np.zeros((2, 3)), np.zeros((5, 7))
        try:
            c = a @ b
        except (KeyError, Exception):
            pass
    """,
}

FIRING = {
    "a flag says that it did not fail": (
        """
        import numpy as np
        X, ok = np.ones((2, 3)), True
        try:
            z = X @ np.ones((3, 5))
        except ValueError:
            ok = False
        if ok:
            w = z + np.ones((3, 5))
        """,
        9,
    ),
    "a flag says that it failed": (
        """
        import numpy as np
        failed = False
        try:
            z = np.ones((2, 3)) @ np.ones((4, 5))
        except ValueError:
            failed, z = True, np.ones(2)
        if failed:
            w = z + np.ones(3)
        """,
        9,
    ),
    "nobody takes what the handler raises": (
        """
        import numpy as np
        class Unfit(Exception):
            pass
        def product(x):
            try:
                return x @ np.ones((4, 5))
            except ValueError as error:
                raise Unfit("it does not fit") from error
        try:
            y = product(np.ones((2, 3)))
        except ValueError:
            y = np.ones((2, 5))
        """,
        7,
    ),
    "NumPy raises no exception of the program's own": (
        """
        import numpy as np
        class Unfit(ValueError):
            pass
        try:
            y = np.ones((2, 3)) @ np.ones((4, 5))
        except Unfit:
            y = np.ones((2, 5))
        """,
        6,
    ),
    "the handler notes some errors and raises all": (
        """
        import numpy as np
        seen = []
        try:
            c = np.ones(3) @ np.ones(5)
        except Exception as problem:
            if isinstance(problem, ValueError):
                seen.append(problem)
            raise
        """,
        5,
    ),
    "a handler takes another kind": (
        """
        import numpy as np
        def count(x):
            try:
                return len(x)
            except ValueError:
                return 1
        n = count(np.array(3.0))
        """,
        5,
    ),
    "the handler raises something else": (
        """
        import numpy as np
        a, b = np.zeros((2, 3)), np.zeros((5, 7))
        try:
            c = a @ b
        except ValueError as problem:
            raise RuntimeError("no") from problem
        """,
        5,
    ),
    "the handler prints and ends": (
        """
        import sys
        import numpy as np
        a, b = np.zeros((2, 3)), np.zeros((5, 7))
        try:
            c = a @ b
        except ValueError as problem:
            print(problem)
            sys.exit(1)
        """,
        6,
    ),
    "the handler prints, around a function": (
        """
        import traceback
        import numpy as np
        def product(a, b):
            return a @ b
        try:
            product(np.zeros((2, 3)), np.zeros((5, 7)))
        except Exception:
            traceback.print_exc()
        """,
        5,
    ),
    "the handler says at length what happened": (
        """
        import sys
        import traceback
        import numpy as np
        def main():
            return np.zeros((2, 3)) @ np.zeros((5, 7))
        try:
            main()
        except Exception:
            text = traceback.format_exc()
            print(text)
            sys.stdout.flush()
        """,
        6,
    ),
    "the handler logs where the program ends": (
        """
        import logging
        import numpy as np
        def run():
            return np.zeros((2, 3)) @ np.zeros((5, 7))
        def main():
            try:
                run()
            except Exception:
                logging.exception("failed")
        if __name__ == "__main__":
            main()
        """,
        5,
    ),
    "the handler prints, around more than one operation": (
        """
        import numpy as np
        try:
            a = np.zeros((2, 3))
            b = np.ones((5, 7))
            c = a @ b
        except Exception as problem:
            print(problem)
        """,
        6,
    ),
    "the handler takes another exception": (
        """
        import numpy as np
        a, b = np.zeros((2, 3)), np.zeros((5, 7))
        try:
            c = a @ b
        except (KeyError, IndexError, ImportError):
            c = None
        """,
        5,
    ),
    "the handler takes an exception of the program": (
        """
        import numpy as np
        class Missing(Exception):
            pass
        a, b = np.zeros((2, 3)), np.zeros((5, 7))
        try:
            c = a @ b
        except Missing:
            c = None
        """,
        7,
    ),
    "the operation stands behind the body": (
        """
        import numpy as np
        a, b = np.zeros((2, 3)), np.zeros((5, 7))
        try:
            n = int(input())
        except ValueError:
            n = 0
        else:
            c = a @ b
        """,
        9,
    ),
    "in finally, on the usual way": (
        """
        import numpy as np
        a = np.zeros((2, 3))
        try:
            a = np.zeros((5, 7))
        finally:
            b = a @ np.zeros((3, 2))
        """,
        7,
    ),
}

RUNS = {
    "a handler that nothing leads to": """
        import numpy as np
        a = np.zeros((2, 3))
        try:
            b = a.reshape(3, 2)
        except AttributeError:
            b = np.zeros(7)
        c = b @ np.zeros((2, 5))
    """,
    "an exception that no handler takes": """
        import numpy as np
        def f():
            u = np.zeros((2, 3))
            try:
                try:
                    raise KeyError("k")
                except ValueError:
                    u = np.zeros((7, 7))
                finally:
                    v = u @ np.zeros((3, 1))
            except KeyError:
                pass
            w = u @ np.zeros((3, 5))
        f()
    """,
    "an exception that is a kind of the one that is taken": """
        import numpy as np
        u = np.zeros((2, 3))
        try:
            raise IndexError
        except LookupError:
            u = np.zeros((7, 5))
        w = u @ np.zeros((5, 1))
    """,
    "what is written before an exception is there in its handler": """
        import numpy as np
        u = np.zeros((2, 3))
        try:
            u = np.zeros((5, 7))
            raise KeyError("k")
        except KeyError:
            w = u @ np.zeros((7, 1))
    """,
    "a return in finally is what is returned": """
        import numpy as np
        def f():
            try:
                return np.zeros((2, 3))
            finally:
                return np.zeros((5, 7))
        w = f() @ np.zeros((7, 1))
    """,
    "what returns goes through finally": """
        import numpy as np
        kept = {}
        def f():
            try:
                return np.zeros((2, 3))
            finally:
                kept["u"] = np.zeros((5, 7))
        f()
        w = kept["u"] @ np.zeros((7, 1))
    """,
    "a handler that may be reached": """
        import numpy as np
        a = np.zeros((2, 3))
        try:
            n = int("x")
            b = np.zeros((2, 3))
        except ValueError:
            b = np.zeros((5, 7))
    """,
    "break in a body goes through finally": """
        import numpy as np
        u = np.zeros((2, 3))
        for k in range(3):
            try:
                break
            finally:
                u = np.zeros((5, 7))
        w = u.T
    """,
}


@pytest.mark.parametrize("intent", SILENT)
def test_an_error_that_is_expected_is_not_told(intent: str) -> None:
    assert lint_source(textwrap.dedent(SILENT[intent])) == []


@pytest.mark.parametrize("intent", FIRING)
def test_an_error_that_ends_the_program_is_told(intent: str) -> None:
    program, line = FIRING[intent]
    assert [(found.severity, found.line) for found in lint_source(textwrap.dedent(program))] == [("error", line)]


@pytest.mark.parametrize("intent", RUNS)
def test_each_way_out_leaves_what_it_leaves_in_a_run(intent: str, tmp_path: Path) -> None:
    file = tmp_path / "program.py"
    file.write_text(textwrap.dedent(RUNS[intent]))
    truth = record(file)
    assert truth.fault is None
    assert contradictions(truth, infer(file.read_text(), str(file))) == []
    assert lint_source(file.read_text(), str(file)) == []
