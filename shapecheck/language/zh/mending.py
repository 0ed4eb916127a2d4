"""Helps: the words of `shapecheck/lint/mending/`."""

WORDS = {
    "`{text}` is that of {turn} = {own}, in the turn of {turn} = {now}": (
        "在 {turn} = {now} 的循环中，`{text}` 是 {turn} = {own} 的"
    ),
    "{name} is that of {turn} = {own}, in the turn of {turn} = {now}: `{text}`": (
        "在 {turn} = {now} 的循环中，{name} 是 {turn} = {own} 的：`{text}`"
    ),
    "{help}, together with {others}": "{help}，并且同时改为 {others}",
}
