"""`shapecheck explain`: what is known of an expression, and what must be given."""

WORDS = {
    "there is no rule for {name}": "没有 {name} 的规则",
    "there is no rule for {name}; did you mean {close}?": "没有 {name} 的规则；你是不是想用 {close}？",
    "{name} is not known: give its shape, as in {example}": "{name} 未知：请给出它的形状，例如 {example}",
    "{name} is not known: give its value, as in {example}": "{name} 未知：请给出它的值，例如 {example}",
    "there is no function {name} here: only those of NumPy are followed": "这里没有函数 {name}：只分析 NumPy 的函数",
    "there is no function {name} here; did you mean {close}?": "这里没有函数 {name}；你是不是想用 {close}？",
    "{name} is not known: only NumPy functions are followed, under the name np": (
        "{name} 未知：只分析 NumPy 的函数，写作 np.xxx"
    ),
    "the elements of {name} decide the shape, numbers or a mask: write {numbers} or {mask}": (
        "形状取决于 {name} 的元素是数字还是掩码：请写 {numbers} 或 {mask}"
    ),
    "a name and its shape have `=` between them: write them as in W=3,2": ("名称和形状之间要有 `=`：请写成 W=3,2 这样"),
    "an array holds {names}: write one of these after the colon": "数组的元素类型是 {names}：请在冒号之后写其中一个",
    "a name is missing in front of the shape: write it, as in W=3,2": ("形状前面缺少名称：请写成 W=3,2 这样"),
    '`{strip}` is not a name: write one such as W, self.W or parameters["W1"]': (
        '`{strip}` 不是名称：请写 W、self.W 或 parameters["W1"] 这样的名称'
    ),
    "{name} is given twice: leave one of the two out": ("{name} 给出了两次：请去掉其中一个"),
    "{name} is an array here and a size in {used}: write {name}:=7 for the size 7": (
        "{name} 在这里是数组，在 {used} 中是大小：大小 7 请写 {name}:=7"
    ),
    "the expression cannot be read: it is a statement": ("无法读取表达式：这是一条语句"),
    "the expression cannot be read: {msg}": "无法读取表达式：{msg}",
    "the expression is missing: write one such as np.dot(W, A) + b": ("缺少表达式：请写一个，例如 `np.dot(W, A) + b`"),
    "the expression is nested too deeply to be read": "表达式嵌套太深，无法读取",
    "{operation}: {form}": "{operation}：{form}",
    "shapecheck itself fails here": "shapecheck 自身在这里出错",
}
