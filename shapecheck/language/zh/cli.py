"""The command line: what all commands share, and their errors."""

WORDS = {
    "Check matrix dimensions: of a network, of an expression, of your own NumPy code.": (
        "检查矩阵维度：神经网络、NumPy 表达式、你自己的 NumPy 代码。"
    ),
    "Show the version and exit.": "显示版本并退出。",
    "COMMAND [ARGUMENTS]...": "命令 [参数]...",
    "there is no output to write to: standard output is closed": "没有可写的输出：标准输出已关闭",
    "there is no command {name}: it is one of {names}": "没有命令 {name}：可用的命令有 {names}",
    "Commands:": "命令：",
    "there is no command {name}; did you mean {close}?": "没有命令 {name}；你是不是想用 {close}？",
    "--single is the form for one example: leave --batch out": "--single 是单个样本的写法：请去掉 --batch",
    "--single writes one example as a column: leave --layout rows out": (
        "--single 把一个样本写成一列：请去掉 --layout rows"
    ),
    "--batch {batch}: give the other sizes as well, with --dims": "--batch {batch}：请同时用 --dims 给出其他大小",
    "the size {name} is given twice, first as {name}={size}": "大小 {name} 给出了两次，前一次是 {name}={size}",
    "--dims: give the sizes of {count} layers or more, as in 2,3,1": "--dims：请给出至少 {count} 层的大小，例如 2,3,1",
    "`{function}` has no layers in a loop: its sizes are {names}, give them by name, as in {example}": (
        "`{function}` 中没有用循环写出的层：它的大小是 {names}，请按名称给出，例如 {example}"
    ),
    "`{function}` has no layers in a loop and no sizes": ("`{function}` 中没有用循环写出的层，也没有可以指定的大小"),
    "{path}: is a folder: name a file in it": "{path}：这是一个文件夹，请指定其中的文件",
    "{path}: there is no such file": "{path}：没有这个文件",
    "a size must be 1 or more (got {number})": "大小必须至少为 1（实际为 {number}）",
    "{file} cannot be written to: it is a folder": "无法写入 {file}：它是一个文件夹",
    "{file} cannot be written to: there is no folder {folder}": "无法写入 {file}：没有文件夹 {folder}",
    "--stdin-filename is for standard input, which is the path -": "--stdin-filename 只用于标准输入，即路径 -",
    "- stands for standard input, and must then be the only path": "- 表示标准输入，这时它必须是唯一的路径",
    "{file} cannot be written to: {reason}": "无法写入 {file}：{reason}",
    "{done} of {total} files": ("已完成 {done}/{total} 个文件"),
    "1 finding would be fixed": "可修复 1 个问题",
    "{number} findings would be fixed": "可修复 {number} 个问题",
    "no finding would be fixed": "没有可修复的问题",
    "{path} is not fixed: it was changed while it was linted": "未修复 {path}：检查期间文件被改动",
    "{path}: cannot be written: it is read-only": "{path}：无法写入：文件是只读的",
    "{path}: cannot be written: {reason}": "{path}：无法写入：{reason}",
    "{counted}, {more} more with --unsafe-fixes": "{counted}，加上 --unsafe-fixes 还可修复 {more} 个",
    "--plot needs matplotlib: `pip install matplotlib`": "--plot 需要 matplotlib：`pip install matplotlib`",
    "--plot must name a .png or .svg file (got {file})": "--plot 必须指定 .png 或 .svg 文件（实际为 {file}）",
    "{file}: cannot be written: there is no folder {folder}": "{file}：无法写入：没有文件夹 {folder}",
    "a value": "一个值",
    "there is no option {name}; did you mean {close}?": "没有选项 {name}；你是不是想用 {close}？",
    "there is no option {name}: `{listing}` lists the options": "没有选项 {name}：`{listing}` 会列出所有选项",
    "option '{name}' does not take a value": "选项 '{name}' 不接受值",
    "option '{name}' requires an argument": "选项 '{name}' 需要一个值",
    "{parameter} is missing": "缺少 {parameter}",
    "{parameter}: {problem}": "{parameter}：{problem}",
    "Show this message and exit.": ("显示此帮助信息并退出。"),
    "[OPTIONS]": "[选项]",
    "{value} is not one of {choices}": "{value} 不在可选值 {choices} 之中",
    "{value} is not a valid integer": "{value} 不是有效的整数",
    "{value} is not a valid number": "{value} 不是有效的数",
    "{value} is not in the range {range}": "{value} 不在范围 {range} 内",
    "File {file} does not exist": "文件 {file} 不存在",
    "File {file} is a directory": "{file} 是一个文件夹",
    "File {file} is not readable": "文件 {file} 不可读",
    "default: {value}": "默认：{value}",
    "Options:": "选项：",
    "got unexpected extra argument ({arguments})": "多余的参数（{arguments}）",
    "Usage:": "用法：",
    "a network that runs needs numbers, not names (got {dims})": (
        "要运行的网络，大小必须是数字，不能是名称（实际为 {dims}）"
    ),
    "an array of more than {count} elements is too large for a demonstration": (
        "数组超过 {count} 个元素，对演示来说太大"
    ),
    "{kind} is not for a terminal: write it to a file with -o FILE.{kind}": (
        "{kind} 不能显示在终端：请用 -o FILE.{kind} 写入文件"
    ),
    "--output must end in one of {suffixes}, else give --format (got {file})": (
        "--output 的后缀必须是 {suffixes} 之一，否则请用 --format 指定格式（实际为 {file}）"
    ),
    "--format {kind} needs matplotlib: `pip install matplotlib`": (
        "--format {kind} 需要 matplotlib：`pip install matplotlib`"
    ),
    "the general form has one layer, l: leave --layers out": "一般形式只有第 l 层：请去掉 --layers",
    "layer 0 is the input and has no formula: start with --layers 1": "第 0 层是输入，没有公式：请从 --layers 1 开始",
    "{counted}; {number} old findings are gone": "{counted}；原有的 {number} 个问题已消失",
    "{counted}; 1 old finding is gone": "{counted}；原有的 1 个问题已消失",
    "{file}: 1 finding written": "{file}：写入 1 个问题",
    "{file}: {number} findings written": "{file}：写入 {number} 个问题",
    "--write-baseline writes all findings: --baseline would leave out some of them": (
        "--write-baseline 写入所有问题，--baseline 会去掉其中一部分：两者不能同时使用"
    ),
    "--no-help searches for no fixes: {option} needs them": "--no-help 不查找修复，而 {option} 需要修复",
    "--write-baseline is for the files as they are: {option} would change them": (
        "--write-baseline 针对文件的现状，而 {option} 会改动文件"
    ),
    "no rule is left to check: --select and --ignore, or the settings, leave out all of them": (
        "没有剩下可检查的规则：--select、--ignore 或配置去掉了全部规则"
    ),
    "--diff prints no findings: {option} is for them": ("--diff 不列出问题：不能与 {option} 同时使用"),
    "{name} has no rule: `shapecheck op` lists those that have one": (
        "{name} 没有规则：`shapecheck op` 会列出所有有规则的运算"
    ),
    "{name} is not a NumPy function: `explain` computes it element by element": (
        "{name} 不是 NumPy 函数：`explain` 按逐元素函数处理它"
    ),
    "{name} has no rule; did you mean {close}?": "{name} 没有规则；你是不是想查 {close}？",
    "there is no rule {name}: `shapecheck rule` lists them": "没有规则 {name}：`shapecheck rule` 会列出所有规则",
    "there is no rule {name}; did you mean {close}?": "没有规则 {name}；你是不是想查 {close}？",
    "{path}: has no weights of a layer ({arrays} and {count} more)": (
        "{path}：其中没有任何层的权重（{arrays}，另有 {count} 个）"
    ),
    "{path}: has no weights of a layer": "{path}：其中没有任何层的权重",
    "{path}: has no weights of a layer ({arrays})": "{path}：其中没有任何层的权重（{arrays}）",
    "give the sizes with --dims, a file with --weights, or the file of a program": (
        "请用 --dims 给出大小，或用 --weights 给出权重文件，或给出程序文件"
    ),
    "--prefix chooses arrays of a file: give the file with --weights": (
        "--prefix 用来选择文件中的数组：请用 --weights 给出文件"
    ),
    "give the sizes with --dims or a file with --weights, not both": "--dims 和 --weights 只能给出一个",
    "the table of a program takes --dims, --batch and --format: leave --{name} out": (
        "程序的维度表只接受 --dims、--batch 和 --format：请去掉 --{name}"
    ),
    "{path}: cannot be read: {reason}": "{path}：无法读取：{reason}",
}
