"""Helps: the words of `shapecheck/lint/mending/`."""

WORDS = {
    "`{text}` is that of {turn} = {own}, in the turn of {turn} = {now}": (
        "循环到 {turn} = {now} 时，用的 `{text}` 却是 {turn} = {own} 的"
    ),
    "{name} is that of {turn} = {own}, in the turn of {turn} = {now}: `{text}`": (
        "循环到 {turn} = {now} 时，用的 {name} 却是 {turn} = {own} 的：`{text}`"
    ),
    "{help}, together with {others}": ("{help}；还要同时改为 {others}"),
}
