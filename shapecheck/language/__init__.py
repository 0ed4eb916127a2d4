"""The words that a user reads, in each of the languages: English, and Chinese (`zh`).

A sentence is written once, in English, with names for what is put into it: `say("{left} differs from {right}", ...)`.
That template is its key in the catalogue of another language, one folder here for each.
"""

from shapecheck.language.choice import LANGUAGES, VARIABLE, choose_language, language, speak, speaking
from shapecheck.language.phrase import Phrase, paragraphs, said, say

__all__ = [
    "LANGUAGES",
    "VARIABLE",
    "Phrase",
    "choose_language",
    "language",
    "paragraphs",
    "said",
    "say",
    "speak",
    "speaking",
]
