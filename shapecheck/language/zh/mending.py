"""Helps: the words of `shapecheck/lint/mending/`."""

WORDS = {
    "{help}, together with {others}": "{help}，并且同时改为 {others}",
}
