"""What the rules of the linter say of a place: the messages, notes and helps of `shapecheck/lint`."""

WORDS = {
    # Places
    "line {line}": "第 {line} 行",
    "cell {cell}": "单元格 {cell}",
    "cell {cell}, line {line}": "单元格 {cell} 第 {line} 行",
    "{place}: {message}": "{place}：{message}",
    "in {function}, called at {place}": ("在 {function} 中，由 {place} 调用"),
    "{message} (by the docstring, {lines})": "{message}（依据文档字符串，{lines}）",
    "{operand}: {origin}": "{operand}：{origin}",
    "an operand": "操作数",
    "the other operand": "另一个操作数",
    "error": "错误",
    "warning": "警告",
    # Messages of several rules
    "{operation}: {problem}": "{operation}：{problem}",
    "call of {name}: {problem}": "调用 {name}：{problem}",
    "gradient: {name} {shape} must have the shape of {variable} {wanted}": (
        "梯度：{name} {shape} 的形状必须与 {variable} {wanted} 相同"
    ),
    "update: {name} {before} becomes {after}: the update changes its shape": (
        "更新：{name} 的形状从 {before} 变成了 {after}"
    ),
    "update: {name} {before} becomes {after}: the value added to it has another shape": (
        "更新：{name} 的形状从 {before} 变成了 {after}，因为加到它上面的值形状不同"
    ),
    # Errors
    "assert: it cannot hold: {comparison}": "assert：不可能成立：{comparison}",
    "unpack: {problem}": "解包：{problem}",
    "name: NumPy has no {name}": "名称：NumPy 没有 {name}",
    "name: NumPy no longer has {name}: NumPy {versions} has": "名称：NumPy 已不再有 {name}，只有 NumPy {versions} 才有",
    "name: NumPy does not have {name} yet: NumPy {versions} has": "名称：NumPy 还没有 {name}，NumPy {versions} 才有",
    "name: NumPy {versions} has no {name}": "名称：NumPy {versions} 没有 {name}",
    "call: {name} is a module, which cannot be called": "调用：{name} 是模块，不能调用",
    "{operation}: NumPy {versions} refuses it: {reason}": "{operation}：NumPy {versions} 不接受：{reason}",
    "{version} and newer": "{version} 及更新版本",
    "{first} to {last}": "{first} 到 {last}",
    "call of {name}: {problem}, by its spec `{spec}`": "调用 {name}：{problem}，依据它的规格 `{spec}`",
    "call of {name}: {problem}, against its docstring": "调用 {name}：{problem}，与它的文档字符串不符",
    "the call does not fit `{contract}`": "调用不符合 `{contract}`",
    "the call does not fit `{contract}`, however many axes {names} may have": (
        "调用不符合 `{contract}`，无论 {names} 有几个轴"
    ),
    "`{code}` fails, {place}": ("`{code}` 会报错，{place}"),
    # Warnings
    "multiply: {name} {before} becomes {after}, and `@` keeps its shape": (
        "multiply：{name} 的形状从 {before} 变成了 {after}，而用 `@` 会保持形状不变"
    ),
    "multiply: {problem}, and `@` fits": ("multiply：{problem}，而用 `@` 可以匹配"),
    "multiply: row {row} * square matrix * column {column} has shape {shape}, and with `@` it is one number": (
        "multiply：行向量 {row} * 方阵 * 列向量 {column} 的形状为 {shape}，而用 `@` 得到一个数"
    ),
    "{left} and {right} broadcast only where sizes happen to be equal": (
        "{left} 与 {right} 只有在大小恰好相等时才能广播"
    ),
    "gradient: {code} {shape} is one number, which is added to every element of {name} {wanted}": (
        "梯度：{code} {shape} 只是一个数，却被加到 {name} {wanted} 的每个元素上"
    ),
    "{operation}: {code} has one value for each place along axis {axis} of {name}, and is broadcast along"
    " the last axis": ("{operation}：{code} 的每个值对应 {name} 的轴 {axis} 上的一个位置，却沿最后一个轴广播"),
    "{operation}: {problem}; `{code}` has one axis too, {shape}": (
        "{operation}：{problem}；`{code}` 也只有一个轴，{shape}"
    ),
    "squeeze: the rank depends on a size: {name} {shape} also loses the axis of size {sizes} where that is 1": (
        "squeeze：结果的维数取决于大小：当 {sizes} = 1 时，{name} {shape} 的这个轴也会被去掉"
    ),
    "squeeze: {name} {shape} also loses the axis of size {sizes}, which is 1 here": (
        "squeeze：{name} {shape} 中大小为 {sizes} 的轴也会被去掉，因为它在这里是 1"
    ),
    "{operation}: two sizes with different names must be equal: {condition}": (
        "{operation}：要求两个名称不同的大小相等：{condition}"
    ),
    "{operation}: it fits only where {condition}; with one change it always fits": (
        "{operation}：只有当 {condition} 时才匹配；改动一处，就能对任意大小匹配"
    ),
    "the program fits only where {special}; with one change it always fits": (
        "只有当 {special} 时，程序才匹配；改动一处，就能对任意大小匹配"
    ),
    "the function fits only where {special}; with one change it always fits": (
        "只有当 {special} 时，函数才匹配；改动一处，就能对任意大小匹配"
    ),
    "{name} is square": "{name} 是方阵",
    "{name} has special sizes": "{name} 的大小特殊",
    "axes {first} and {second} of {name} have the same size": "{name} 的轴 {first} 与轴 {second} 大小相同",
    "axis {axis} of {name} is {size}": "{name} 的轴 {axis} 为 {size}",
    "{operation}: without an axis all elements go into one row: {name} {before} becomes {after}": (
        "{operation}：没有给出 axis，所有元素被展平成一行：{name} 从 {before} 变成了 {after}"
    ),
    "{operation}: {code} is a single number: the index is always 0": "{operation}：{code} 只是一个数，索引总是 0",
    "{operation}: axis {axis} of {shape} has size 1: the index is always 0": (
        "{operation}：{shape} 的轴 {axis} 大小为 1，索引总是 0"
    ),
    "{operation}: axis {axis} of {shape} has size 1: each share is 1": (
        "{operation}：{shape} 的轴 {axis} 大小为 1，每个占比都是 1"
    ),
    "{operation}: lengths differ: {lengths}; the rest of the longer one is left out": (
        "{operation}：长度不同：{lengths}；较长者多出的部分被忽略"
    ),
    "{operation}: {centre} is along axis {axis} of an array with shape {shape}, and {scale} along its axis {other}": (
        "{operation}：{centre} 沿形状为 {shape} 的数组的轴 {axis} 计算，而 {scale} 沿它的轴 {other} 计算"
    ),
    "cost: {name} {shape} is not a single number, and is kept or printed as one": (
        "代价：{name} {shape} 不是一个数，却被当作一个数保存或打印"
    ),
    # Docstrings and comments
    "{operation}: sizes with different names in the docstring must be equal: {condition}": (
        "{operation}：要求文档字符串中名称不同的大小相等：{condition}"
    ),
    "{name} is {shape}, and not {stated}": ("{name} 的形状是 {shape}，而不是 {stated}"),
    "{name} returns {shape}, and not {stated}": ("{name} 返回的形状是 {shape}，而不是 {stated}"),
    "{name} returns {shape} as result {number}, and not {stated}": (
        "{name} 的第 {number} 个返回值形状是 {shape}，而不是 {stated}"
    ),
    "{name} is {shape}, and the comment says {stated}": ("{name} 的形状是 {shape}，而注释写的是 {stated}"),
    "unused ignore: nothing is found on this line": "多余的 ignore：这一行没有问题",
    "unused ignore: nothing is found in this file": "多余的 ignore：这个文件没有问题",
    "unused ignore: nothing with the code {codes} is found on this line": (
        "多余的 ignore：这一行没有编号为 {codes} 的问题"
    ),
    "unused ignore: nothing with the code {codes} is found in this file": (
        "多余的 ignore：这个文件没有编号为 {codes} 的问题"
    ),
    "`{text}` cannot be read: write ignore, ignore[SHP101] or ignore-file": (
        "无法识别 `{text}`：请写 ignore、ignore[SHP101] 或 ignore-file"
    ),
    "ignore-file must stand in front of the first statement": "ignore-file 必须写在第一条语句之前",
    "no rule has the code or name {name}": ("没有编号或名称为 {name} 的规则"),
    "a code or name is missing between the brackets": ("方括号中缺少规则的编号或名称"),
    # Notes
    "found on arguments of generic sizes: whatever the sizes are, this does not fit": (
        "以任意大小的参数推导：无论大小是多少，这里都不匹配"
    ),
    "the stored output of cell {cell}": "单元格 {cell} 保存的输出",
    "the stored output of cell {cell} shows {path}.shape as {shape}": (
        "单元格 {cell} 保存的输出显示 {path}.shape 为 {shape}"
    ),
    # Helps
    "help: {help}": "建议：{help}",
    "`{code}` fits": ("改为 `{code}` 即可匹配"),
    "`{code}` fits, and its shape is {shape}": ("改为 `{code}` 即可匹配，形状为 {shape}"),
    "`{code}` fits for all sizes": ("改为 `{code}` 即可对任意大小匹配"),
    "`{code}[:, None]` in place of `{old}` fits, and the shape is {shape}": (
        "把 `{old}` 改为 `{code}[:, None]` 即可匹配，形状为 {shape}"
    ),
    "`{name}` in these": "在这些版本中用 `{name}`",
    "`axis={axis}` drops only the axis that is always 1": ("写明 `axis={axis}`，就只去掉大小总是 1 的轴"),
    # What is mended elsewhere
    "{operation}: {code} has shape {shape}, and {fitting} fits where it is used": (
        "{operation}：{code} 的形状为 {shape}，而使用它的地方需要 {fitting}"
    ),
    "call of {name}: an argument does not fit in line {line}": ("调用 {name}：传入的参数在第 {line} 行不匹配"),
    "range: the last turn of {code} goes beyond the end": ("range：{code} 的最后一次循环越界"),
    "size: {code} is one too small where it is used": ("大小：{code} 比使用它的地方所需的小 1"),
    "unpacking: {names} are in another order than line {line} needs": ("解包：{names} 的顺序与第 {line} 行所需的不同"),
}
