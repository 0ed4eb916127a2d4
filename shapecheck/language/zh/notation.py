"""What is wrong with a spec, and with sizes: the words of `shapecheck/core/notation` and of its neighbours."""

WORDS = {
    # Parts of a text
    "the end": "末尾",
    "the name of an array": "数组的名称",
    "an argument's name": "参数的名称",
    # What to write
    "remove it": "请删除它",
    "write `{plain}`": "请写 `{plain}`",
    "write `//` for a floor division": "整除请写 `//`",
    "write `for l in 1..L`": "请写 `for l in 1..L`",
    'write one such as `"W{{{index}}}": n m`': '请写成 `"W{{{index}}}": n m` 这样',
    "write `name: shape`, and commas between axes only within brackets": (
        "请写 `name: shape`，轴之间的逗号只能写在括号内"
    ),
    "write its form only, `-> (n m, n 1)` for two values": "只写它的形式，两个值写作 `-> (n m, n 1)`",
    "write `-> Z: n m, c: n 1` for two results, `-> (n, m)` for two axes": (
        "两个结果写作 `-> Z: n m, c: n 1`，两个轴写作 `-> (n, m)`"
    ),
    "write `rows=4` for a label, or `=W` as the whole shape": "标签写作 `rows=4`，整个形状写作 `=W`",
    "write an operator between, or a space between two axes": "中间请写运算符，或者在两个轴之间加空格",
    "write an operator here, or the brackets as an axis of their own": "这里请写运算符，或者把括号单独作为一个轴",
    "what is in `{text}` is the whole shape: remove it, or the brackets": (
        "`{text}` 中的内容就是整个形状：请删除它，或删除括号"
    ),
    "an index is one expression, such as `l-1`": "下标是一个表达式，例如 `l-1`",
    # Characters and brackets
    "a spec must be a str (got {kind})": "规格必须是 str（实际为 {kind}）",
    "`{character}` has no meaning in a shape: {instead}": "`{character}` 在形状中没有意义：{instead}",
    "`_` stands between two digits: remove it": "`_` 出现在两个数字之间：请删除它",
    "the number is too large: write at most {most}": "数太大：最大写 {most}",
    "brackets nest more than {most} deep: write it with fewer": "括号嵌套超过 {most} 层：请减少嵌套",
    "`{text}` closes nothing: remove it": "`{text}` 没有对应的左括号：请删除它",
    "`{text}` is not closed: write `{closing}` here": "`{text}` 没有闭合：这里请写 `{closing}`",
    "`{text}` at offset {start} is not closed: add `{closing}`": (
        "位置 {start} 的 `{text}` 没有闭合：请加上 `{closing}`"
    ),
    "the key that starts with {mark} is not closed: close it": "以 {mark} 开头的键没有闭合：请闭合它",
    "a key has no escapes and no line breaks: write it plainly": "键中不能有转义和换行：请直接写出",
    # Sizes
    "{token} cannot follow a size: write one size only": ("大小之后不能接 {token}：这里只写一个大小"),
    "{token} cannot follow a size: write an operator between": ("大小之后不能接 {token}：中间请写运算符"),
    "a size must be at least 0 (got {size})": "大小至少为 0（实际为 {size}）",
    "a size must be at least 0 (got {size}): write another": "大小至少为 0（实际为 {size}）：请换一个",
    "a size is missing before {token}: write a number or a name": "{token} 之前缺少大小：请写一个数或名称",
    "the divisor of `{text}` is 0: write another": "`{text}` 的除数为 0：请换一个",
    "the divisor is 0: write another": "除数为 0：请换一个",
    "a sign must touch its number: remove the space": "符号必须紧挨着数：请删除空格",
    "an exponent must be a plain number, at least 0": "指数必须是不小于 0 的数",
    "the power is too high: write at most {most}": "幂次太高：最高写 {most}",
    "the product has too many terms: write a smaller one": "乘积的项太多：请写小一些",
    "a size has at most {most} terms: write a smaller one": "大小最多有 {most} 项：请写小一些",
    "a size has at most {most} divisions, minima and maxima: write fewer": (
        "大小中的除法、最小值和最大值最多共 {most} 个：请少写一些"
    ),
    "the size is too large: {problem}": "大小太大：{problem}",
    "an index must follow its name without a space: write `n[l]`": "下标必须紧跟名称，中间没有空格：请写 `n[l]`",
    "the index is missing: write `{text}[l]`": "缺少下标：请写 `{text}[l]`",
    "{token} cannot stand in an index: {hint}": "下标中不能有 {token}：{hint}",
    "an index must be at least 0 (got {index}): write `{text}[L]` for the last": (
        "下标至少为 0（实际为 {index}）：最后一个请写 `{text}[L]`"
    ),
    "a name has one index: remove the second": "名称只能有一个下标：请删除第二个",
    "`?` (a size for each leaf of a tree) is not known here: write a plain name": (
        "这里不支持 `?`（树的每个叶子各有一个大小）：请写普通的名称"
    ),
    "{token} stands in front of a whole axis: write a size here": "{token} 只能写在整个轴之前：这里请写大小",
    "`{text}` stands for any size: write a name without `_` in an expression": (
        "`{text}` 表示任意大小：表达式中请写不带 `_` 的名称"
    ),
    "`{text}` is not a function here: use min, max or broadcast": "`{text}` 在这里不是函数：请用 min、max 或 broadcast",
    "{token} cannot stand here: separate arguments by commas": "这里不能有 {token}：请用逗号分隔参数",
    "braces hold a plain dotted name: write one such as `{{self.n_h}}`": (
        "花括号中是带点的普通名称：请写成 `{{self.n_h}}` 这样"
    ),
    "brackets with a comma are a tuple and must be the whole shape: remove the comma": (
        "带逗号的括号是元组，必须是整个形状：请删除逗号"
    ),
    "the brackets are empty: write 1 for an axis of size 1": "括号为空：大小为 1 的轴请写 1",
    "`{text}` needs a space on both sides or on neither: write `n{text}m`": (
        "`{text}` 两侧要么都有空格，要么都没有：请写 `n{text}m`"
    ),
    # Shapes
    "{token} cannot stand here: write the axes of one shape only": "这里不能有 {token}：只写一个形状的各轴",
    "{token} cannot follow: {hint}": ("这里不能接 {token}：{hint}"),
    "{token} touches the axis before it: {hint}": "{token} 紧挨着前面的轴：{hint}",
    "{what} is missing before {token}: write it": "{token} 之前缺少{what}：请写上",
    "an attribute's name is missing before {token}: write it": "{token} 之前缺少属性的名称：请写上",
    "an axis is missing before the comma: write it, or remove the comma": "逗号之前缺少轴：请写上，或删除逗号",
    "an axis is missing right after `{text}`: write it without a space": "`{text}` 之后缺少轴：请写上，中间没有空格",
    "an axis has one label, which starts with a letter: write another": "每个轴只有一个标签，且以字母开头：请换一个",
    "axes are separated all by commas or all by spaces: use one of the two": (
        "各轴要么都用逗号分隔，要么都用空格分隔：请选用一种"
    ),
    "a shape has at most one run of axes: write single axes instead of this one": (
        "形状中最多有一段个数不定的轴：请把这一段改为逐个写出的轴"
    ),
    "a run of axes has a name: write one such as `*s`": ("一段个数不定的轴要有名称：请写成 `*s` 这样"),
    "a comma is missing before this name: write one between arguments": "这个名称之前缺少逗号：参数之间请写逗号",
    'a key is a number or a quoted text: write one such as [0] or ["W1"]': (
        '键是数或带引号的文本：请写成 [0] 或 ["W1"] 这样'
    ),
    "`:` belongs to a call spec, `name: shape`: write the shape only": (
        "`:` 只用于函数调用的规格 `name: shape`：这里只写形状"
    ),
    "`#` stands in front of its axis: write `#n`": "`#` 要写在轴之前：请写 `#n`",
    "`...` stands on its own: remove what is in front of it": "`...` 要单独写：请删除它前面的内容",
    "`=` has nothing in front of it: {hint}": "`=` 前面没有内容：{hint}",
    "`{text}` is not a name: remove the `_`": "`{text}` 不是名称：请删除 `_`",
    "`{text}` stands for any size, 1 included: remove the `#`": "`{text}` 表示任意大小，包括 1：请删除 `#`",
    "`{text}` stands for any size and is used alone: write another name": (
        "`{text}` 表示任意大小，只能单独使用：请换一个名称"
    ),
    "`{text}` stands in front of an axis once: remove the other": "`{text}` 在轴之前只能写一次：请删除另一个",
    "`*{text}` stands for any axes: remove the `#`": "`*{text}` 表示任意的轴：请删除 `#`",
    "`*{text}` stands for axes, not for a size: write a space after it": (
        "`*{text}` 表示轴，而不是大小：请在它之后加空格"
    ),
    "brackets with a space pack axes into one: {hint}": "带空格的括号把多个轴合为一个：{hint}",
    "a spec must have at most one run, and `=` stands alone": ("规格中最多有一段个数不定的轴，且 `=` 要单独写"),
    "`{axis}` does not say one size: write a size here": "`{axis}` 不表示一个确定的大小：这里请写大小",
    # Forms of values
    "{token} cannot follow: separate values by commas": ("这里不能接 {token}：请用逗号分隔各值"),
    "{token} cannot follow: a hole is one size": ("这里不能接 {token}：占位处只能是一个大小"),
    "a shape is missing after {before}: write one, or `()` for a scalar": (
        "{before} 之后缺少形状：请写上，标量写作 `()`"
    ),
    "the attributes of `{name}` are named: write `{name}(W: n m, b: n 1)`": (
        "`{name}` 的属性要写名称：请写 `{name}(W: n m, b: n 1)`"
    ),
    "`{text}` is named twice: remove one": "`{text}` 出现了两次：请删除一个",
    "the key {key} is named twice: remove one": "键 {key} 出现了两次：请删除一个",
    "`:` is missing after the key {key}: write `{key}: n m`": "键 {key} 之后缺少 `:`：请写 `{key}: n m`",
    "an index is missing behind `for`: {hint}": "`for` 之后缺少下标：{hint}",
    "`in` is missing behind `for {text}`: {hint}": "`for {text}` 之后缺少 `in`：{hint}",
    "`..` is missing behind the first value of `{text}`: {hint}": "`{text}` 的第一个值之后缺少 `..`：{hint}",
    "the key before `for` has no `{index}` in it: {hint}": "`for` 之前的键中没有 `{index}`：{hint}",
    "a hole of a key is empty: write `{{l}}`, or `{{{{` for a brace of the key": (
        "键的占位处为空：请写 `{{l}}`，键中的花括号写作 `{{{{`"
    ),
    "`}}` closes nothing: write `}}}}` for a brace of the key": "`}}` 没有对应的左括号：键中的花括号写作 `}}}}`",
    "`{{` is not closed: write `{{l}}`, or `{{{{` for a brace of the key": (
        "`{{` 没有闭合：请写 `{{l}}`，键中的花括号写作 `{{{{`"
    ),
    # Calls and contracts
    "a call spec is empty: write `name: shape`": ("函数调用的规格为空：请写 `name: shape`"),
    "{token} cannot stand here: the call spec should end before it": (
        "这里不能有 {token}：函数调用的规格应在它之前结束"
    ),
    "`{text}` cannot name a value: write another name": "`{text}` 不能作为值的名称：请换一个名称",
    "`:` is missing after `{path}`: {hint}": "`{path}` 之后缺少 `:`：{hint}",
    "`{path}` is named twice: remove one, or give it another name": "`{path}` 出现了两次：请删除一个，或换一个名称",
    "`{path}` cannot be shaped like itself: write its axes": "`{path}` 的形状不能由它自己给出：请写出各轴",
    "a relation is missing behind `{left}`: write one of {marks}": "`{left}` 之后缺少关系符：请写 {marks} 之一",
    "several results need names: {hint}": "多个结果需要名称：{hint}",
    "several results need names: write `name: shape`, or `_` to pass over one": (
        "多个结果需要名称：请写 `name: shape`，略过一个写作 `_`"
    ),
    "a contract starts with the name of its function: write `name(x: n m) -> n`": (
        "契约以函数的名称开头：请写 `name(x: n m) -> n`"
    ),
    "a parameter is a plain name (got `{path}`)": "参数是普通的名称（实际为 `{path}`）",
    "{token} cannot follow: separate parameters by commas": ("这里不能接 {token}：请用逗号分隔参数"),
    "what a contract returns has no name: {hint}": "契约的返回值没有名称：{hint}",
    # Forms that are made by a program
    "a family has at least one entry": "一族至少有一项",
    "a family of a list has one item for each value of its index": "列表的一族对下标的每个值有一项",
    "an item of a list has no key": "列表的项没有键",
    "a value of a dict has a key of its own": "字典的每个值有自己的键",
    "each key of a family has its index {index} in it": "一族的每个键都含有下标 {index}",
    "an entry with {index} in its key stands behind the family of that index": (
        "键中含有 {index} 的项要写在该下标的族之后"
    ),
    "an object must have the name of its class (got {name!r})": "对象必须有类的名称（实际为 {name!r}）",
    "this key has no notation: {plain!r}": "这个键无法用记号表示：{plain!r}",
    "texts side by side must be one piece, an empty text none: make the key by `TextKey.of`": (
        "相邻的文本必须合为一段，空文本不算一段：请用 `TextKey.of` 构造键"
    ),
    "what is shaped like another value has the form LikeForm": "形状与另一个值相同的值用 LikeForm 表示",
    # Arithmetic on sizes
    "a size must be an int or a Dim (got {kind})": "大小必须是 int 或 Dim（实际为 {kind}）",
    "a size cannot be changed (attribute {name})": "大小不能修改（属性 {name}）",
    "a symbol must be an identifier (got {name!r})": "符号必须是标识符（实际为 {name!r}）",
    "only a symbol can be substituted (got {key})": "只能代入符号（实际为 {key}）",
    "only a symbol can be bound (got {name})": "只能绑定符号（实际为 {name}）",
    "{name} is bound already, by {origin}": "{name} 已由 {origin} 确定",
    "*{name} is bound already, by {origin}": "*{name} 已由 {origin} 确定",
    "{name} cannot be bound to {resolved}, which contains it": "{name} 不能绑定为含有它自己的 {resolved}",
    "{name} must be at least {least} (got {resolved})": "{name} 至少为 {least}（实际为 {resolved}）",
    "{operand} does not broadcast to {result}": "{operand} 不能广播到 {result}",
    "a size divided by zero": "大小除以零",
    "a size modulo zero": "大小对零取模",
    "arithmetic on sizes": "大小的运算",
    "a product of {left} and {right} terms": "{left} 项与 {right} 项的乘积",
    "the power {exponent} of a sum": "和的 {exponent} 次幂",
    "the power {exponent} of {coefficient}": "{coefficient} 的 {exponent} 次幂",
    "more than {most} operations inside one another": "嵌套的运算超过 {most} 层",
    "more than {most} parts in one operation": "一个运算的组成部分超过 {most} 个",
    "a Verdict has three values: compare it with Verdict.YES, Verdict.NO or Verdict.UNKNOWN": (
        "Verdict 有三个值：请与 Verdict.YES、Verdict.NO 或 Verdict.UNKNOWN 比较"
    ),
}
