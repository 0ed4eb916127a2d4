"""The decorator: complaints, notes on errors, and recorded reports."""

WORDS = {
    "fits only because sizes are equal here: line {line}: {message}": (
        "能匹配只是因为这里的大小恰好相等：第 {line} 行：{message}"
    ),
    "not decided: the numbers of axes of {names} are only assumed": "无法判断：{names} 的轴数只是假设",
    "its function is not found in the source": "在源代码中找不到这个函数",
    "runs, although its contract does not cover it: {problem}": "可以运行，但契约不包括这种情况：{problem}",
    "its source cannot be read": "无法读取它的源代码",
    "its contract names no arguments of a call": ("它的契约没有列出调用的参数"),
    "{operation}: {reason}": "{operation}：{reason}",
    "nothing was recorded": ("没有任何记录"),
    "a tuple or a list of {count} values": "有 {count} 个值的元组或列表",
    "a list": "列表",
    "an integer": "整数",
    "{count} values": "{count} 个值",
    "a dict": "字典",
    "`{code}` has the shape {shape}": "`{code}` 的形状是 {shape}",
    "{derivative} must have the shape of {variable}: {problem}": "{derivative} 必须与 {variable} 形状相同：{problem}",
    "{name} is missing": "缺少 {name}",
    "{name} is missing: the keys are {keys}": "缺少 {name}：已有的键是 {keys}",
    "returned None where the spec has {spec}: is a return missing?": (
        "返回了 None，而规格要求 {spec}：是不是漏了 return？"
    ),
    "{name} must be {wanted} (got {got})": "{name} 必须是{wanted}（实际为 {got}）",
    "the result must be {count} values, {names} (got {got})": "结果必须是 {count} 个值：{names}（实际为 {got}）",
    "the result must be one array (got {got})": "结果必须是一个数组（实际为 {got}）",
    "name each returned value in the spec, `_` for one that is not checked: {example}": (
        "请在规格中为每个返回值命名，不检查的写 `_`：{example}"
    ),
    "`{code}` has the shape {shape}, which fits; so has a sum with {option}": (
        "`{code}` 的形状是 {shape}，可以匹配；求和时加上 {option} 也可以"
    ),
    "`{code}` has the shape {shape}, which fits": "`{code}` 的形状是 {shape}，可以匹配",
    "`{code}` has the shape {shape}; so has a sum with {option}": (
        "`{code}` 的形状是 {shape}；求和时加上 {option} 也得到这个形状"
    ),
    "{equation} bound by {origin}": "{equation} 由 {origin} 确定",
    "the returned {name}": "返回的 {name}",
    "{function} has no argument `{name}`: its arguments are: {names}": (
        "{function} 没有参数 `{name}`：它的参数是 {names}"
    ),
    "{function} has no argument `{name}`: did you mean `{close}`?": (
        "{function} 没有参数 `{name}`：你是不是想写 `{close}`？"
    ),
    "{function} has no argument `{name}`: it has no arguments": "{function} 没有参数 `{name}`：它没有任何参数",
    "trace and pairs must be bools, broadcast and coincidence one of {choices}": (
        "trace 和 pairs 必须是布尔值，broadcast 和 coincidence 必须是 {choices} 之一"
    ),
    "{name} is a generator, whose values are not checked: remove the spec of its result": (
        "{name} 是生成器，它产生的值不检查：请去掉结果的规格"
    ),
    "write the spec as one text or as keywords, not both": "规格要么写成一段文本，要么写成关键字参数，不能同时使用",
    "checked decorates functions (got {got}): decorate the methods of a class instead": (
        "checked 用来装饰函数（实际为 {got}）：请装饰类的方法"
    ),
    "no explanation: the source of {file} cannot be read; put the function in a file": (
        "无法解释：不能读取 {file} 的源代码；请把函数放在文件中"
    ),
    "argument {name}: {spec}": "参数 {name}：{spec}",
    "{name} is {owner}": "{name} 是 {owner}",
    "the module": "模块",
    "both operands are stretched, to {shape}": "两个操作数都被拉伸为 {shape}",
    "repeated along axes {axes}": "沿轴 {axes} 重复",
    "repeated along axis {axis}": "沿轴 {axis} 重复",
    "{operation} fits only because {equation}": ("{operation} 匹配，只是因为 {equation}"),
    "variable": "变量",
    "broadcast and checks": "广播和检查",
    "{counted} ({count} different)": "{counted}（{count} 种不同）",
    "axes {axes}": "轴 {axes}",
    "{stretch}: both operands stretched": "{stretch}：两个操作数都被拉伸",
    "! {check}, only because {condition}": "! {check}，但只因为 {condition}",
    "{calls}, {assignments}, {checks} dim(dX) = dim(X): {right} yes, {wrong} no": (
        "{calls}，{assignments}，{checks}（dim(dX) = dim(X)）：{right} 项成立，{wrong} 项不成立"
    ),
    "1 call": "1 次调用",
    "{count} calls": "{count} 次调用",
    "1 assignment": "1 次赋值",
    "{count} assignments": "{count} 次赋值",
    "1 check": "1 项检查",
    "{count} checks": "{count} 项检查",
    "contracts, derived from the source for all sizes": "由源代码对任意大小推导出的契约",
    "! not an instance: {reason}": "! 不符合契约：{reason}",
    "! both operands stretched in {assignments}": "! {assignments}中两个操作数都被拉伸",
    "! {assignments} right only because sizes of different names are equal here": (
        "! {assignments}正确，只是因为不同名称的大小在这里恰好相等"
    ),
    "! 1 further call left out": "! 省略另外 1 次调用",
    "! {count} further calls left out": "! 省略另外 {count} 次调用",
    "symbolic shape known for {count} of {assignments}": ("{assignments}中，{count} 次的符号形状已知"),
    "called {count} times": "调用 {count} 次",
    "raised {error}": ("抛出 {error}"),
    "an instance: {sizes}": "符合契约：{sizes}",
    "an instance": "符合契约",
    "{count} times": "{count} 次",
    "The source of {function} is not what runs, as it was edited or rewritten (pytest rewrites assert statements): "
    "import the module again, or move the function to a module of its own.": (
        "{function} 的源代码与运行的代码不同，可能被编辑或改写过（pytest 会改写 assert "
        "语句）：请重新导入模块，或把函数移到单独的模块中。"
    ),
    "{function} is not a function written in Python: pass one made with def.": (
        "{function} 不是用 Python 写的函数：请传入用 def 定义的函数。"
    ),
    "{function} is a lambda: write it with def to have its assignments recorded.": (
        "{function} 是 lambda：要记录其中的赋值，请用 def 定义。"
    ),
    "The source of {function} cannot be read: define the function in a file or a notebook.": (
        "无法读取 {function} 的源代码：请在文件或笔记本中定义这个函数。"
    ),
    "{function} is nested too deeply to rewrite: split its longest expression.": (
        "{function} 嵌套太深，无法改写：请拆开最长的表达式。"
    ),
    "{count} assignments could not be recorded": "{count} 次赋值未能记录",
    "1 assignment could not be recorded": "1 次赋值未能记录",
    "{name} must be one of {choices} (got {got})": "{name} 必须是 {choices} 之一（实际为 {got}）",
    "this is Python's {name}: write {instead} instead": "这是 Python 的 {name}：请改写为 {instead}",
    "nothing is known of what it gives": "无法得知它的结果",
}
