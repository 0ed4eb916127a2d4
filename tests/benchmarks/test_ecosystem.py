"""The comparison on open code: keys of findings, the file of verdicts, what is new, what was never reached."""

import ast
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

import ecosystem  # noqa: E402
from _ecosystem_calls import calls_in, parsed  # noqa: E402
from _ecosystem_verdicts import FALSE, RIGHT, UNREAD, Key, Verdict, changes, key_of, read, verdict_of, write  # noqa: E402

KEY = Key("numpy-ml", "a/b.py", "x = a @ b", "SHP101", "inner sizes differ: 3 != 5")


def test_a_key_has_no_line_number_and_no_place_on_disk():
    finding = {"file": "a/b.py", "line": 3, "cell": None, "text": "x = a @ b", "code": "SHP101", "severity": "error"}
    finding["message"] = KEY.message
    assert key_of("numpy-ml", finding) == key_of("numpy-ml", {**finding, "line": 8}) == KEY


def test_verdicts_are_read_as_they_were_written(tmp_path):
    file = tmp_path / "verdicts.jsonl"
    other = Verdict(Key("scipy", "z.py", "π = 'ä'", "SHP104", "m"), "warning")
    write(file, [other, Verdict(KEY, "error", RIGHT, "a bug")])
    assert read(file) == {KEY: Verdict(KEY, "error", RIGHT, "a bug"), other.key: other}
    assert len(file.read_text(encoding="utf-8").splitlines()) == 2
    assert read(tmp_path / "none.jsonl") == {}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{}", "no verdict"),
        ("no JSON", "no verdict"),
        (None, "judged twice"),
        ('"verdict": "maybe"', "right, false, unclear or empty"),
        ('"reason": ""', "has a reason"),
    ],
)
def test_a_line_that_is_no_verdict_is_refused(tmp_path, line, why):
    file = tmp_path / "verdicts.jsonl"
    write(file, [Verdict(KEY, "error", RIGHT, "a bug")])
    text = file.read_text()
    if line is None:
        text += text
    elif line.startswith('"'):
        name = line.partition(":")[0]
        text = text.replace({'"verdict"': '"verdict": "right"', '"reason"': '"reason": "a bug"'}[name], line)
    else:
        text += line
    file.write_text(text)
    with pytest.raises(ValueError, match=why):
        read(file)


def test_a_finding_keeps_its_verdict_and_with_a_new_message_has_it_as_a_hint():
    judged = {KEY: Verdict(KEY, "error", FALSE, "a dead branch")}
    assert verdict_of(KEY, "warning", judged) == Verdict(KEY, "warning", FALSE, "a dead branch")
    changed = Key(KEY.source, KEY.file, KEY.text, KEY.code, "other words")
    assert verdict_of(changed, "error", judged).verdict == UNREAD
    assert "false: a dead branch" in verdict_of(changed, "error", judged).reason
    other = Key(KEY.source, KEY.file, KEY.text, "SHP102", KEY.message)
    assert verdict_of(other, "error", judged) == Verdict(other, "error")


def test_equal_findings_are_counted():
    other = Key("scipy", "z.py", "", "SHP104", "m")
    assert changes([KEY, other], [other, KEY]) == ([], [])
    assert changes([KEY, other], [KEY, KEY]) == ([KEY], [other])


def test_committed_verdicts_and_list_are_well_formed():
    read(ecosystem.VERDICTS)
    sources = ecosystem.sources_in((BENCHMARKS / "ecosystem.txt").read_text(encoding="utf-8"))
    assert len({source.name for source in sources}) == len(sources)


def test_a_line_of_the_list_has_a_version():
    with pytest.raises(ValueError, match="line 2"):
        ecosystem.sources_in("# packages\nscipy .\n")


def test_a_source_of_another_version_is_not_taken(tmp_path):
    (tmp_path / "scikit_learn-1.9.1.dist-info").mkdir()
    (tmp_path / "sklearn" / "tests").mkdir(parents=True)
    (tmp_path / "sklearn" / "a.py").touch()
    (tmp_path / "sklearn" / "tests" / "b.py").touch()
    right, other = ecosystem.sources_in("scikit-learn==1.9.1 sklearn\nscikit-learn==1.9.2 sklearn\n")
    assert ecosystem.place_of(other, [tmp_path]) is None
    assert ecosystem.place_of(right, [tmp_path]) == tmp_path
    assert ecosystem.files_of(right, tmp_path) == ["sklearn/a.py"]


def written(text):
    return [call.text for call in calls_in([ast.parse(text)])]


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ("import numpy\nnumpy.linalg.norm(numpy.zeros(3))", ["numpy.linalg.norm", "numpy.zeros"]),
        ("import numpy as npy, numpy.fft as f\nf.fft(npy.pi)", ["f.fft"]),
        ("from numpy import dot as d, linalg\nd(a, b)\nlinalg.inv(c)", ["d", "linalg.inv"]),
        ("def g():\n    from numpy.random import rand\n    rand(3)", ["rand"]),
        ("from numpy import *\nzeros(3)\nmax(1, 2)", ["zeros"]),
        ("from pylab import *\ndef zeros(n): pass\nones(3)\nzeros(3)", ["ones"]),
        ("import math\nmath.sqrt(2)\nzeros(3)\nnumpy = 3\nnumpy.zeros(3)", []),
        ("x.reshape(3).T.dot(y)", ["....dot", "x.reshape"]),
        ("import torch as t\nt.sum(x)\ns.split(',')\nx.append(3)", []),
    ],
)
def test_calls_of_numpy_are_resolved_by_imports(text, calls):
    assert sorted(written(text)) == sorted(calls)


def test_what_is_no_python_in_a_notebook_costs_its_cell_only(tmp_path):
    cells = ["import numpy as np\n%matplotlib inline\nnp.zeros(3)", "np.ones(", "%%bash\nls", "np.eye(2)"]
    file = tmp_path / "a.ipynb"
    file.write_text(
        str([{"cell_type": "code", "source": cell} for cell in cells]).replace("'", '"').join(('{"cells":', "}"))
    )
    assert [call.text for call in calls_in(parsed(file))] == ["np.zeros", "np.eye"]
    file.write_text("no notebook")
    assert parsed(file) == []


def test_a_source_is_measured_in_a_process_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(ecosystem, "KEPT", tmp_path / "kept")
    place = tmp_path / "there"
    place.mkdir()
    (place / "a.py").write_text(
        "import numpy as np\nx = np.ones((2, 3))\nx @ np.ones(5)\n"
        "def f(u):\n    return np.array(u)\n"
        "exit()\nnp.zeros(3)\n"
    )
    (source,) = ecosystem.sources_in("owner/name@0 .")
    side = ecosystem.measured(BENCHMARKS.parent, source, place)
    (finding,) = side["findings"]
    assert (finding["line"], finding["severity"], finding["text"]) == (3, "error", "x @ np.ones(5)")
    assert [(name, line, text) for name, line, text in side["never"]] == [("a.py", 7, "np.zeros")]
    assert (side["functions"], side["functions_reached"]) == (4, 3)
    assert 0 < side["known"] < side["operations"]
    assert side == ecosystem.measured(BENCHMARKS.parent, source, place)
    assert len(list((tmp_path / "kept").iterdir())) == 1
