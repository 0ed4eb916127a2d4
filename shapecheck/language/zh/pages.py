"""The pages of the rules: `shapecheck rule SHP101`."""

WORDS = {
    "What it does": "检查什么",
    "Why it hurts": "为什么有害",
    "Example": "示例",
    "Use instead": "改为",
    "In preview: it is asked only where it is named in full, by `--extend-select` or in the settings.": (
        "预览规则：只有在 `--extend-select` 或设置中写出完整的名称或代码时才会检查。"
    ),
}
