"""What the steps of an expression are called, and what broadcasting does to operands."""

WORDS = {
    "add in place": ("就地加法"),
    "subtract in place": ("就地减法"),
    "multiply in place": ("就地乘法"),
    "divide in place": ("就地除法"),
    "matmul in place": "就地矩阵乘法",
    "assign to an index": "索引赋值",
    "truth value": "真假判断",
    "the other": "另一方",
    "both operands are stretched to {shape}: {names}": "两个操作数都被拉伸到 {shape}：{names}",
    "several operands are each stretched to {shape}: {names}": "有多个操作数被拉伸到 {shape}：{names}",
}
