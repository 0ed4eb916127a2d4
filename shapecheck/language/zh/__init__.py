"""The Chinese words. Each module here has those of one part of shapecheck, as `WORDS`: English template to Chinese one.

How we write: as a course does, in short sentences; code, names and sizes stay as they are, with a space between them
and Chinese characters (`filled` sees to it where something is put in); punctuation is full width where it ends or joins
Chinese words. NumPy's own messages stay NumPy's.

| English | Chinese |
|---|---|
| shape, size (of an axis), axis, rank | 形状, 大小, 轴, 维数 |
| row, column, row vector, column vector | 行, 列, 行向量, 列向量 |
| broadcast, stretch | 广播, 拉伸 |
| transpose, matrix product, element-wise | 转置, 矩阵乘法, 逐元素 |
| inner sizes differ, does not fit | 内侧维度不匹配, 不匹配 |
| gradient, forward and backward propagation, layer | 梯度, 前向传播和反向传播, 层 |
| example, mini-batch, label, prediction, cost | 样本, 小批量, 标签, 预测值, 代价 |
| finding, report, error, warning, notice | 问题, 报告, 错误, 警告, 提示 |
| help, fix, suppress, baseline | 建议, 修复, 忽略, 基线 |
| operation, operand, argument, call, result | 运算, 操作数, 参数, 调用, 结果 |
| known, unknown, proved, wrong | 已知, 未知, 已证明, 错误 |
| number of elements, label (of einsum), subscript | 元素个数, 标号, 下标 |
| raise, fail | 抛出, 报错 |
| code (of a rule), name, severity, setting | 编号, 名称, 级别, 配置 |
| spec, contract, assumed | 规格, 契约, 假设 |
| block (of a layer), epoch, held out, sweep, trial | 块, 轮, 验证集, 搜索, 试验 |
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from string import Formatter

__all__ = ["WORDS", "filled"]

_HAN = "\u4e00-\u9fff"
_WIDE = "\u3001\u3002\uff0c\uff1a\uff1b\uff08\uff09"  # punctuation, which brings its own space
_TIGHT = re.compile(f"[{_HAN}{_WIDE}] [{_HAN}{_WIDE}]|[{_WIDE}] .|. [{_WIDE}]", re.DOTALL)
_LOOSE = re.compile(f"[{_HAN}][A-Za-z0-9]|[A-Za-z0-9][{_HAN}]")
_formatter = Formatter()


def _gathered() -> Mapping[str, str]:
    words: dict[str, str] = {}
    for module in iter_modules(__path__):
        words.update(import_module(f"{__name__}.{module.name}").WORDS)
    return words


WORDS = _gathered()


def filled(template: str, fields: Mapping[str, object]) -> str:
    """Return a sentence: its template has spaces for code, and where words stand in its place they go.

    Only the spaces beside what is put in are looked at: a name of a file or a text of a program stays as it is.

    Examples
    --------
    >>> filled("{what}必须是整数", {"what": "k"}), filled("{what} 必须是整数", {"what": "索引"})
    ('k 必须是整数', '索引必须是整数')
    >>> filled("无法读取 {path}：{why}", {"path": "作业 一/net.py", "why": "文件是空的"})
    '无法读取作业 一/net.py：文件是空的'
    """
    text = ""
    for words, name, spec, conversion in _pieces(template):
        text = _joined(text, words)
        if name is not None:
            value = _formatter.convert_field(fields[name], conversion)
            text = _joined(text, _formatter.format_field(value, spec or ""))
    return text


@cache
def _pieces(template: str) -> tuple[tuple[str, str | None, str | None, str | None], ...]:
    return tuple(_formatter.parse(template))


def _joined(left: str, right: str) -> str:
    """Return two texts with or without a space between them, as those at their seam ask for."""
    if not left or not right:
        return left + right
    if left[-1] == " " and _TIGHT.fullmatch(left[-2:] + right[0]):
        return left[:-1] + right
    if right[0] == " " and _TIGHT.fullmatch(left[-1] + right[:2]):
        return left + right[1:]
    return f"{left} {right}" if _LOOSE.fullmatch(left[-1] + right[0]) else left + right
