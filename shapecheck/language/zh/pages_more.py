"""The pages of the rules, the second half."""

WORDS = {
    # names_forced_equal
    "Finds an operation that is possible only where two sizes with different names in the program are equal. Also "
    "a matrix product that needs a size of an argument to equal a named size, or a size of both operands to be 1, "
    "as `(n, m) @ (1, m)` does, while another order or a transpose fits for all sizes. Nothing is reported where "
    "the program states that the two are equal: `assert n == m`.": (
        "检查只有当程序中两个名称不同的大小相等时才可行的运算。也检查这样的矩阵乘法：它要求参数的一个大小等于某个命名"
        "的大小，或者要求两个操作数的某个大小为 1（如 `(n, m) @ (1, m)`），而交换顺序或转置后对任意大小都匹配。如果程"
        "序写明两者相等（`assert n == m`），则不报告。"
    ),
    "It works as long as the two happen to be equal, as the sizes of a test often are. Most often the operands are "
    "swapped or a transpose is missing.": (
        "只要两者恰好相等就能运行，测试中的大小往往如此。多半是交换了操作数，或者漏了转置。"
    ),
    # no_such_name
    "Finds a name that does not exist in any version of NumPy that the file is meant for, such as `np.is_close` "
    "for `np.isclose`, or `np.product`, which was removed in NumPy 2.0; and a module of NumPy that is called like "
    "a function.": (
        "检查文件所针对的各个 NumPy 版本中都不存在的名称，例如把 `np.isclose` 写成 `np.is_close`，或者在 NumPy 2.0 中"
        "删除的 `np.product`；以及把 NumPy 的模块当作函数调用。"
    ),
    "Python raises an `AttributeError` or a `TypeError` when the line is reached.": (
        "执行到这一行时，Python 抛出 `AttributeError` 或 `TypeError`。"
    ),
    # not_square
    "Finds an operation of linear algebra on a matrix that is not square: `inv`, `det`, `eig`, `cholesky`, `solve` "
    "and similar functions.": ("检查对非方阵进行的线性代数运算：`inv`、`det`、`eig`、`cholesky`、`solve` 等。"),
    "NumPy raises a `LinAlgError` when the line is reached. Use `lstsq` for a system with more equations than "
    "unknowns, and `pinv` for a matrix that is not square.": (
        "执行到这一行时，NumPy 抛出 `LinAlgError`。方程多于未知数的方程组用 `lstsq`，非方阵用 `pinv`。"
    ),
    # numpy_version
    "Finds what works with only some of the versions of NumPy that the project is meant for: a name that was added "
    'or removed, a call that means something else. The versions are set by `numpy = ">=1.26"` in '
    "`[tool.shapecheck]`, else by the requirements of the project; else NumPy 2 is assumed.": (
        "检查只在项目所针对的部分 NumPy 版本中可用的写法：新增或删除的名称、含义有变化的调用。版本由 "
        '`[tool.shapecheck]` 中的 `numpy = ">=1.26"` 给出，否则由项目的依赖给出，否则视为 NumPy 2。'
    ),
    "The program runs here and fails on a machine with another NumPy.": (
        "程序在这里可以运行，在装有其他 NumPy 版本的机器上会失败。"
    ),
    # other
    "Finds any other operation whose shapes are wrong for all sizes, such as sections that do not divide an axis "
    "evenly, or different numbers of samples and weights.": (
        "检查其他对任意大小形状都不正确的运算，例如不能整除轴的份数，或者样本数与权重数不同。"
    ),
    "NumPy raises an error when the line is reached.": ("执行到这一行时，NumPy 会报错。"),
    # product_for_matmul
    "Finds an element-wise product of two matrices that stretches both, or is possible only where sizes happen to "
    "be equal, while the matrix product fits as they are; `x = A * x` that changes the shape of x, where `@` would "
    "keep it; and `w.T * S * w` with a column of weights that sum up to 1, or that is used in matrix products, or "
    "with a covariance.": (
        "检查两个矩阵的逐元素乘积：它同时拉伸双方，或者只有在大小恰好相等时才可行，而矩阵乘法本来就匹配；会改变 x 形"
        "状的 `x = A * x`，而 `@` 会保持形状；以及 `w.T * S * w`，其中 w 是和为 1 的权重列或用于矩阵乘法的列，或者 S "
        "是协方差矩阵。"
    ),
    "In NumPy `*` is element-wise. A row times a column, `(1, n) * (n, 1)`, is silently an `(n, n)` matrix, where "
    "the inner product is a number.": (
        "NumPy 中的 `*` 是逐元素乘法。行乘以列，`(1, n) * (n, 1)`，会悄悄得到 `(n, n)` 的矩阵，而内积应当是一个数。"
    ),
    # reduced_axis
    "Finds a reduction without `keepdims`, along another axis than the first, whose result is combined with the "
    "array that was reduced: the result is broadcast along the last axis instead of the axis that its values "
    "belong to.": (
        "检查没有 `keepdims` 且不沿第一个轴的归约，其结果又与被归约的数组组合：结果沿最后一个轴广播，而不是沿它的值所"
        "对应的轴。"
    ),
    "NumPy raises an error where the sizes differ, and nothing happens where they are equal: the columns of a "
    "square matrix are then scaled by values computed from its rows.": (
        "大小不同时 NumPy 会报错，大小相等时则毫无提示：方阵的列会被由行算出的值缩放。"
    ),
    # reshape
    "Finds a reshape to a shape with another number of elements.": ("检查变换到元素个数不同的形状的 reshape。"),
    "NumPy raises a `ValueError` when the line is reached. A size of -1 is computed from the other sizes, if they "
    "divide the number of elements.": (
        "执行到这一行时，NumPy 抛出 `ValueError`。大小 -1 由其他大小算出，前提是它们能整除元素个数。"
    ),
    # returns_another_shape
    "Finds a function whose docstring states a shape of its result, and which returns another shape on all its "
    "paths: another number of axes, or another size where the docstring states a number. Also a public method that "
    "assigns an attribute with another shape than the docstring of the class states.": (
        "检查文档字符串写明了结果形状、而所有路径都返回另一形状的函数：轴数不同，或者文档写明数字的大小不同。也检查公"
        "有方法给属性赋予的形状与类的文档字符串不同。"
    ),
    "Callers rely on the docstring: an array `(n,)` instead of `(n, 1)` is stretched silently.": (
        "调用者依赖文档字符串：用数组 `(n,)` 代替 `(n, 1)` 会被悄悄拉伸。"
    ),
    # squeeze_without_axis
    "Finds a `squeeze` without an axis of an array in which another size may be 1, or has a name and is 1.": (
        "检查没有给出 axis 的 `squeeze`，而数组的另一个大小可能为 1，或者有名称且为 1。"
    ),
    "It works until there is only one example: then the axis of the examples is dropped as well, and the code "
    "after it fails or broadcasts in another way.": (
        "在只有一个样本之前都能正常运行：只有一个样本时，样本的轴也被去掉，之后的代码会失败，或以另一种方式广播。"
    ),
    # stated_shapes
    "Finds what does not fit the shapes that a docstring states for the arguments of a function: an operation that "
    "is possible only where two sizes with different names in the docstring are equal, or where a named size is 1; "
    "and an operation that is possible for no sizes if the arguments are as stated. Nothing is reported where the "
    "program checks that the sizes are equal.": (
        "检查与文档字符串所写的参数形状不符的代码：只有当文档中两个名称不同的大小相等、或某个命名的大小为 1 时才可行"
        "的运算；以及按文档所写的参数对任意大小都不可行的运算。如果程序自己检查大小是否相等，则不报告。"
    ),
    "Either the code is wrong, and fails for the first data whose sizes differ, or the docstring is wrong and "
    "misleads callers.": ("要么代码有误，遇到大小不同的数据就会失败；要么文档字符串有误，会误导调用者。"),
    # too_many_indices
    "Finds an index with more entries than the array has axes.": ("检查项数多于数组轴数的索引。"),
    "NumPy raises an `IndexError` when the line is reached. Most often a reduction or an integer index has removed "
    "an axis.": ("执行到这一行时，NumPy 抛出 `IndexError`。多半是某个归约或整数索引去掉了一个轴。"),
    # transposed_vector
    "Finds a transpose of an array with one axis that was intended as a column: the operation in which it is used "
    "stretches both operands, and would not with `x[:, None]` in place of `x.T`.": (
        "检查对一维数组的转置，本意是得到一列：使用它的运算同时拉伸了两个操作数，而用 `x[:, None]` 代替 `x.T` 就不会。"
    ),
    "`(n,)` is neither a row nor a column, and its transpose is itself. The intended column is still a vector, and "
    "every element of it is combined with every element of the other operand.": (
        "`(n,)` 既不是行也不是列，它的转置就是它自己。本想得到的列仍然是向量，它的每个元素都与另一个操作数的每个元素"
        "组合。"
    ),
    # truth_value
    "Finds an array with several elements where one truth value is needed: after `if`, `while`, `not`, `assert`, "
    "in the condition of a comprehension.": (
        "检查在需要一个真假值的地方使用了有多个元素的数组：`if`、`while`、`not`、`assert` 之后，或推导式的条件中。"
    ),
    'NumPy raises a `ValueError`: "The truth value of an array with more than one element is ambiguous". Either '
    "a number was intended, and a product or a reduction before it results in an array; or the program must say "
    "whether all elements count or any.": (
        'NumPy 抛出 `ValueError`："The truth value of an array with more than one element is ambiguous"。要么本想得'
        "到一个数，而前面的乘积或归约得到了数组；要么应写明是要求所有元素成立还是任一元素成立。"
    ),
    # two_axes
    "Finds an array whose mean or median along one axis is subtracted, and which is divided by its standard "
    "deviation or variance along another axis: `(x - x.mean(axis=0)) / x.std(axis=1, keepdims=True)`. Nothing is "
    "reported where the second statistic is computed from the result of the first, or where one side has "
    "statistics along both axes.": (
        "检查减去沿一个轴的均值或中位数、却除以沿另一个轴的标准差或方差的数组："
        "`(x - x.mean(axis=0)) / x.std(axis=1, keepdims=True)`。如果第二个统计量由第一步的结果算出，或者一方含有沿两"
        "个轴的统计量，则不报告。"
    ),
    "Columns are centred and rows are scaled. The shapes fit where the axes are kept, or where the array is "
    "square, and the result is standardised along neither axis.": (
        "中心化的是列，缩放的却是行。保留轴或数组为方阵时形状是匹配的，但结果沿哪个轴都没有标准化。"
    ),
    # unpacking
    "Finds a shape, an array or a tuple that is unpacked into another number of names than it has items.": (
        "检查解包到个数不同的变量名的形状、数组或元组。"
    ),
    "Python raises a `ValueError` when the line is reached. `X.shape` of a vector has one size: `(n,)` is neither "
    "a row nor a column.": (
        "执行到这一行时，Python 抛出 `ValueError`。向量的 `X.shape` 只有一个大小：`(n,)` 既不是行也不是列。"
    ),
    # unreadable_ignore
    "Finds a comment that starts with `# shapecheck:` and is neither `ignore` nor `ignore-file`, names a code that "
    "no rule has, or is meant for a whole file and does not stand before its first statement.": (
        "检查以 `# shapecheck:` 开头、却既不是 `ignore` 也不是 `ignore-file` 的注释，写了不存在的代码的注释，以及针对"
        "整个文件却没有写在第一条语句之前的注释。"
    ),
    "It looks as if a finding were suppressed, and none is.": ("看起来好像忽略了问题，实际上没有。"),
    # unused_ignore
    "Finds a comment `# shapecheck: ignore` on a line without findings, or without findings with the codes that it "
    "names.": ("检查写在没有问题的行上的注释 `# shapecheck: ignore`，或者该行没有注释所列代码的问题。"),
    "A comment that was needed once hides later findings.": ("曾经需要的注释会掩盖以后出现的问题。"),
    # update_shape
    "Finds an update that changes the shape of its variable, where it stretches both sides, where a loop goes on "
    "with it, or where it uses the gradient `dW` of `W`; a product of vectors that is one number and is added to "
    "all of a gradient, as in `dW += dZ.T @ h`; and a gradient `dW` whose shape is not that of `W`, stretched or "
    "transposed: the derivative of a cost with respect to an array has the shape of the array, dim(dX) = dim(X). "
    "An array that is one number, or has another name such as `d_w`, `w_grad` or `g_w`, counts as the gradient "
    "where a number times it is subtracted from `w`, or where another gradient is computed from the same arrays.": (
        "检查改变变量形状的更新：它同时拉伸双方、循环继续使用它，或者它使用 `W` 的梯度 `dW`；只是一个数、却被加到整个"
        "梯度上的向量乘积，如 `dW += dZ.T @ h`；以及形状与 `W` 不同（被拉伸或转置）的梯度 `dW`：代价对数组的导数与数"
        "组形状相同，dim(dX) = dim(X)。只是一个数的数组，或者名称为 `d_w`、`w_grad`、`g_w` 等的数组，如果它乘以一个数"
        "后从 `w` 中减去，或者由同样的数组还算出另一个梯度，也视为梯度。"
    ),
    "`b = b - alpha * db` with `b : (n, 1)` and `db : (n,)` results silently in an `(n, n)` matrix; only `b -= "
    "alpha * db` would raise an error. The network goes on with it, and is slow and wrong.": (
        "`b = b - alpha * db` 在 `b : (n, 1)`、`db : (n,)` 时会悄悄得到 `(n, n)` 的矩阵；只有 `b -= alpha * db` 才会"
        "报错。网络带着它继续运行，又慢又错。"
    ),
    # wrong_argument
    "Finds a call that NumPy refuses for all sizes: an unknown keyword, too many arguments, a number with a "
    "fraction as a size, a size in the place of the element type.": (
        "检查对任意大小 NumPy 都不接受的调用：未知的关键字参数、参数过多、以小数作为大小，或者把大小写在元素类型的位"
        "置上。"
    ),
    "NumPy raises a `TypeError` or a `ValueError` when the line is reached.": (
        "执行到这一行时，NumPy 抛出 `TypeError` 或 `ValueError`。"
    ),
    # zip_of_unequal_lengths
    "Finds a `zip` of an array and of other arrays, lists or tuples whose lengths are known and differ. Nothing is "
    "reported where `strict` is given; where one of them is a part of the other, `zip(x, x[1:])`, or is computed "
    "from it; where `range` counts; and where the longer one has only words, such as colours, of which there may "
    "be more than needed.": (
        "检查数组与其他数组、列表或元组的 `zip`，其长度已知且不同。如果给出了 `strict`，其中一个是另一个的一部分（"
        "`zip(x, x[1:])`）或由它算出，用 `range` 计数，或者较长者只含单词（例如多备了几种的颜色），则不报告。"
    ),
    "`zip` ends silently with the shorter one: the last rows are never used. Often rows are mistaken for columns.": (
        "`zip` 会在较短者处悄悄结束：最后几行从未被使用。常常是把行当成了列。"
    ),
}
