"""What failed, and what must hold: the words of `shapecheck/wording.py`."""

WORDS = {
    "1 axis": "1 个轴",
    "{count} axes": "{count} 个轴",
    "at least {count}": "至少 {count}",
}
