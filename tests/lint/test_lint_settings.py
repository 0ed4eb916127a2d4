"""Settings: from pyproject.toml, from options, and what is wrong with them in one sentence."""

import json
import tomllib
from contextlib import nullcontext
from importlib.resources import files
from pathlib import Path

import pytest
from schema_check import problems

from shapecheck.lint.settings import (
    DEFAULT_CODES,
    DEFAULT_EXCLUDE,
    Layer,
    Nearest,
    SettingsError,
    chosen,
    read_settings,
)
from shapecheck.lint.table import LINT_RULES

ALL = DEFAULT_CODES
ERRORS = frozenset(code for code in LINT_RULES if code.startswith("SHP1"))


def project(folder, text):
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    return read_settings(folder)


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ([], ALL),
        ([Layer()], ALL),
        ([Layer(("SHP1",))], ERRORS),
        ([Layer(("SHP1",), ignore=("SHP101",))], ERRORS - {"SHP101"}),
        ([Layer(("SHP101",), ignore=("SHP1",))], {"SHP101"}),
        ([Layer(("SHP101",), ignore=("SHP101",))], set()),
        ([Layer(("SHP1",), ("SHP201",))], ERRORS | {"SHP201"}),
        ([Layer(("ALL",), ignore=("SHP",))], set()),
        ([Layer(ignore=("SHP2",)), Layer(("SHP201",))], {"SHP201"}),
        ([Layer(("SHP1",)), Layer(ignore=("SHP101",))], ERRORS - {"SHP101"}),
        ([Layer(ignore=("SHP1", "SHP2", "SHP3", "SHP0")), Layer(None, ("SHP101",))], {"SHP101"}),
    ],
)
def test_the_last_layer_wins_and_in_it_the_longest_code(layers, expected):
    assert chosen(layers) == expected


def test_without_a_file_all_rules_are_asked(tmp_path):
    settings = read_settings(tmp_path, isolated=True)
    assert (settings.codes, settings.exclude) == (ALL, DEFAULT_EXCLUDE)


def test_the_nearest_file_with_a_table_is_read(tmp_path):
    project(tmp_path, '[tool.shapecheck]\nselect = ["SHP1"]\n')
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "pyproject.toml").write_text("[tool.other]\n", encoding="utf-8")
    (inner / "f.py").touch()
    settings = read_settings(inner / "f.py")
    assert settings.codes == ERRORS
    assert Path(settings.root) == tmp_path


def test_options_win_over_the_file(tmp_path):
    project(tmp_path, '[tool.shapecheck]\nselect = ["SHP1"]\nignore = ["SHP101"]\n')
    assert read_settings(tmp_path, options=Layer(("SHP101",))).codes == {"SHP101"}
    assert read_settings(tmp_path, isolated=True).codes == ALL


def test_another_file_can_be_named(tmp_path):
    other = tmp_path / "other.toml"
    other.write_text('[tool.shapecheck]\nselect = ["SHP101"]\n', encoding="utf-8")
    assert read_settings(tmp_path, other).codes == {"SHP101"}


def test_files_are_left_out_by_name_by_path_and_by_pattern(tmp_path):
    settings = project(tmp_path, '[tool.shapecheck]\nextend-exclude = ["old", "lessons/week1", "*_test.py"]\n')
    for name in ("old", "deep/old", "lessons/week1", "deep/a_test.py", ".venv", "x/node_modules"):
        assert settings.excludes(tmp_path / name), name
    for name in ("older", "lessons/week2", "week1", "a.py"):
        assert not settings.excludes(tmp_path / name), name


def test_exclude_replaces_what_is_usual(tmp_path):
    settings = project(tmp_path, '[tool.shapecheck]\nexclude = ["old"]\n')
    assert settings.excludes(tmp_path / "old")
    assert not settings.excludes(tmp_path / "build")


def test_rules_are_left_out_per_file(tmp_path):
    settings = project(tmp_path, '[tool.shapecheck.per-file-ignores]\n"tests/*" = ["SHP2"]\n"a.py" = ["SHP101"]\n')
    assert not settings.enabled("SHP201", str(tmp_path / "tests" / "deep" / "t.py"))
    assert settings.enabled("SHP101", str(tmp_path / "tests" / "t.py"))
    assert not settings.enabled("SHP101", str(tmp_path / "a.py"))
    assert settings.enabled("SHP201", str(tmp_path / "a.py"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tool.shapecheck]\nselct = []\n", "has no setting 'selct'"),
        ('[tool.shapecheck]\nselect = "SHP1"\n', "select must be a list of strings"),
        ("[tool.shapecheck]\nignore = [1]\n", "ignore must be a list of strings"),
        ('[tool.shapecheck]\nignore = ["E501"]\n', "no rule has a code that starts with E501"),
        ("[tool.shapecheck]\nper-file-ignores = []\n", "must be a table"),
        ('[tool.shapecheck.per-file-ignores]\n"a" = ["X"]\n', "starts with X"),
        ("[tool]\nshapecheck = 3\n# tool.shapecheck", "must be a table"),
        ("[tool.shapecheck\n", "cannot be read"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(tmp_path, text, message):
    with pytest.raises(SettingsError, match=message) as raised:
        project(tmp_path, text)
    assert "\n" not in str(raised.value)


def test_a_file_that_is_named_must_be_there_and_have_the_table(tmp_path):
    with pytest.raises(SettingsError, match="cannot be read: No such file"):
        read_settings(tmp_path, tmp_path / "none.toml")
    (tmp_path / "empty.toml").touch()
    with pytest.raises(SettingsError, match=r"has no \[tool.shapecheck\]"):
        read_settings(tmp_path, tmp_path / "empty.toml")


SCHEMA = json.loads((files("shapecheck") / "schemas" / "settings.json").read_text(encoding="utf-8"))


def read(folder, table):
    (folder / "pyproject.toml").write_text(f"[tool.shapecheck]\n{table}\n", encoding="utf-8")
    return read_settings(folder)


def test_the_schema_of_the_settings_has_all_of_them_and_no_other(tmp_path):
    with pytest.raises(SettingsError) as raised:
        read(tmp_path, "unheard-of = 1")
    known = str(raised.value).partition("it may have ")[2].split(", ")
    assert sorted(SCHEMA["properties"]) == sorted(known)
    assert all(own["description"] for own in SCHEMA["properties"].values())


@pytest.mark.parametrize(
    ("table", "is_right"),
    [
        ("", True),
        ('select = ["SHP1", "both-stretched", "ALL"]\nextend-select = ["SHP2"]', True),
        ('ignore = ["SHP101"]\nextend-ignore = []', True),
        ('exclude = ["old"]\nextend-exclude = ["*.txt"]', True),
        ('min-severity = "error"', True),
        ("respect-gitignore = false", True),
        ("fix = true\nunsafe-fixes = true\nhelp = true", True),
        ("fix = 1", False),
        ('help = "no"', False),
        ('[tool.shapecheck.per-file-ignores]\n"tests/*" = ["SHP2", "matmul-sizes"]', True),
        ('select = "SHP1"', False),
        ("ignore = [1]", False),
        ('ignore = [""]', False),
        ('min-severity = "fatal"', False),
        ('respect-gitignore = "yes"', False),
        ("per-file-ignores = []", False),
        ('[tool.shapecheck.per-file-ignores]\n"tests/*" = "SHP2"', False),
        ("line-length = 88", False),
    ],
)
def test_the_schema_says_what_is_read(tmp_path, table, is_right):
    value = tomllib.loads(f"[tool.shapecheck]\n{table}\n")["tool"]["shapecheck"]
    assert (problems(value, SCHEMA) == []) is is_right
    with nullcontext() if is_right else pytest.raises(SettingsError):
        read(tmp_path, table)


@pytest.mark.parametrize("table", ['ignore = ["both-stretched"]', 'ignore = ["shp201"]', 'ignore = ["Both-Stretched"]'])
def test_a_rule_is_named_by_its_code_or_its_name(tmp_path, table):
    assert DEFAULT_CODES - read(tmp_path, table).codes == {"SHP201"}
    own = read(tmp_path, f"[tool.shapecheck.per-file-ignores]\n'a.py' = {table.partition('= ')[2]}")
    assert not own.enabled("SHP201", str(tmp_path / "a.py"))
    assert own.enabled("SHP201", str(tmp_path / "b.py"))


def test_a_name_goes_before_the_beginning_of_a_code(tmp_path):
    chosen = read(tmp_path, 'select = ["matmul-sizes", "SHP2"]\nignore = ["SHP1", "both-stretched"]').codes
    assert "SHP101" in chosen
    assert "SHP201" not in chosen
    assert {code[:4] for code in chosen} == {"SHP1", "SHP2"}


def test_the_least_severity_of_the_options_goes_before_that_of_the_file(tmp_path):
    read(tmp_path, 'min-severity = "error"')
    assert {LINT_RULES[code].severity for code in read_settings(tmp_path).codes} == {"error"}
    assert read_settings(tmp_path, options=Layer(min_severity="warning")).codes == DEFAULT_CODES


def test_fixes_need_helps_and_options_win(tmp_path):
    with pytest.raises(SettingsError, match="fix = true needs the fixes that help = false does not look for"):
        read(tmp_path, "fix = true\nhelp = false")
    read(tmp_path, "help = false")
    own = read_settings(tmp_path, options=Layer(fix=True))
    assert (own.fix, own.help) == (True, True)
    read(tmp_path, "fix = true\nunsafe-fixes = true")
    own = read_settings(tmp_path, options=Layer(help=False))
    assert (own.fix, own.help, own.unsafe_fixes) == (False, False, True)
    assert read_settings(tmp_path, options=Layer(fix=False, unsafe_fixes=False)).unsafe_fixes is False


def test_the_nearest_settings_are_those_of_a_table_and_not_of_a_word(tmp_path):
    inner = tmp_path / "package" / "module"
    inner.mkdir(parents=True)
    read(tmp_path, 'ignore = ["SHP101"]')
    (tmp_path / "package" / "pyproject.toml").write_text(
        '# no tool.shapecheck here\n[project]\nname = "shapecheck-user"\n'
    )
    nearest = Nearest(exclude=["old"])
    own = nearest.of(inner / "a.py")
    assert (own.root, "SHP101" in own.codes, "old" in own.exclude) == (str(tmp_path), False, True)
    assert nearest.of(inner / "b.py") is own
    (inner / "pyproject.toml").write_text("tool = { shapecheck = { ignore = ['SHP102'] } }\n")
    assert Nearest().of(inner).codes == DEFAULT_CODES - {"SHP102"}
