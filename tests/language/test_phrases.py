"""Sentences in the language that is spoken; the environment decides where nobody does."""

import copy
import pickle
import subprocess
import sys

import pytest

from shapecheck.language import Phrase, choose_language, language, said, say, speaking


def test_a_sentence_is_in_the_language_that_is_spoken() -> None:
    with speaking("zh"):
        assert say("{count} axes", count=3) == "3 个轴"
    with speaking("en"):
        assert say("{count} axes", count=3) == "3 axes"


def test_phrases_within_a_sentence_are_said_too() -> None:
    kept = Phrase("at least {count}", count=Phrase("{count} axes", count=2))
    assert kept == "at least 2 axes"
    with speaking("zh"):
        assert said(kept) == "至少 2 个轴"
    assert said("text") == "text"


def test_a_phrase_goes_to_another_process_and_back() -> None:
    kept = Phrase("{count} axes", count=2)
    for other in (pickle.loads(pickle.dumps(kept)), copy.deepcopy(kept)):
        assert (other, other.template, other.fields) == (kept, kept.template, kept.fields)


def test_what_is_put_into_a_sentence_is_not_read_as_a_template() -> None:
    with speaking("zh"):
        assert say("at least {count}", count="{x}") == "至少 {x}"


@pytest.mark.parametrize(
    ("environment", "spoken"),
    [
        ({}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "zh_TW.UTF-8"}, "zh"),
        ({"LANG": "C", "LC_ALL": "zh_CN"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "SHAPECHECK_LANG": "en"}, "en"),
        ({"SHAPECHECK_LANG": "zh"}, "zh"),
    ],
)
def test_the_environment_decides_where_nobody_asks(environment: dict[str, str], spoken: str) -> None:
    assert choose_language(None, environment) == spoken
    assert choose_language("en", environment) == "en"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="must be one of en, zh"):
        choose_language("fr")


def test_words_come_where_the_environment_asks_for_no_language_of_ours() -> None:
    code = "from shapecheck.language import language; print(language())"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={"SHAPECHECK_LANG": "fr"}, check=True
    )
    assert done.stdout == "en\n"


def test_the_language_of_a_block_ends_with_it() -> None:
    before = language()
    with speaking("zh"), speaking("en"):
        assert language() == "en"
    assert language() == before


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"path": "作业 一/net.py", "error": "文件是空的"}, "无法读取作业 一/net.py：文件是空的"),
        ({"path": "net.py", "error": "作业 一 [Errno 2]"}, "无法读取 net.py：作业 一 [Errno 2]"),
    ],
)
def test_names_of_files_keep_their_spaces(fields: dict[str, str], words: str) -> None:
    with speaking("zh"):
        assert say("{path} cannot be read: {error}", **fields) == words


def test_a_space_stands_between_words_and_code() -> None:
    with speaking("zh"):
        assert say("{what} must have integers", what="k") == "k 必须是整数"
        assert say("{what} must have integers", what=Phrase("the index")) == "索引必须是整数"
