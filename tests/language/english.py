"""Which words of a Chinese sentence are English ones."""

import builtins
import keyword
import re

import numpy as np

# Words that no code has, and every English sentence does: one of them in a Chinese sentence was forgotten.
ENGLISH = re.compile(r"\b(the|of|is|are|was|that|which|with|from|has|have|must|cannot|where|here|it|its|an|by|to|at)\b")
_WORD = re.compile(r"(?<![\w.])[A-Za-z]{2,}(?![\w(\[=])")
_CODE = re.compile(r"`[^`]*`|\{[^}]*\}|\"[^\"]*\"|'[^']*'|--[\w-]+|\w+\.\w+")
# Names of things that have no other name in Chinese, and codes of element types.
_NAMES = {
    "NumPy",
    "Python",
    "JSON",
    "IPython",
    "None",
    "True",
    "False",
    "SHP",
    "UTF",
    "pandas",
    "shapecheck",
    "ignore",
    "stdin",
}


def english_in(text: str) -> list[str]:
    """Return the English words of a sentence, code left out: backticks, names in braces, quotes."""
    return ENGLISH.findall(re.sub(r"`[^`]*`|\{\w*\}|\"[^\"]*\"", " ", text))


def left_in(text: str, program: str = "") -> list[str]:
    """Return the words of a sentence that are no code, as far as that is known: of the program, NumPy's, Python's."""
    known = _NAMES | set(re.findall(r"[A-Za-z]+", program)) | set(dir(builtins)) | set(keyword.kwlist)
    known |= {
        part for space in (np, np.linalg, np.random, np.ndarray) for name in dir(space) for part in name.split("_")
    }
    return [word for word in _WORD.findall(_CODE.sub(" ", text)) if word not in known]
