"""The help of commands and options."""

WORDS = {
    "Number of examples: a number or a name.  [default: m]": "样本数：数字或名称。  [默认：m]",
    "Print the form for one example, with lower-case names.": ("输出单个样本的形式，名称用小写字母。"),
    "One example per column (X is (n[0], m), W[1] is (n[1], n[0])) or one per row.": (
        "一列一个样本（X 是 (n[0], m)，W[1] 是 (n[1], n[0])），或一行一个样本。"
    ),
    "The pass to print.": "要输出的传播方向：前向、反向或全部。",
    "Print layers A to B only, both included; layer 0 is the input.": "只输出第 A 层到第 B 层，含两端；第 0 层是输入。",
    "Write the output to this file instead of standard output.": "把输出写入这个文件，而不是标准输出。",
    "Leave out files and folders that match this pattern, besides those of the settings.": (
        "在配置之外，再排除与此模式匹配的文件和文件夹。"
    ),
    "Leave out the files that .gitignore names, or read them too.": ("是否排除 .gitignore 列出的文件。"),
    "Read the settings from this pyproject.toml.": "从这个 pyproject.toml 读取配置。",
    "Use the defaults and read no pyproject.toml.": ("使用默认配置，不读取 pyproject.toml。"),
    "The file name to show for standard input, whose settings apply.": (
        "标准输入所显示的文件名；也按这个文件读取配置。"
    ),
    "Language of the output, English or Chinese.  [default: as SHAPECHECK_LANG or the locale says, and English in "
    "formats for programs]": (
        "输出的语言：英文或中文。  [默认：由 SHAPECHECK_LANG 或系统语言环境决定；供程序读取的格式用英文]"
    ),
    "Format of the output.": "输出格式。",
    "Print the shapes of the arguments and results of each function, for all sizes, without running it.": (
        "不运行代码，输出每个函数的参数和结果在任意大小下的形状。"
    ),
    "A PATH is a file, a notebook, a folder, or - for standard input; the default is the current folder. The lines "
    "below a contract list its assumptions and what is not proved.": (
        "PATH 是文件、笔记本、文件夹，或表示标准输入的 -；默认是当前文件夹。契约下面的各行列出它的假设，以及尚未证明的"
        "内容。"
    ),
    "Exit status 0 if all files could be read, 1 if one could not, 2 if the call is wrong or shapecheck itself "
    "fails.": ("退出状态：所有文件都能读取时为 0；有文件不能读取时为 1；调用有误或 shapecheck 自身出错时为 2。"),
    "Print the contracts and the files that cannot be read, nothing else.": "只输出契约和不能读取的文件。",
    "Number of processes that share the files.": ("并行处理文件的进程数。"),
    "Run one forward and one backward pass of the reference network and compare every shape with the derived one.": (
        "让参考网络做一次前向传播和一次反向传播，并把每个形状与推导出的形状作比较。"
    ),
    "Exit status 1 if a recorded shape differs from the derived one.": ("有记录的形状与推导出的不同时，退出状态为 1。"),
    "Number of units of each layer, the input first.": "每层的单元数，从输入层开始。",
    "Number of examples.": "样本数。",
    "Seed of the parameters and of the data.": "参数和数据的随机种子。",
    "Draw one step of gradient descent: the forward and backward block of each layer, with the shape on every arrow.": (
        "画出一步梯度下降：每层的前向块和反向块，每条箭头上标出形状。"
    ),
    "The diagram also has the cache, the gradients and the update. Of more than 8 layers only the first and the "
    "last 3 are drawn. svg and png are slides, html is a page to step through.": (
        "图中还有缓存、梯度和参数更新。超过 8 层时只画前 3 层和后 3 层。svg 和 png 是幻灯片，html "
        "是可以逐步查看的网页。"
    ),
    "Exit status 1 if a check of the shapes fails.": ("有形状检查不成立时，退出状态为 1。"),
    "Format of the diagram.  [default: as the suffix of --output says, else mermaid]": (
        "图的格式。  [默认：由 --output 的后缀决定，否则为 mermaid]"
    ),
    "Number of units of each layer, the input first: 2,3,1, or with names n_x,4,1.  [default: the general form]": (
        "每层的单元数，从输入层开始：2,3,1，也可用名称 n_x,4,1。  [默认：一般形式]"
    ),
    "Write the diagram to this file instead of standard output; an existing file is replaced.": (
        "把图写入这个文件，而不是标准输出；已有的文件会被替换。"
    ),
    "Explain the shapes of a NumPy expression: each step, each broadcast, and the error if it has one.": (
        "解释一个 NumPy 表达式的形状：每一步运算、每一次广播，以及其中的错误。"
    ),
    "The EXPRESSION may also be an assignment: its right side is explained.": (
        "EXPRESSION 也可以是赋值语句：解释的是等号右边。"
    ),
    'Write the shapes of names as W=3,2 or b="n[l] 1"; a name may be parameters["W1"] or self.W. An array with one '
    "axis is x=7, the same as x=(7,); a number is alpha=(). Write the value of a size with :=, as in m:=7. The "
    "names of sizes in a shape are known in the expression. For index arrays give the kind of element: y:int=32 or "
    "mask:bool=32.": (
        '名称的形状写成 W=3,2 或 b="n[l] 1"；名称可以是 parameters["W1"] 或 self.W。一维数组写成 x=7，与 x=(7,) '
        "相同；标量写成 alpha=()。大小的值用 := 给出，例如 m:=7。形状中出现的大小名称可以在表达式中使用。索引数组要给出"
        "元素类型：y:int=32 或 mask:bool=32。"
    ),
    "Exit status 1 if the shapes do not fit.": "形状不匹配时，退出状态为 1。",
    "Print the formulas of the forward pass, the backward pass and the update, with the shape under each factor.": (
        "输出前向传播、反向传播和参数更新的公式，并在每个因子下面标出形状。"
    ),
    "Print the formulas of a general layer l only.": "只输出一般的第 l 层的公式。",
    "Print the NumPy code in FILE with the inferred shape beside each assignment, without running it.": (
        "不运行代码，输出 FILE 中的 NumPy 代码，并在每个赋值旁标出推断出的形状。"
    ),
    "The line above a function is its contract: the shapes of its arguments and results for all sizes.": (
        "函数上面的一行是它的契约：参数和结果在任意大小下的形状。"
    ),
    "FILE may be - for standard input.": "FILE 可以是表示标准输入的 -。",
    "Print below each line its operations, with the shapes before and after each.": (
        "在每行代码下面列出其中的运算，以及运算前后的形状。"
    ),
    "Find shape errors in NumPy code without running it.": "不运行代码，找出 NumPy 代码中的形状错误。",
    "A PATH is a file, a notebook, a folder, or - for standard input; the default is the current folder. The "
    "settings of a file are those of the nearest pyproject.toml above it that has [tool.shapecheck]; options "
    "override them.": (
        "PATH 是文件、笔记本、文件夹，或表示标准输入的 -；默认是当前文件夹。每个文件使用其上层最近的、含有 "
        "[tool.shapecheck] 的 pyproject.toml 中的配置；命令行选项优先。"
    ),
    "Exit status 0 if there are no findings, 1 if there are or a file cannot be read, 2 if the call is wrong, a "
    "file cannot be written, or shapecheck itself fails. With --diff it is 1 if a file would be changed.": (
        "退出状态：没有问题时为 0；有问题或有文件不能读取时为 1；调用有误、文件不能写入或 shapecheck 自身出错时为 "
        "2。使用 --diff 时，有文件会被改动则为 1。"
    ),
    "Check these rules only, by name or code: matmul-sizes,SHP2.": (
        "只检查这些规则，写名称或编号：matmul-sizes,SHP2。"
    ),
    "Check these rules as well.": ("还要检查这些规则。"),
    "Do not check these rules.": "不检查这些规则。",
    "Check the rules of this severity and above only.": ("只检查这一级别及以上的规则。"),
    "Write the safe fixes into the files, or do not.": ("是否把安全的修复写入文件。"),
    "Apply unsafe fixes as well, or do not.": ("是否也应用不安全的修复。"),
    "Print the changes that --fix would make, and write nothing.": "只显示 --fix 会做的改动，不写入文件。",
    "Do not search for help lines and fixes.": "不查找建议和修复。",
    "Do not report the findings that are listed in this file.": "不报告这个基线文件中列出的问题。",
    "Write all findings to this file, to be used with --baseline.": "把所有问题写入这个文件，供 --baseline 使用。",
    "List the operations that could not be analysed, the most frequent reasons first.": (
        "列出无法分析的运算，最常见的原因在前。"
    ),
    "Print the number of findings of each rule.": ("输出每条规则的问题数。"),
    "Print the findings and the files that cannot be read, nothing else.": "只输出问题和不能读取的文件。",
    "Exit with status 0 even if there are findings.": "即使有问题，退出状态也为 0。",
    "Print the shape rule of the NumPy operation NAME (dot, numpy.linalg.inv, ndarray.T, operator.matmul), or all.": (
        "输出 NumPy 运算 NAME（dot、numpy.linalg.inv、ndarray.T、operator.matmul）的形状规则，或所有运算的规则。"
    ),
    "Build networks of threshold units for the parity (XOR) of n bits: a deep tree, and one hidden layer.": (
        "用阈值单元构造计算 n 位奇偶性（异或）的网络：一个深的树形网络，和一个单隐藏层网络。"
    ),
    "It prints their layers, units and parameters for n = 2 to N. Up to 12 bits every input is tried, and the "
    "shape of every array is compared with the derived one.": (
        "对 n = 2 到 N 输出它们的层数、单元数和参数个数。12 位以内会试遍所有输入，并把每个数组的形状与推导出的形状比较"
        "。"
    ),
    "Exit status 1 if an answer or a shape is wrong.": "结果或形状有误时，退出状态为 1。",
    "Save a picture of units and parameters against n as FILE.png or FILE.svg.": (
        "把单元数和参数个数随 n 变化的图保存为 FILE.png 或 FILE.svg。"
    ),
    "The largest number of bits n.": "最大的位数 n。",
    "Print the page of the lint rule CODE (SHP101, matmul-sizes), or list all rules.": (
        "输出规则 CODE（SHP101 或 matmul-sizes）的说明页，或列出所有规则。"
    ),
    "Try learning rates, depths, widths and activations, and print the network that is best on held-out data.": (
        "尝试不同的学习率、深度、宽度和激活函数，输出在验证集上最好的网络。"
    ),
    "If it is interrupted, the finished trials are kept; the next call continues.": (
        "中断后，已完成的试验会保留；下次运行从那里继续。"
    ),
    "Save a picture of all cost curves as FILE.png or FILE.svg.": "把所有代价曲线的图保存为 FILE.png 或 FILE.svg。",
    "Name or file of the data, as for `shapecheck train`.": "数据的名称或文件，与 `shapecheck train` 相同。",
    "The column of a .csv file that has the labels.  [default: the last one]": (
        ".csv 文件中标签所在的列。  [默认：最后一列]"
    ),
    "Number of examples to make.": "生成的样本数。",
    "Range of the learning rate.": "学习率的范围。",
    "Range of the number of hidden layers.": "隐藏层数的范围。",
    "Range of the number of units of a hidden layer.": "隐藏层单元数的范围。",
    "Activations of the hidden layers to try.": "要尝试的隐藏层激活函数。",
    "How the points to try are chosen.": "选取试验点的方法。",
    "Number of points of a grid along each range.": "网格在每个范围上的点数。",
    "Number of trials in all.  [default: 20, or all points of a grid]": "试验总数。  [默认：20，或网格的所有点]",
    "Number of epochs of each trial.": "每次试验的轮数。",
    "Seed of the data, the parameters and the trials.": "数据、参数和试验的随机种子。",
    "Number of processes.  [default: the number of cores]": "进程数。  [默认：CPU 核数]",
    "Where the trials are kept: a file, or the storage of a server, such as postgresql://..., for several machines.": (
        "保存试验的位置：一个文件，或供多台机器共用的数据库服务器，例如 postgresql://...。"
    ),
    "Name of the study in it; an existing study is continued.  [default: the name of the data]": (
        "这次搜索在其中的名称；已有的搜索会继续进行。  [默认：数据的名称]"
    ),
    "Print the shapes of W[l], b[l], Z[l], A[l] and their gradients, each check of dim(dX) = dim(X), and the costs.": (
        "输出 W[l]、b[l]、Z[l]、A[l] 及其梯度的形状，每一项 dim(dX) = dim(X) 的检查，以及计算量和内存。"
    ),
    "With FILE.py the table is that of the network in a program, which is not run: each array that it assigns, "
    "with the shapes before and after each operation, proved for every number of layers and all sizes where "
    "possible. If the layers are written out one by one, name the sizes in --dims, as in n_x=2,n_h=4.": (
        "给出 FILE.py 时，输出程序中的网络的维度表，程序不会被运行：列出它赋值的每个数组，以及每个运算前后的形状，并尽"
        "可能对任意层数和任意大小给出证明。如果各层是逐一写出的，请在 --dims 中按名称给出大小，例如 n_x=2,n_h=4。"
    ),
    "Exit status 1 if a check fails, or layers of saved weights do not fit together.": (
        "有检查不成立，或保存的权重中各层互不匹配时，退出状态为 1。"
    ),
    "Number of units of each layer, the input first: 2,3,1, or with names n_x,4,1, or in general n[0],...,n[L].": (
        "每层的单元数，从输入层开始：2,3,1；也可用名称 n_x,4,1，或一般形式 n[0],...,n[L]。"
    ),
    "Read the network from saved weights (.npz, .safetensors, .pt, .pth) and check that its layers fit together.": (
        "从保存的权重（.npz、.safetensors、.pt、.pth）读取网络，并检查各层是否匹配。"
    ),
    "With --weights: read only the arrays below this name.": ("与 --weights 一起使用：只读取名称以此为前缀的数组。"),
    "Train the reference network and print its accuracy on held-out examples.": (
        "训练参考网络，并输出它在验证集上的准确率。"
    ),
    "Before that, the dimension table of the network is derived, and every shape of one step on the data is "
    "compared with it. If training is interrupted, --save saves the network as it is.": (
        "训练之前先推导网络的维度表，并把一步训练中的每个形状与它比较。训练中断时，--save 会保存当前的网络。"
    ),
    "Exit status 1 if a shape differs from the derived one.": "有形状与推导出的不同时，退出状态为 1。",
    "Save a picture of the cost, and of the decision boundary of two features, as FILE.png or FILE.svg.": (
        "把代价曲线（有两个特征时还有决策边界）的图保存为 FILE.png 或 FILE.svg。"
    ),
    "The data: circles, digits, flower, moons or spirals, a .csv file with one example per line, or an .npz file "
    "with X and y.  [default: moons, or the data of the loaded network]": (
        "数据：circles、digits、flower、moons 或 spirals，每行一个样本的 .csv 文件，或含有 X 和 y 的 .npz 文件。  "
        "[默认：moons，或所加载网络的数据]"
    ),
    "Number of examples to make.  [default: 400, or as saved]": "生成的样本数。  [默认：400，或与保存时相同]",
    "Number of units of each hidden layer: 16,8.": "每个隐藏层的单元数：16,8。",
    "Activation of the hidden layers: relu, leaky_relu, tanh, sigmoid or linear.": (
        "隐藏层的激活函数：relu、leaky_relu、tanh、sigmoid 或 linear。"
    ),
    "Optimizer: adam, gradient_descent, momentum or rmsprop.": (
        "优化算法：adam、gradient_descent、momentum 或 rmsprop。"
    ),
    "The learning rate alpha.": "学习率 alpha。",
    "Decay of the learning rate: alpha / (1 + decay k) in epoch k.": "学习率衰减：第 k 轮为 alpha / (1 + decay k)。",
    "Number of passes over all examples.": "遍历全部样本的轮数。",
    "Number of examples of a mini-batch; 0 for all of them.": "一个小批量的样本数；0 表示全部样本。",
    "Weight of the past in the average of gradients of momentum and Adam.": (
        "momentum 和 Adam 对梯度作滑动平均时，历史值的权重。"
    ),
    "Weight of the past in the average of squared gradients of RMSprop and Adam.": (
        "RMSprop 和 Adam 对梯度平方作滑动平均时，历史值的权重。"
    ),
    "Strength of L2 regularisation.": "L2 正则化的强度。",
    "Share of the hidden units that are dropped in a step.": ("每一步随机丢弃的隐藏单元的比例。"),
    "Initialisation of the weights: he, xavier or scaled.": "权重的初始化方法：he、xavier 或 scaled。",
    "Seed of the data, the split, the parameters and the order of examples.": "数据、划分、参数和样本顺序的随机种子。",
    "Save the trained network as FILE.npz.": "把训练好的网络保存为 FILE.npz。",
    "Continue the training of a saved network for --epochs more.": "从保存的网络继续训练 --epochs 轮。",
    "Evaluate a saved network without training it.": "评估一个保存的网络，不训练。",
}
