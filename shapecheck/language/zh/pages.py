"""The pages of the rules, the first half of them by their modules: `shapecheck rule SHP101`."""

WORDS = {
    "What it does": "检查什么",
    "Why it hurts": ("有什么危害"),
    "Example": "示例",
    "Use instead": "改为",
    "In preview: it is asked only where it is named in full, by `--extend-select` or in the settings.": (
        "预览规则：只有在 `--extend-select` 或配置中写出完整的名称或编号时才会检查。"
    ),
    "Lint rules": "检查规则",
    "An error means that the shapes are wrong for all values of the sizes. A warning means that NumPy runs the code"
    " silently, and the result is rarely what was intended.": (
        "错误表示无论大小是多少，形状都不正确。警告表示 NumPy 会不加提示地运行，而结果往往并非本意。"
    ),
    "| code | name | severity |": ("| 编号 | 名称 | 级别 |"),
    # along_one
    "Finds `argmax` or `argmin` of the outputs of a matrix product along an axis of size 1, and outputs that are "
    "divided by their sum along such an axis, as a softmax does.": (
        "找出对矩阵乘积的输出沿大小为 1 的轴求 `argmax` 或 `argmin`，以及像 softmax 那样沿这样的轴除以总和的写法。"
    ),
    "With one output unit the greatest output is always the first, and the only share is 1: the prediction is the "
    "same for all weights. One output needs a sigmoid and a threshold.": (
        "只有一个输出单元时，最大的输出总是第一个，占比也总是 1：无论权重是多少，预测值都一样。单个输出应当使用 "
        "sigmoid 和阈值。"
    ),
    # append_without_axis
    "Finds `x = np.append(x, row)` where the array has two or more axes; also `np.insert` and `np.delete`. Without "
    "an axis all elements go into one row. Nothing is reported where the result is reshaped afterwards, or where "
    "the call fits along no axis.": (
        "找出对有两个或更多轴的数组使用的 `x = np.append(x, row)`，以及 `np.insert` 和 `np.delete`：没有给出 axis"
        " 时，所有元素会被展平成一行。如果之后又用 reshape 恢复形状，或者沿任何轴都不匹配，则不报告。"
    ),
    "NumPy flattens both arrays silently. The next row is appended to a vector, and the code after it takes "
    "numbers for rows.": (
        "NumPy 会悄悄地把两个数组都展平。下一行数据被追加到一个向量上，之后的代码却把单个的数当成了行。"
    ),
    # axis_range
    "Finds an axis that the array does not have, in a call or in its shape: `y.shape[1]` of a vector.": (
        "找出数组并不具有的轴，无论是在调用的 `axis` 中，还是在形状的下标中：例如向量的 `y.shape[1]`。"
    ),
    "NumPy raises an `AxisError` when the line is reached, Python an `IndexError`. A vector has axis 0 only: "
    "`(n,)` is neither a row nor a column.": (
        "执行到这一行时，NumPy 抛出 `AxisError`，Python 抛出 `IndexError`。向量只有轴 0：`(n,)` 既不是行也不是列。"
    ),
    # both_stretched
    "Finds an element-wise operation that stretches both operands, so that every element of one is combined with "
    "every element of the other: `(m, 1)` with `(m,)` results in `(m, m)`. Nothing is reported where this is "
    "intended: where the axis is added in the operation itself, as in `a[:, None] - b`; where the sizes need not "
    "be equal; where `newaxis`, `expand_dims` or `reshape` added it before, and both operands come from one array "
    "or were computed in the same way; where a row and a column are added that were made right there with all "
    "numbers written out; where a column is compared with positions on an axis, as in `labels == np.arange(n)`.": (
        "找出同时拉伸两个操作数的逐元素运算，此时一方的每个元素都与另一方的每个元素组合：`(m, 1)` 与 `(m,)` 得到 "
        "`(m, m)`。有意这样写的不报告：在运算本身中添加轴，如 `a[:, None] - b`；两个大小不必相等；之前用 "
        "`newaxis`、`expand_dims` 或 `reshape` 添加了轴，并且两个操作数来自同一个数组或以同样的方式算出；相加的行"
        "和列就在此处由写明的数字构成；一列与轴上的位置比较，如 `labels == np.arange(n)`。"
    ),
    "NumPy does it silently. The result is a matrix where a vector was intended: a cost, an accuracy or a gradient "
    "is then the mean over all pairs, and the program runs on with wrong numbers.": (
        "NumPy 不加提示地照做。本想得到向量，结果却是矩阵：代价、准确率或梯度变成了所有组合的平均值，程序带着错误"
        "的数继续运行。"
    ),
    # broadcasting
    "Finds operands that do not broadcast: counted from the last axis, two sizes differ and neither is 1.": (
        "找出无法广播的操作数：从最后一个轴往前数，有两个大小不相等，且都不是 1。"
    ),
    "NumPy raises a `ValueError` when the line is reached. A vector is broadcast along the last axis. A vector "
    "with one number per row needs a new axis at its end, or the reduction before it needs `keepdims=True`.": (
        "执行到这一行时，NumPy 抛出 `ValueError`。向量沿最后一个轴广播。每行对应一个数的向量，需要在末尾添加一个"
        "轴，或者前面的归约运算需要 `keepdims=True`。"
    ),
    # call_breaks_docstring
    "Finds a call with arrays that certainly contradict the docstring of the function: another number of axes, "
    "another size where the docstring states a number, or different sizes where it states one name. Nothing is "
    "reported of a function that checks its arguments, or adds the axes that it needs.": (
        "找出传入的数组与函数的文档字符串确实矛盾的调用：轴数不同，大小与文档写明的数字不同，或者文档中同名的大小"
        "却不相等。如果函数自己会检查参数，或自行添加所需的轴，则不报告。"
    ),
    "Either the call is wrong, which may go unnoticed because the array is stretched, or the docstring is wrong "
    "and misleads its readers.": ("要么调用有误，由于数组被拉伸而可能不被察觉；要么文档字符串有误，会误导读者。"),
    # call_breaks_spec
    "Finds a call with arrays that do not fit the spec of the function: that of `@shapecheck.checked`, or "
    "jaxtyping's annotations. Unknown parts of an argument are assumed to fit.": (
        "找出传入的数组不符合函数规格的调用：规格来自 `@shapecheck.checked` 或 jaxtyping 注解。参数中未知的部分视"
        "为符合。"
    ),
    "A checked function raises an error for such a call. Any other function fails somewhere inside, or computes "
    "something that its author did not intend.": (
        "用 `checked` 装饰的函数会对这样的调用报错。其他函数会在内部某处报错，或者算出作者并不想要的结果。"
    ),
    # call_fails
    "Finds a call whose known arguments do not fit each other, whatever the other arguments are: an operation in "
    "the body of the function fails. The message shows the contract of the function, as `shapecheck contracts` "
    "prints it.": (
        "找出已知参数之间互不匹配的调用，无论其他参数是什么：函数体中有一个运算会报错。消息中给出函数的契约，与 "
        "`shapecheck contracts` 的输出相同。"
    ),
    "The call fails far from its cause, once the rest of the program exists.": (
        "等程序的其余部分写好之后，报错的地方会离原因很远。"
    ),
    # call_fails_supposedly
    "Finds a call whose known arguments do not fit each other: an operation in the body of the function fails for "
    "any number of axes of the other arguments, up to four. The message shows the contract of the function.": (
        "找出已知参数之间互不匹配的调用：无论其他参数有几个轴（最多四个），函数体中都有一个运算会报错。消息中给出"
        "函数的契约。"
    ),
    "The call fails far from its cause, once the rest of the program exists. An argument that is not an array of "
    "NumPy may still fit.": ("等程序的其余部分写好之后，报错的地方会离原因很远。不是 NumPy 数组的参数仍有可能匹配。"),
    # comment_says_another_shape
    "Finds an assignment with a comment that states a shape, `# shape: (n, d)`, `# (n_h, 1)` or `# 3 x 4`, where "
    "the array has another number of axes, another size where the comment has a number, or different sizes where "
    "it has one name twice. A comment is read only if it can be nothing else: if it has the word, the name of the "
    "variable, or numbers, or a variable that holds a number.": (
        "找出形状与注释不符的赋值，注释形如 `# shape: (n, d)`、`# (n_h, 1)` 或 `# 3 x 4`：轴数不同，大小与注释写"
        "明的数字不同，或者注释中同名的大小却不相等。只读取不可能另有含义的注释：含有 shape 一词、变量名或数字，"
        "或者含有保存数字的变量。"
    ),
    "The next line is written by what the comment says: a vector `(n_h,)` instead of a column `(n_h, 1)` is "
    "stretched silently.": ("下一行代码往往按照注释来写：把向量 `(n_h,)` 当作列向量 `(n_h, 1)` 用，会被悄悄拉伸。"),
    # cost_of_several_numbers
    "Finds a cost or a loss, by its name, that is only appended to a list or printed and is not a single number: a "
    "sum along one axis divided by a number, the product of a column and a row, an array divided by the number of "
    "its elements and not summed, or a mean along one axis that is appended. Nothing is reported where the list is "
    "used in computations.": (
        "找出从名称看是代价或损失、只被追加到列表或打印、却不是单个数的值：沿一个轴求和再除以一个数，列向量与行向"
        "量的乘积，除以元素个数却没有求和的数组，或者追加到列表的沿一个轴的平均值。如果列表还用于计算，则不报告。"
    ),
    "The cost of all examples is one number. Here one number per class or example is kept: a plot of the cost has "
    "many lines, and a comparison with the previous cost fails.": (
        "所有样本的代价应当是一个数。这里却是每个类别或每个样本各有一个数：画出的代价曲线会有许多条，与上一次代价"
        "的比较会报错。"
    ),
    # einsum
    "Finds an `einsum` whose subscripts do not fit its operands: a label stands for two sizes, an operand has "
    "another number of axes than labels, or a label of the output is in no operand.": (
        "找出下标与操作数不符的 `einsum`：一个标号对应两个不同的大小、操作数的轴数与标号数不同，或者输出的标号不"
        "在任何操作数中。"
    ),
    "NumPy raises a `ValueError` when the line is reached, and does not say which operand is wrong.": (
        "执行到这一行时，NumPy 抛出 `ValueError`，并且不说明是哪个操作数有误。"
    ),
    # forced_square
    "Finds a product in a function that fits only where the axes of one of its arrays have special sizes that "
    "nothing else needs (a square matrix, or as many examples as units), while with one operand transposed, or "
    "both exchanged, it fits for all sizes. Also in a program that reads its data from a file, where nothing is "
    "known of the sizes.": (
        "找出函数中这样的乘积：只有当某个数组的轴具有别处都不需要的特殊大小（方阵，或样本数等于单元数）时才匹配，"
        "而转置一个操作数或交换两个操作数后，对任意大小都匹配。从文件读取数据的程序也在此列，因为其中的大小未知。"
    ),
    "A test with equal sizes passes, and the first data with other sizes fails, mostly at another line. Functions "
    "are reported only if nothing in the file calls them with known arguments.": (
        "大小相等的测试会通过，而遇到大小不同的数据就会报错，且多半在另一行。只报告在文件中没有以已知参数调用过的函数。"
    ),
    # gradient_shape
    "Finds a function that computes the gradient of one of its arrays (`db` of `b`, by name) with another shape "
    "than the array has, whatever the sizes of its arguments are.": (
        "找出这样的函数：无论参数的大小是多少，它算出的梯度（按名称，`db` 是 `b` 的梯度）与对应的数组形状不同。"
    ),
    "A gradient has one entry for each entry of its array: dim(dX) = dim(X). Where it is used in an update, NumPy "
    "broadcasts it silently or fails, far from the line that is wrong.": (
        "梯度的每个元素对应数组的一个元素：dim(dX) = dim(X)。在更新中使用它时，NumPy 会悄悄广播，或者在离错误很远"
        "的地方报错。"
    ),
    # impossible_assert
    "Finds an `assert` about a shape that is false for all values of the sizes in it.": (
        "找出关于形状、且无论大小是多少都不成立的 `assert`。"
    ),
    "Python raises an `AssertionError` when the line is reached. Either the array does not have the intended "
    "shape, or the assertion is about another array.": (
        "执行到这一行时，Python 抛出 `AssertionError`。要么数组的形状不是预期的形状，要么断言写错了数组。"
    ),
    # in_place
    "Finds a result that does not fit into its target: of an in-place operator such as `-=`, of `out=`, or of an "
    "assignment to an index.": ("找出放不进目标数组的结果：就地运算（如 `-=`）、`out=` 或索引赋值的结果。"),
    "NumPy raises a `ValueError` when the line is reached: the written value may be stretched, but the array "
    "itself keeps its shape.": (
        "执行到这一行时，NumPy 抛出 `ValueError`：写入的值可以被拉伸，但数组本身保持形状不变。"
    ),
    # index_bounds
    "Finds an index beyond the last element of an axis, and a mask whose size differs from its axis.": (
        "找出超出轴末尾的索引，以及与轴的大小不同的掩码。"
    ),
    "NumPy raises an `IndexError` when the line is reached. Indices start at 0: the last one is the size less 1.": (
        "执行到这一行时，NumPy 抛出 `IndexError`。索引从 0 开始：最后一个索引是大小减 1。"
    ),
    # index_of_number
    "Finds `argmin` or `argmax` of a single number: of a norm, a sum or a mean over all elements, or of an inner "
    "product.": ("找出对单个数求 `argmin` 或 `argmax`：所有元素的范数、和或平均值，或者内积。"),
    "The index is always 0: the first point is always the nearest. Mostly the distance of each point was intended, "
    "along an axis.": ("索引总是 0，于是第一个点总是最近的。本意多半是沿一个轴求每个点的距离。"),
    # join
    "Finds arrays that cannot be joined: with `concatenate`, `stack`, `hstack`, `vstack`, `append`, `block` and "
    "similar functions they differ in rank, or in the size of an axis other than the joined one.": (
        "找出无法拼接的数组：在 `concatenate`、`stack`、`hstack`、`vstack`、`append`、`block` 等函数中，它们的维"
        "数不同，或者拼接轴以外的某个轴大小不同。"
    ),
    "NumPy raises a `ValueError` when the line is reached. Most often the axis is wrong, or a vector must become a "
    "row or a column first.": ("执行到这一行时，NumPy 抛出 `ValueError`。多半是 axis 写错了，或者向量应先变成行或列。"),
    # matmul_sizes
    "Finds a matrix product whose inner sizes differ: `@`, `dot`, `matmul`, `inner`, `tensordot`, `multi_dot` and "
    "similar functions.": (
        "找出内侧维度不匹配的矩阵乘法：`@`、`dot`、`matmul`、`inner`、`tensordot`、`multi_dot` 等。"
    ),
    "NumPy raises a `ValueError` when the line is reached. Most often a transpose is missing, two operands are "
    "swapped, or the activations of another layer are used.": (
        "执行到这一行时，NumPy 抛出 `ValueError`。多半是漏了转置、交换了两个操作数，或者用了另一层的激活值。"
    ),
    # mean_grows
    "Finds a variable that keeps a moving mean, or the state of a filter, in a loop or an object: the variable "
    "times a number, plus another value, `x = 0.9 * x + 0.1 * y`, where `y` stretches it. Nothing is reported "
    "where the variable starts with one element, or where noise for many paths is added.": (
        "找出在循环或对象中保存滑动平均（或滤波器状态）、却被拉伸的变量：变量乘以一个数再加上另一个值，`x = 0.9 *"
        " x + 0.1 * y`，而 `y` 拉伸了它。如果变量初始只有一个元素，或者加上的是多条路径的噪声，则不报告。"
    ),
    "NumPy broadcasts silently. The mean of the batches becomes an array with the axes of both, and so does "
    "everything that is computed from it.": (
        "NumPy 会悄悄地广播。各小批量的平均值变成同时具有双方各轴的数组，由它算出的一切也是如此。"
    ),
}
