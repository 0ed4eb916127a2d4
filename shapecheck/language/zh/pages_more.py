"""The pages of the rules, the second half."""

WORDS = {
    # names_forced_equal
    "Finds an operation that is possible only where two sizes with different names in the program are equal. Also "
    "a matrix product that needs a size of an argument to equal a named size, or a size of both operands to be 1, "
    "as `(n, m) @ (1, m)` does, while another order or a transpose fits for all sizes. Nothing is reported where "
    "the program states that the two are equal: `assert n == m`.": (
        "找出要求程序中两个名称不同的大小相等的运算。也找出这样的矩阵乘法：它要求参数的某个大小等于某个有名称的大"
        "小，或者要求两个操作数的某个大小为 1（如 `(n, m) @ (1, m)`），而交换顺序或转置后对任意大小都匹配。如果程"
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
        "找出文件所针对的各个 NumPy 版本中都不存在的名称，例如把 `np.isclose` 写成 `np.is_close`，或者在 NumPy "
        "2.0 中删除的 `np.product`；以及把 NumPy 的模块当作函数调用。"
    ),
    "Python raises an `AttributeError` or a `TypeError` when the line is reached.": (
        "执行到这一行时，Python 抛出 `AttributeError` 或 `TypeError`。"
    ),
    # not_square
    "Finds an operation of linear algebra on a matrix that is not square: `inv`, `det`, `eig`, `cholesky`, `solve` "
    "and similar functions.": ("找出对非方阵进行的线性代数运算：`inv`、`det`、`eig`、`cholesky`、`solve` 等。"),
    "NumPy raises a `LinAlgError` when the line is reached. Use `lstsq` for a system with more equations than "
    "unknowns, and `pinv` for a matrix that is not square.": (
        "执行到这一行时，NumPy 抛出 `LinAlgError`。方程多于未知数的方程组用 `lstsq`，非方阵用 `pinv`。"
    ),
    # numpy_version
    "Finds what works with only some of the versions of NumPy that the project is meant for: a name that was added "
    'or removed, a call that means something else. The versions are set by `numpy = ">=1.26"` in '
    "`[tool.shapecheck]`, else by the requirements of the project; else NumPy 2 is assumed.": (
        "找出只在项目所针对的部分 NumPy 版本中可用的写法：新增或删除的名称、含义有变化的调用。版本由 "
        '`[tool.shapecheck]` 中的 `numpy = ">=1.26"` 给出，否则由项目的依赖给出，否则按 NumPy 2 处理。'
    ),
    "The program runs here and fails on a machine with another NumPy.": (
        "程序在这台机器上可以运行，在装有其他 NumPy 版本的机器上会报错。"
    ),
    # other
    "Finds any other operation whose shapes are wrong for all sizes, such as sections that do not divide an axis "
    "evenly, or different numbers of samples and weights.": (
        "找出其他无论大小是多少形状都不正确的运算，例如份数不能整除轴的大小，或者样本数与权重数不同。"
    ),
    "NumPy raises an error when the line is reached.": ("执行到这一行时，NumPy 会报错。"),
    # product_for_matmul
    "Finds an element-wise product of two matrices that stretches both, or is possible only where sizes happen to "
    "be equal, while the matrix product fits as they are; `x = A * x` that changes the shape of x, where `@` would "
    "keep it; and `w.T * S * w` with a column of weights that sum up to 1, or that is used in matrix products, or "
    "with a covariance.": (
        "找出本应是矩阵乘法的逐元素乘积：它同时拉伸双方，或者只有在大小恰好相等时才可行，而两个矩阵不作改动就能做"
        "矩阵乘法；会改变 x 形状的 `x = A * x`，而用 `@` 会保持形状不变；以及 `w.T * S * w`，其中 w 是和为 1 的权"
        "重列向量或用于矩阵乘法的列向量，或者 S 是协方差矩阵。"
    ),
    "In NumPy `*` is element-wise. A row times a column, `(1, n) * (n, 1)`, is silently an `(n, n)` matrix, where "
    "the inner product is a number.": (
        "NumPy 中的 `*` 是逐元素乘法。行向量乘以列向量，`(1, n) * (n, 1)`，会悄悄得到 `(n, n)` 的矩阵，而内积应当"
        "是一个数。"
    ),
    # reduced_axis
    "Finds a reduction without `keepdims`, along another axis than the first, whose result is combined with the "
    "array that was reduced: the result is broadcast along the last axis instead of the axis that its values "
    "belong to.": (
        "找出没有 `keepdims`、不沿第一个轴、而结果又与原数组组合的归约运算：结果沿最后一个轴广播，而不是沿它的值"
        "所对应的轴。"
    ),
    "NumPy raises an error where the sizes differ, and nothing happens where they are equal: the columns of a "
    "square matrix are then scaled by values computed from its rows.": (
        "大小不同时 NumPy 会报错，大小相等时则没有任何提示：方阵的各列会按由各行算出的值缩放。"
    ),
    # reshape
    "Finds a reshape to a shape with another number of elements.": ("找出新形状与原数组元素个数不同的 reshape。"),
    "NumPy raises a `ValueError` when the line is reached. A size of -1 is computed from the other sizes, if they "
    "divide the number of elements.": (
        "执行到这一行时，NumPy 抛出 `ValueError`。大小 -1 由其他大小算出，前提是它们能整除元素个数。"
    ),
    # returns_another_shape
    "Finds a function whose docstring states a shape of its result, and which returns another shape on all its "
    "paths: another number of axes, or another size where the docstring states a number. Also a public method that "
    "assigns an attribute with another shape than the docstring of the class states.": (
        "找出返回值形状与文档字符串不符的函数：文档写明了结果的形状，而所有路径返回的轴数都不同，或大小与文档写明"
        "的数字不同。公有方法给属性赋予的形状与类的文档字符串不同，也在此列。"
    ),
    "Callers rely on the docstring: an array `(n,)` instead of `(n, 1)` is stretched silently.": (
        "调用者依赖文档字符串：把数组 `(n,)` 当作 `(n, 1)` 用，会被悄悄拉伸。"
    ),
    # squeeze_without_axis
    "Finds a `squeeze` without an axis of an array in which another size may be 1, or has a name and is 1.": (
        "找出没有给出 axis 的 `squeeze`：数组中还有别的轴大小可能为 1，或者有名称而在此处为 1。"
    ),
    "It works until there is only one example: then the axis of the examples is dropped as well, and the code "
    "after it fails or broadcasts in another way.": (
        "平时运行正常，直到只有一个样本：这时样本的轴也被去掉，之后的代码会报错，或以另一种方式广播。"
    ),
    # stated_shapes
    "Finds what does not fit the shapes that a docstring states for the arguments of a function: an operation that "
    "is possible only where two sizes with different names in the docstring are equal, or where a named size is 1; "
    "and an operation that is possible for no sizes if the arguments are as stated. Nothing is reported where the "
    "program checks that the sizes are equal.": (
        "找出与文档字符串所写的参数形状不符的代码：要求文档中两个名称不同的大小相等、或某个有名称的大小为 1 的运"
        "算；以及参数如文档所写时，无论大小是多少都不可行的运算。如果程序自己检查大小是否相等，则不报告。"
    ),
    "Either the code is wrong, and fails for the first data whose sizes differ, or the docstring is wrong and "
    "misleads callers.": ("要么代码有误，遇到大小不同的数据就会报错；要么文档字符串有误，会误导调用者。"),
    # too_many_indices
    "Finds an index with more entries than the array has axes.": ("找出项数多于数组轴数的索引。"),
    "NumPy raises an `IndexError` when the line is reached. Most often a reduction or an integer index has removed "
    "an axis.": ("执行到这一行时，NumPy 抛出 `IndexError`。多半是某个归约或整数索引去掉了一个轴。"),
    # transposed_vector
    "Finds a transpose of an array with one axis that was intended as a column: the operation in which it is used "
    "stretches both operands, and would not with `x[:, None]` in place of `x.T`.": (
        "找出本意是得到列向量、却对一维数组所作的转置：使用它的运算同时拉伸了两个操作数，而用 `x[:, None]` 代替 "
        "`x.T` 就不会。"
    ),
    "`(n,)` is neither a row nor a column, and its transpose is itself. The intended column is still a vector, and "
    "every element of it is combined with every element of the other operand.": (
        "`(n,)` 既不是行也不是列，它的转置就是它自己。本想得到的列向量仍然是一维数组，它的每个元素都与另一个操作"
        "数的每个元素组合。"
    ),
    # truth_value
    "Finds an array with several elements where one truth value is needed: after `if`, `while`, `not`, `assert`, "
    "in the condition of a comprehension.": (
        "找出用在需要单个真假值之处、却有多个元素的数组：`if`、`while`、`not`、`assert` 之后，或推导式的条件中。"
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
        "找出减去沿一个轴的均值或中位数、却除以沿另一个轴的标准差或方差的写法：`(x - x.mean(axis=0)) / "
        "x.std(axis=1, keepdims=True)`。如果第二个统计量由第一步的结果算出，或者一方含有沿两个轴的统计量，则不报"
        "告。"
    ),
    "Columns are centred and rows are scaled. The shapes fit where the axes are kept, or where the array is "
    "square, and the result is standardised along neither axis.": (
        "按列中心化，却按行缩放。保留轴或数组为方阵时形状是匹配的，但结果沿哪个轴都没有标准化。"
    ),
    # unpacking
    "Finds a shape, an array or a tuple that is unpacked into another number of names than it has items.": (
        "找出解包时变量名的个数与项数不同的形状、数组或元组。"
    ),
    "Python raises a `ValueError` when the line is reached. `X.shape` of a vector has one size: `(n,)` is neither "
    "a row nor a column.": (
        "执行到这一行时，Python 抛出 `ValueError`。向量的 `X.shape` 只有一个大小：`(n,)` 既不是行也不是列。"
    ),
    # unreadable_ignore
    "Finds a comment that starts with `# shapecheck:` and is neither `ignore` nor `ignore-file`, names a code that "
    "no rule has, or is meant for a whole file and does not stand before its first statement.": (
        "找出以 `# shapecheck:` 开头、却既不是 `ignore` 也不是 `ignore-file` 的注释，写了不存在的规则编号的注释，"
        "以及针对整个文件却没有写在第一条语句之前的注释。"
    ),
    "It looks as if a finding were suppressed, and none is.": ("看起来好像忽略了问题，实际上什么也没有忽略。"),
    # unused_ignore
    "Finds a comment `# shapecheck: ignore` on a line without findings, or without findings with the codes that it "
    "names.": ("找出多余的注释 `# shapecheck: ignore`：该行没有问题，或者没有注释所列编号的问题。"),
    "A comment that was needed once hides later findings.": ("曾经需要、现在多余的注释会掩盖以后出现的问题。"),
    # update_shape
    "Finds an update that changes the shape of its variable, where it stretches both sides, where a loop goes on "
    "with it, or where it uses the gradient `dW` of `W`; a product of vectors that is one number and is added to "
    "all of a gradient, as in `dW += dZ.T @ h`; and a gradient `dW` whose shape is not that of `W`, stretched or "
    "transposed: the derivative of a cost with respect to an array has the shape of the array, dim(dX) = dim(X). "
    "An array that is one number, or has another name such as `d_w`, `w_grad` or `g_w`, counts as the gradient "
    "where a number times it is subtracted from `w`, or where another gradient is computed from the same arrays.": (
        "找出改变变量形状的更新：它同时拉伸双方，循环继续使用它，或者它使用 `W` 的梯度 `dW`；其实是一个数、却被加"
        "到整个梯度上的向量乘积，如 `dW += dZ.T @ h`；以及形状与 `W` 不同（被拉伸或转置）的梯度 `dW`：代价对数组"
        "的导数与该数组形状相同，dim(dX) = dim(X)。对于只是一个数的数组，或者名称为 `d_w`、`w_grad`、`g_w` 等的数"
        "组，如果它乘以一个数后从 `w` 中减去，或者由同样的数组还算出另一个梯度，也视为梯度。"
    ),
    "`b = b - alpha * db` with `b : (n, 1)` and `db : (n,)` results silently in an `(n, n)` matrix; only `b -= "
    "alpha * db` would raise an error. The network goes on with it, and is slow and wrong.": (
        "`b : (n, 1)`、`db : (n,)` 时，`b = b - alpha * db` 会悄悄得到 `(n, n)` 的矩阵；只有 `b -= alpha * db` 才"
        "会报错。网络就这样继续训练，又慢又错。"
    ),
    # wrong_argument
    "Finds a call that NumPy refuses for all sizes: an unknown keyword, too many arguments, a number with a "
    "fraction as a size, a size in the place of the element type.": (
        "找出无论大小是多少 NumPy 都不接受的调用：未知的关键字参数、参数过多、以小数作为大小，或者把大小写在元素"
        "类型的位置上。"
    ),
    "NumPy raises a `TypeError` or a `ValueError` when the line is reached.": (
        "执行到这一行时，NumPy 抛出 `TypeError` 或 `ValueError`。"
    ),
    # zip_of_unequal_lengths
    "Finds a `zip` of an array and of other arrays, lists or tuples whose lengths are known and differ. Nothing is "
    "reported where `strict` is given; where one of them is a part of the other, `zip(x, x[1:])`, or is computed "
    "from it; where `range` counts; and where the longer one has only words, such as colours, of which there may "
    "be more than needed.": (
        "找出数组与其他长度已知却不同的数组、列表或元组的 `zip`。以下情况不报告：给出了 `strict`；其中一个是另一"
        "个的一部分（`zip(x, x[1:])`）或由它算出；用 `range` 计数；较长者只含单词，例如多备了几种的颜色。"
    ),
    "`zip` ends silently with the shorter one: the last rows are never used. Often rows are mistaken for columns.": (
        "`zip` 到较短者的末尾就悄悄结束：最后几行从未用到。常常是把行当成了列。"
    ),
}
