"""The shapes that operations give, as `shapecheck op` lists them: the forms of the rules in `shapecheck/ops`."""

WORDS = {
    # Shapes
    "the shape": "形状",
    "the sizes": "大小",
    "the same shape": "形状不变",
    "the given shape": "给定的形状",
    "the given shape, by default as it is": "给定的形状，默认不变",
    "the given shape, which is not stretched itself": "给定的形状，它本身不被拉伸",
    "the given shape; the value broadcasts to it": "给定的形状，值广播到它",
    "the array's shape": "数组的形状",
    "the array takes the shape; returns None": "数组变为该形状；返回 None",
    "the operand's shape": "操作数的形状",
    "the operand's shape, or the given one": "操作数的形状，或给定的形状",
    "the operand's shape, or the given one; the value broadcasts to it": "操作数的形状，或给定的形状；值广播到它",
    "the operand's shape; at least one axis": "操作数的形状；至少一个轴",
    "the operand's shape; at least two axes": "操作数的形状；至少两个轴",
    "the same shape; at least one axis": "形状不变；至少一个轴",
    "the same shape; the axis is one of its axes": "形状不变；axis 是它的一个轴",
    "the same shape; with include_initial the axis has one more": "形状不变；有 include_initial 时该轴多一个元素",
    "the same shape; without an axis, all elements along one": ("形状不变；没有给出 axis 时先展平"),
    "the shape of element": "element 的形状",
    "the shape of the array-like": "类数组对象的形状",
    "the shape of the array-like, (1,) for a number": "类数组对象的形状，一个数则为 (1,)",
    "the shape of the array-like, with ones in front up to ndmin axes": "类数组对象的形状，前面补 1 直到 ndmin 个轴",
    "the shape of v; a is (k,)": "v 的形状；a 为 (k,)",
    "the shape of x": "x 的形状",
    "the shape of x; bins is (k,)": "x 的形状；bins 为 (k,)",
    "the shape of x; each condition has it, as many functions or one more": (
        "x 的形状；每个条件也是这个形状，函数的个数相同或多一个"
    ),
    "the shape of x; xp and fp are vectors of one size": "x 的形状；xp 和 fp 是大小相同的向量",
    "the keys' shape, or that of the rows of one array": "各个键的形状，或一个数组各行的形状",
    "the element type": "元素类型",
    "same elements; one size may be -1": "元素不变；可以有一个大小为 -1",
    "all elements along one axis": ("所有元素展平成一个轴"),
    "the sizes of all axes": "所有轴的大小",
    "the size of the first axis": "第一个轴的大小",
    "how many axes": "轴数",
    "how many elements": "元素个数",
    "how many elements, or how many along the axes": "元素个数，或沿各轴的个数",
    "the value is a number": "值为一个数",
    "one element, as a number of Python's": "一个元素，作为 Python 的数",
    "one element, which is true or false": "一个元素，判断真假",
    "one element: the only one, or that at the index": "一个元素：唯一的元素，或索引处的元素",
    "one truth value, False where the shapes differ": "一个真假值，形状不同时为 False",
    "one truth value, False where the shapes do not broadcast": "一个真假值，形状不能广播时为 False",
    "one truth value; a, b and the tolerances broadcast": "一个真假值；a、b 与容差广播",
    "one truth value; the array and what it may contain broadcast": "一个真假值；数组与要查找的值广播",
    "a number; both operands have as many elements": "一个数；两个操作数的元素个数相同",
    "the index itself": "索引本身",
    "the index itself, as a tuple": "索引本身，作为元组",
    "(number of sizes, *sizes)": "（大小的个数, *大小）",
    "(number of ranges, *their sizes); of one range alone its size": (
        "（范围的个数, *各范围的大小）；只有一个范围时为它的大小"
    ),
    "(n elements),(m elements)->(n,m)": ("（n 个元素）,（m 个元素）->(n,m)"),
    "(N+|k|,N+|k|) for N elements": "N 个元素时为 (N+|k|,N+|k|)",
    "(N, M or N); (0,...) below 0": "(N, M 或 N)；小于 0 时为 (0,...)",
    "(M,); beta is a number": "(M,)；beta 是一个数",
    "(ceil((stop - start) / step),), or (0,)": "(ceil((stop - start) / step),)，或 (0,)",
    "(n,) for a number n, else the shape": "数 n 时为 (n,)，否则为该形状",
    # Sizes that depend on data
    "(count,), or as many as there are bytes for": "(count,)，或字节数所能容纳的个数",
    "(count,), or as many as there are items": "(count,)，或项数",
    "(count,), or as many numbers as the text has": "(count,)，或文本中数的个数",
    "(k+1,), where k is the number of bins": "(k+1,)，其中 k 为区间数",
    "(k,) and (k+1,), where k is the number of bins": "(k,) 和 (k+1,)，其中 k 为区间数",
    "(p),(p)->(k,l),(k+1),(l+1), where k and l are the numbers of bins": (
        "(p),(p)->(k,l),(k+1),(l+1)，其中 k 和 l 为区间数"
    ),
    "(p,d)->(k1,...,kd), and (k+1) for each axis": "(p,d)->(k1,...,kd)，每个轴另有 (k+1)",
    "(k, ndim), where k depends on data": "(k, ndim)，其中 k 取决于数据",
    "(k,), where k depends on data": "(k,)，其中 k 取决于数据",
    "(k,), (k,), where k depends on data": "(k,), (k,)，其中 k 取决于数据",
    "(k,) and the shape of x, where k depends on data": "(k,) 和 x 的形状，其中 k 取决于数据",
    "(k,), (k,), the shape of x, (k,), where k depends on data": "(k,), (k,), x 的形状, (k,)，其中 k 取决于数据",
    "(k,), or k along the axis, where k depends on data": "(k,)，或沿该轴为 k，其中 k 取决于数据",
    "(k,), where k depends on data and is at least minlength": "(k,)，其中 k 取决于数据，至少为 minlength",
    "(k,), where k depends on data and is at most the number of all elements": (
        "(k,)，其中 k 取决于数据，至多为总元素个数"
    ),
    "(k,), where k depends on data and is at most the number of elements of ar1": (
        "(k,)，其中 k 取决于数据，至多为 ar1 的元素个数"
    ),
    "(k,), where k depends on data; with return_indices three of them": (
        "(k,)，其中 k 取决于数据；有 return_indices 时为三个"
    ),
    "(k,), where k is the number of elements of ar1": "(k,)，其中 k 为 ar1 的元素个数",
    "for each axis an array (k,), where k depends on data": "每个轴一个数组 (k,)，其中 k 取决于数据",
    "each axis, or those given, made shorter as data says": "每个轴（或给定的轴）按数据缩短",
    "the elements where the condition holds, along one axis": ("条件成立的元素，展平成一个轴"),
    # Axes
    "axes in the given order, or reversed": "轴按给定顺序排列，或反转",
    "axes reversed; (n,) stays (n,)": "轴的顺序反转；(n,) 仍为 (n,)",
    "two axes change places": "交换两个轴",
    "axes go to the given places, the others keep their order": "轴移到给定位置，其余保持顺序",
    "one axis goes in front of another": "一个轴移到另一个轴之前",
    "axes of size 1 are put at the given places": "在给定位置插入大小为 1 的轴",
    "axes of size 1 are dropped": "去掉大小为 1 的轴",
    "the two axes exchanged for an odd k": "k 为奇数时两个轴交换",
    "ones added up to {rank} axes; a tuple for several operands": "补 1 直到 {rank} 个轴；多个操作数得到元组",
    "the axes of A, then those of B": "先是 A 的轴，再是 B 的轴",
    "the axes of A, then those of B: quotients and remainders": "先是 A 的轴，再是 B 的轴：商与余数",
    # Reductions
    "the axes are dropped, all by default; with keepdims they stay with size 1": (
        "去掉 axis 指定的轴，默认为全部；有 keepdims 时保留为大小 1"
    ),
    "the axes are dropped, axis 0 by default; with keepdims they stay with size 1": (
        "去掉 axis 指定的轴，默认为轴 0；有 keepdims 时保留为大小 1"
    ),
    "the axis is dropped, axis 0 by default; with keepdims it stays with size 1": (
        "去掉 axis 指定的轴，默认为轴 0；有 keepdims 时保留为大小 1"
    ),
    "the axis is dropped, all by default; with keepdims it stays with size 1; it may not have size 0": (
        "去掉 axis 指定的轴，默认为全部；有 keepdims 时保留为大小 1；该轴的大小不能为 0"
    ),
    "the axis is dropped, the last by default": ("去掉 axis 指定的轴，默认为最后一个"),
    "none of them may have size 0": ("这些轴的大小不能为 0"),
    "it may not have size 0": ("该轴的大小不能为 0"),
    "{form}; the weights have the array's shape, or its axes'": "{form}；权重的形状与数组或这些轴相同",
    "the axes of q in front; {form}": "q 的轴在前；{form}",
    "the axis has n fewer; prepend and append add to it": ("该轴的大小减少 n；prepend 和 append 使它增加"),
    "one fewer than all elements, with those before and behind": "比总元素个数少一个，另加前后添加的",
    # Products and linear algebra
    "{form}, where the result has the shape of the left operand": "{form}，且结果的形状与左操作数相同",
    "(*s,k),(*t,k)->(*s,*t); a number multiplies": ("(*s,k),(*t,k)->(*s,*t)；有一方是数时为数乘"),
    "(*s,k),(*t,k,m)->(*s,*t,m); a number multiplies": ("(*s,k),(*t,k,m)->(*s,*t,m)；有一方是数时为数乘"),
    "(*s,*q),(*s)->(*q), where q has as many elements as s": "(*s,*q),(*s)->(*q)，其中 q 与 s 的元素个数相同",
    "(*q,*s)->(*s,*q), where q has ind axes and as many elements as s": (
        "(*q,*s)->(*s,*q)，其中 q 有 ind 个轴，元素个数与 s 相同"
    ),
    "(m,n)->(); a number for a vector": "(m,n)->()；向量得到一个数",
    "(m,n)->(); square unless p is None, 2 or -2": "(m,n)->()；除非 p 为 None、2 或 -2，否则必须是方阵",
    "(m,n)->() of two axes": "两个轴 (m,n)->()",
    "(m,n)->(k) of two axes; k = min(m, n) less the offset": "两个轴 (m,n)->(k)；k = min(m, n) 减去偏移",
    "(m,n)->(k); k = min(m, n) less the offset": "(m,n)->(k)；k = min(m, n) 减去偏移",
    "(m,n)->(k); k = min(m,n)": "(m,n)->(k)；k = min(m,n)",
    "(m,n)->(m,k),(k,n); k = min(m,n), or m where mode is complete": (
        "(m,n)->(m,k),(k,n)；k = min(m,n)，mode 为 complete 时为 m"
    ),
    "(m,n)->(m,m),(k),(n,n), or (m,k),(k),(k,n) without full_matrices; k = min(m,n)": (
        "(m,n)->(m,m),(k),(n,n)，没有 full_matrices 时为 (m,k),(k),(k,n)；k = min(m,n)"
    ),
    "(m,n),(m)->(n),(r),(),(k) or (m,n),(m,k)->(n,k),(r),(),(k); k = min(m,n)": (
        "(m,n),(m)->(n),(r),(),(k) 或 (m,n),(m,k)->(n,k),(r),(),(k)；k = min(m,n)"
    ),
    "(n,n),(n)->(n) for a vector b, else (n,n),(n,k)->(n,k)": "b 为向量时 (n,n),(n)->(n)，否则 (n,n),(n,k)->(n,k)",
    "(n)->() along one axis, (m,n)->() along two; all elements without axis and ord": (
        "沿一个轴 (n)->()，沿两个轴 (m,n)->()；没有 axis 和 ord 时为所有元素"
    ),
    "(n,m)->(n,n); a number for one variable": "(n,m)->(n,n)；只有一个变量时为一个数",
    "labels: equal label, equal size; a label not in the output is summed": (
        "标号相同则大小相同；对输出中没有的标号求和"
    ),
    # Diagonals, index sets, polynomials, signals
    "(n,)->(n+|k|,n+|k|); (n,m)->(size of diagonal k,)": "(n,)->(n+|k|,n+|k|)；(n,m)->(对角线 k 的大小,)",
    "(n,m); (n,n,n,...): all sizes agree from three axes up": "(n,m)；(n,n,n,...)：从三个轴起所有大小相同",
    "(n,n)->(n),(n); all sizes agree, of any rank from 2": "(n,n)->(n),(n)；所有大小相同，维数至少为 2",
    "->(n),(n),..., as many as ndim": "->(n),(n),...，共 ndim 个",
    "->(p),(p), one index for each element on or above the diagonal": "->(p),(p)，对角线及其上方每个元素一个索引",
    "->(p),(p), one index for each element on or below the diagonal": "->(p),(p)，对角线及其下方每个元素一个索引",
    "(n),(m),...->(m,n,...) each, with indexing='ij' (n,m,...)": (
        "(n),(m),... 各得到 (m,n,...)，indexing='ij' 时为 (n,m,...)"
    ),
    "(n),(m)->(at most n+m-1)": "(n),(m)->(至多 n+m-1)",
    "(n),(m)->(max(n-m+1,1)),(at most n)": "(n),(m)->(max(n-m+1,1)),(至多 n)",
    "(n)->(at most n-1)": "(n)->(至多 n-1)",
    "(n),(m)->(max(n,m)-min(n,m)+1); same: max(n,m); full: n+m-1": (
        "(n),(m)->(max(n,m)-min(n,m)+1)；same：max(n,m)；full：n+m-1"
    ),
    "(n),(m)->(n+m-1); same: max(n,m); valid: max(n,m)-min(n,m)+1": (
        "(n),(m)->(n+m-1)；same：max(n,m)；valid：max(n,m)-min(n,m)+1"
    ),
    "(m),(m)->(deg+1), or (m),(m,k)->(deg+1,k); with cov also (deg+1,deg+1), or with k behind": (
        "(m),(m)->(deg+1)，或 (m),(m,k)->(deg+1,k)；有 cov 时另有 (deg+1,deg+1)，或末尾再加 k"
    ),
    "the size of the axis becomes n, by default as it is": "该轴的大小变为 n，默认不变",
    "the size of the axis becomes n, by default 2*(size-1)": "该轴的大小变为 n，默认为 2*(大小-1)",
    "the size of the axis becomes n//2+1, where n is by default the size": "该轴的大小变为 n//2+1，其中 n 默认为原大小",
    "of the last axis: {form}; the others become their n": "最后一个轴：{form}；其余的轴变为各自的 n",
    "()->(), unless the size of an element changes": "()->()，除非元素的字节数改变",
    "of one argument its shape, of a real and an imaginary part a number": (
        "只有一个参数时为它的形状；给出实部和虚部时为一个数"
    ),
    # Joining and splitting
    "axis summed, the others agree; axis None joins all elements": (
        "拼接轴的大小相加，其余轴的大小必须相同；axis=None 时先展平再拼接"
    ),
    "all agree; a new axis of as many as there are": ("形状必须全部相同；新增的轴的大小为数组个数"),
    "as concatenate; axis None joins all elements": ("同 concatenate；axis=None 时先展平再拼接"),
    "as concatenate along axis 0, vectors as rows": "同沿轴 0 的 concatenate，向量作为行",
    "as concatenate along axis 1, of vectors along axis 0": "同沿轴 1 的 concatenate，向量则沿轴 0",
    "as concatenate along axis 1, vectors as columns": "同沿轴 1 的 concatenate，向量作为列",
    "as concatenate along axis 2, after atleast_3d": "先 atleast_3d，再同沿轴 2 的 concatenate",
    "the innermost lists joined along the last axis, the next along the one before": (
        "最内层的列表沿最后一个轴拼接，外一层沿前一个轴"
    ),
    "joined along the last axis, vectors as columns": "沿最后一个轴拼接，向量作为列",
    "ranges, numbers and arrays joined along the first axis": "范围、数和数组沿第一个轴拼接",
    "as many as the size of axis, each without it": "个数为该轴的大小，每个都去掉该轴",
    "equal parts, or the parts between the indices": "等分，或按索引分段",
    "along axis 0: {form}": "沿轴 0：{form}",
    "along axis 1, a vector along axis 0: {form}": "沿轴 1，向量则沿轴 0：{form}",
    "along axis 2: {form}": "沿轴 2：{form}",
    "parts that differ by at most 1, the larger ones first; or those between the indices": (
        "各份最多相差 1，较大的在前；或按索引分段"
    ),
    # Editing
    "axis times the repeats, or their sum; axis None takes all elements": (
        "该轴的大小乘以重复次数，或为重复次数之和；axis=None 时先展平"
    ),
    "each size times its repetitions, aligned at the last axis": "每个大小乘以重复次数，从最后一个轴对齐",
    "each size times that of the other operand, aligned at the last axis": "两个操作数的大小相乘，从最后一个轴对齐",
    "each size plus the widths before and after it": "每个大小加上前后的填充宽度",
    "axis grows by the number of indices, or of values at one index; the values broadcast": (
        "该轴的大小增加索引的个数，或同一索引处值的个数；值可以广播"
    ),
    "axis shrinks by the number of different indices": ("该轴的大小减去不同索引的个数"),
    "each axis n with a window k becomes n-k+1; the windows last": "大小为 n、窗口为 k 的轴变为 n-k+1；窗口的轴在最后",
    "the axis has an eighth, rounded up; without axis the array is flattened": (
        "该轴变为八分之一，向上取整；没有 axis 时先展平"
    ),
    "the axis has eight times as many, or count; without axis the array is flattened": (
        "该轴变为八倍，或为 count；没有 axis 时先展平"
    ),
    # Selecting and indexing
    "basic, advanced and mixed indexing": "基本索引、高级索引和混合索引",
    "the value is stretched to the shape of a[key]": "值被拉伸到 a[key] 的形状",
    "the axis becomes the shape of the indices; without axis the array is flattened": (
        "该轴变为索引的形状；没有 axis 时先展平"
    ),
    "the axis gets as many as there are indices, each of them in range": "该轴的大小为索引的个数，每个索引都不越界",
    "the axis keeps where the condition holds; without axis the array is flattened": (
        "该轴只保留条件成立的位置；没有 axis 时先展平"
    ),
    "arr and indices broadcast on all axes but one, which becomes that of indices": (
        "arr 与 indices 在除一个轴外的所有轴上广播，该轴变为 indices 的轴"
    ),
    "as take_along_axis; the values are stretched to what is selected": "同 take_along_axis；值被拉伸到所选部分",
    "the index array and the choices broadcast": "索引数组与 choices 广播",
    "the conditions, the choices and the default broadcast": "条件、choices 与默认值广播",
    "(),(),()->(); with one argument as nonzero": "(),(),()->()；只有一个参数时同 nonzero",
    "the indices of all axes broadcast": "所有轴的索引广播",
    "for each axis an array of the same shape": "每个轴一个形状相同的数组",
    "for each axis an array of the shape of the indices": "每个轴一个形状与索引相同的数组",
    "for each range an array of its size along its own axis": "每个范围一个沿各自的轴的数组",
    "each operand in the shape that all broadcast to": "每个操作数变为广播后的共同形状",
    "the sizes that the shapes broadcast to": "各形状广播后的大小",
    # Writing in place
    "in place; returns None": "就地进行；返回 None",
    "in place along axis": "沿该轴就地进行",
    "in place, along the first axis": "沿第一个轴就地进行",
    "in place on a[indices]; returns None": "在 a[indices] 上就地进行；返回 None",
    "in place: b is stretched to a[indices]; returns None": "就地进行：b 被拉伸到 a[indices]；返回 None",
    "the result is stretched to the left operand, which keeps its shape": "结果被拉伸到左操作数，左操作数的形状不变",
    "indices of all elements in order; the values are repeated as needed": "索引按所有元素的顺序；值按需要重复",
    "the mask has as many elements as the array; the values are repeated as needed": (
        "掩码与数组的元素个数相同；值按需要重复"
    ),
    "src and where are stretched to dst": "src 和 `where` 被拉伸到 dst",
    # Sequences, samples
    "broadcast of start and stop, with num at axis": "start 与 stop 广播，axis 处为 num",
    "broadcast of start and stop, with num at axis; with retstep the step too": (
        "start 与 stop 广播，axis 处为 num；有 retstep 时另有步长"
    ),
    "broadcast of start, stop and base, with num at axis": "start、stop 与 base 广播，axis 处为 num",
    "(),(),(),()->(): a, b and the tolerances broadcast": "(),(),(),()->()：a、b 与容差广播",
    "(),(n)->(*size,n); one trial count": "(),(n)->(*size,n)；一个试验次数",
    "(),(n)->(n), broadcast to the size": "(),(n)->(n)，广播到 size",
    "the size in place of axis; p as long as axis": "axis 处为 size；p 与 axis 等长",
    "the size, or that of out": ("size，或 out 的形状"),
    "the size, to which the parameters broadcast; without it what they broadcast to": (
        "size，参数广播到它；没有 size 时为参数广播后的形状"
    ),
    "the size; p as long as a": "size；p 与 a 等长",
    "the size; without it that of low; high is a number": ("size；没有 size 时为 low 的形状；high 是一个数"),
    "the size; without it what the bounds broadcast to": ("size；没有 size 时为上下界广播后的形状"),
}
