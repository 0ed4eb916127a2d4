"""Reports of diagrams, training and parity, and pictures."""

WORDS = {
    "layers {first} to {last}": "第 {first} 到 {last} 层",
    "loss": "损失",
    "parameters {layer}": "参数 {layer}",
    "update {layer}": "更新 {layer}",
    "forward {layer}": ("前向块 {layer}"),
    "backward {layer}": ("反向块 {layer}"),
    "{name}, {rows} by {columns} cells, repeated to {all_rows} by {all_columns}": (
        "{name}，{rows} 行 {columns} 列，重复为 {all_rows} 行 {all_columns} 列"
    ),
    "kind": "种类",
    "a later line of the same block": ("同一个块中后面的一行"),
    "{drawn} of {size} rows are drawn.": "共 {size} 行，画出 {drawn} 行。",
    "{drawn} of {size} columns are drawn.": "共 {size} 列，画出 {drawn} 列。",
    "returns {arrays}": ("输出：{arrays}"),
    "takes {arrays} and the labels {labels}": ("输入：{arrays} 和标签 {labels}"),
    "takes {arrays}": ("输入：{arrays}"),
    "keeps {arrays} for the backward pass": "为反向传播缓存 {arrays}",
    "the font of the picture lacks the letter {letter}: rename the size, or use svg or html": (
        "图片的字体没有字符 {letter}：请给大小换一个名称，或使用 svg 或 html"
    ),
    "parameter": "参数",
    "cache": "缓存",
    "update": "更新",
    "within {block}": "在 {block} 之内",
    "from {source} to {target}": "从 {source} 到 {target}",
    "the flow": "流程图",
    "layers {first}": "第 {first}",
    "to {last}": "到 {last} 层",
    "({count} left out)": "（省略 {count} 层）",
    "of {output}": "由 {output}",
    "and {labels}": "和 {labels}",
    "Layers {first} to {last} are left out: {count} of {layers}.": (
        "省略第 {first} 到 {last} 层：共 {layers} 层，省略 {count} 层。"
    ),
    "Point at an arrow, or go there with {tab}. Step with {left} and {right}.": (
        "把鼠标移到箭头上，或用 {tab} 选中它。用 {left} 和 {right} 逐步查看。"
    ),
    "first step (Home)": "第一步（Home）",
    "step back (left arrow)": "上一步（左箭头）",
    "next step (right arrow)": "下一步（右箭头）",
    "last step (End)": "最后一步（End）",
    "all": "全部",
    "the whole flow at once (Escape)": "显示整个流程（Escape）",
    "steps": "步骤",
    "the arrow pointed at": "当前箭头",
    "updates": "更新",
    "Step {at} of {count}": "第 {at} 步，共 {count} 步",
    "{count} steps": "共 {count} 步",
    "units": "单元",
    "Units for the parity of n bits": "n 位奇偶性所需的单元数",
    "Parameters for the parity of n bits": "n 位奇偶性所需的参数个数",
    "tree, O(log n) layers": "树形，O(log n) 层",
    "one hidden layer, one unit per pattern": ("单隐藏层，每种模式一个单元"),
    "one hidden layer, counting": "单隐藏层，计数",
    "bits n": "位数 n",
    "XOR of two bits is OR without AND, two units and then one: O(log n) layers, O(n) units": (
        "两位的异或等于“或”减去“与”，先两个单元，再一个单元：O(log n) 层，O(n) 个单元"
    ),
    "one hidden layer, a unit for each of the 2^(n-1) odd patterns, and an OR of them": (
        "单隐藏层：2^(n-1) 个奇数模式各用一个单元，输出是它们的“或”"
    ),
    "one hidden layer of n units; the k-th is 1 for at least k ones, with weights +1, -1, +1, ... in the output": (
        "单隐藏层，n 个单元：至少有 k 个 1 时第 k 个单元为 1，输出层的权重为 +1, -1, +1, ..."
    ),
    "not tried": ("未试过"),
    "Parameters are all elements of W and b as full matrices, zeros included. All 2^n inputs were tried for n = 2 "
    "to {bits}: {right} of {inputs} outputs are right; {derived} of {shapes} shapes of W, b, Z, A are as derived.": (
        "参数个数是 W 和 b 作为完整矩阵的全部元素，包括零。对 n = 2 到 {bits} 试遍了 2^n 个输入：{inputs} 个输出中 "
        "{right} 个正确；W、b、Z、A 的 {shapes} 个形状中 {derived} 个与推导的相同。"
    ),
    "{sentences} Above {bits} bits: counted, not tried.": ("{sentences}超过 {bits} 位的只作计数，未试过。"),
    "If each hidden unit is an AND of bits and negated bits and the output is their OR, at least 2^(n-1) hidden "
    "units are needed: an AND that leaves out a bit is true for inputs of both parities. Circuits of AND and OR of "
    "a constant depth d need 2^(c n^(1/(d-1))) gates for some c > 0 (Håstad 1986). With unrestricted weights and "
    "thresholds n hidden units are enough, as for every symmetric function (for parity: Rumelhart, Hinton and "
    "Williams 1986).": (
        "如果每个隐藏单元是若干位（或其否定）的“与”，输出是它们的“或”，那么至少需要 2^(n-1) "
        "个隐藏单元：少用一位的“与”会对两种奇偶性的输入都为真。常数深度 d 的与或电路需要 2^(c n^(1/(d-1))) 个门，其中 "
        "c > 0（Håstad 1986）。如果权重和阈值不受限制，n 个隐藏单元就够了，任何对称函数都如此（奇偶性：Rumelhart、Hinto"
        "n 和 Williams 1986）。"
    ),
    "network": "网络",
    "right for all inputs": "对所有输入正确",
    "Parity of n bits, n = 2 to {bits}": "n 位奇偶性，n = 2 到 {bits}",
    "Parity (XOR) of n bits, n = 2 to {bits}, by units that are 1 if {condition}": (
        "n 位奇偶性（异或），n = 2 到 {bits}，单元在 {condition} 时为 1"
    ),
    "right": "正确",
    "Layers for every n: {counts}.": "任意 n 的层数：{counts}。",
    "The terminal is too narrow for the {columns}.": "终端太窄，未显示{columns}。",
    "best: {layers}, {activation}, learning rate {rate}": "最好：{layers}，{activation}，学习率 {rate}",
    "epoch": "轮",
    "cost, nats per example": ("代价（奈特/样本）"),
    "{data}: {trials}, study {study}": "{data}：{trials}，搜索 {study}",
    "1 trial": "1 次试验",
    "{number} trials": "{number} 次试验",
    "learning rate {rates}, depth {depths}, width {widths}, activation {activations}": (
        "学习率 {rates}，深度 {depths}，宽度 {widths}，激活函数 {activations}"
    ),
    "held out": "验证集",
    "cost": "代价",
    "learning rate": "学习率",
    "activation": "激活函数",
    "seconds": "秒",
    "{low} to {high}": "{low} 到 {high}",
    "Parameters of the best network, {count} in {arrays} arrays, learned:": (
        "最好的网络学到的参数，{arrays} 个数组，共 {count} 个："
    ),
    "Hyperparameters, {count}, chosen:": "选定的超参数，共 {count} 个：",
    "  varied: {values}": "  变化的：{values}",
    "  the same in all trials: {values}": "  所有试验相同的：{values}",
    "no trial has finished": "没有完成的试验",
    "and {count} more": "另有 {count} 个",
    "{data}: cost": "{data}：代价",
    "accuracy on held-out examples: {percent} %": "验证集准确率：{percent} %",
    "feature {number}": "特征 {number}",
    "{count} shapes of one step were recorded, all as derived": "记录了一步训练的 {count} 个形状，都与推导的相同",
    "nats per example, mean of each epoch, 1 to {epochs}, logarithmic scale": (
        "奈特/样本，第 1 到 {epochs} 轮各轮的平均值，对数刻度"
    ),
    "{count} parameters, W[l] and b[l], in {seconds} s of CPU time": (
        "W[l] 和 b[l] 共 {count} 个参数，CPU 时间 {seconds} 秒"
    ),
    "examples": "样本数",
    "accuracy": "准确率",
}
