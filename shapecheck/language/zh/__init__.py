"""The Chinese words. Each module here has those of one part of shapecheck, as `WORDS`: English template to Chinese one.

How we write: as a course does, in short sentences; code, names and sizes stay as they are, with a space between them
and Chinese characters; punctuation is full width where it ends or joins Chinese words. NumPy's own messages stay
NumPy's.

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
"""

import re
from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules

__all__ = ["WORDS", "polished"]

_WIDE = "\u3001\u3002\uff0c\uff1a\uff1b\uff08\uff09"  # punctuation, which brings its own space
_SPACE = re.compile(
    f"(?<=[\u4e00-\u9fff{_WIDE}]) (?=[\u4e00-\u9fff{_WIDE}])|(?<=[{_WIDE}]) (?=\\S)|(?<=\\S) (?=[{_WIDE}])"
)


def _gathered() -> Mapping[str, str]:
    words: dict[str, str] = {}
    for module in iter_modules(__path__):
        words.update(import_module(f"{__name__}.{module.name}").WORDS)
    return words


WORDS = _gathered()


def polished(text: str) -> str:
    """Return a sentence without the spaces that its template has for code, where words stand in its place.

    Examples
    --------
    >>> polished("索引 必须是整数"), polished("k 必须是整数")
    ('索引必须是整数', 'k 必须是整数')
    """
    return _SPACE.sub("", text)
