"""Data and settings of training."""

WORDS = {
    "the cost is no longer finite in epoch {epoch}: lower the learning rate (now {rate})": (
        "第 {epoch} 轮的代价不再是有限的数：请减小学习率（现在是 {rate}）"
    ),
    "a network of {names} takes {number} GB of memory to train (this machine has {other_number}): use fewer units": (
        "训练 {names} 的网络需要 {number} GB 内存（本机有 {other_number} GB）：请减少单元数"
    ),
    "{path}: is not a network saved by shapecheck train": "{path}：不是 `shapecheck train` 保存的网络",
    "{path}: is not a network saved by shapecheck train (it has no {error})": (
        "{path}：不是 `shapecheck train` 保存的网络（没有 {error}）"
    ),
    "hidden layers must have one unit at least (got {names})": "每个隐藏层至少要有一个单元（实际为 {names}）",
    "above 0": "大于 0 的数",
    "0 or more": "不小于 0 的数",
    "from 0, below 1": "不小于 0 且小于 1 的数",
    "{name} must be one of {names} (got {value})": "{name} 必须是 {names} 之一（实际为 {value}）",
    "{name} must be {said} (got {value})": "{name} 必须是{said}（实际为 {value}）",
    "learning rates": "学习率",
    "depths": "深度",
    "widths": "宽度",
    "activations must be of {names} (got {other_names})": "激活函数必须取自 {names}（实际为 {other_names}）",
    "points must be 1 or more (got {points})": "点数必须至少为 1（实际为 {points}）",
    "the study {shown} cannot be used: {said}": "无法使用搜索 {shown}：{said}",
    "{name} must go from more than {least} up (got {low}:{high})": (
        "{name}的范围必须从大于 {least} 的数开始递增（实际为 {low}:{high}）"
    ),
    "the study {name} in {study} is of other data, ranges or settings: give another --name": (
        "{study} 中的搜索 {name} 用的是其他数据、范围或设置：请另取 --name"
    ),
    "a training process was killed, perhaps for lack of memory: use fewer --jobs": (
        "一个训练进程被终止，可能是内存不足：请减小 --jobs"
    ),
    "the study {shown} needs a module that is not installed: {name}": "搜索 {shown} 需要未安装的模块：{name}",
    "data must be one of {names}, or a .csv or .npz file (got {name})": (
        "数据必须是 {names} 之一，或 .csv、.npz 文件（实际为 {name}）"
    ),
    "there is no file {name}": "没有文件 {name}",
    "{path}: is empty": "{path}：文件是空的",
    "{path}: is not a complete .npz file": "{path}：不是完整的 .npz 文件",
    "{path}: X must have an example in each row, or each column, and y a label for each (got shapes {shape} and "
    "{other_shape})": (
        "{path}：X 的每行（或每列）必须是一个样本，y 中每个样本有一个标签（实际形状为 {shape} 和 {other_shape}）"
    ),
    "{source}: {sum} of the features are not finite numbers, first that of example {number}, feature "
    "{other_number} ({x})": (
        "{source}：有 {sum} 个特征值不是有限的数，第一个是样本 {number} 的特征 {other_number}（{x}）"
    ),
    "{source}: labels must be integers from 0 (got {wrong})": "{source}：标签必须是从 0 开始的整数（实际为 {wrong}）",
    "{source}: there must be a feature beside the labels (got none)": "{source}：除标签外至少要有一个特征（实际没有）",
    "{source}: labels must be classes below {most_classes} (got {max})": (
        "{source}：类别标签必须小于 {most_classes}（实际为 {max}）"
    ),
    "{name}: there must be two classes at least (got {count})": "{name}：至少要有两个类别（实际为 {count}）",
    "{name}: class {classes} must have two examples at least (got 1)": (
        "{name}：类别 {classes} 至少要有两个样本（实际为 1）"
    ),
    "{name}: labels must be 0, 1, ... to {number} for {count} classes (got {classes} and no {absent})": (
        "{name}：{count} 个类别的标签必须是 0, 1, ... 到 {number}（实际有 {classes}，没有 {absent}）"
    ),
    "{name}: the network was trained on {shape} features (got {other_shape})": (
        "{name}：网络训练时有 {shape} 个特征（实际为 {other_shape}）"
    ),
    "digits come with scikit-learn: pip install scikit-learn": (
        "digits 数据来自 scikit-learn：`pip install scikit-learn`"
    ),
    "{path}: cannot be read: {error}": "{path}：无法读取：{error}",
    "{path}: has no column {label} in its first line": "{path}：第一行中没有列 {label}",
    "{path}:{number}: columns must be separated by commas (got {strip})": (
        "{path}:{number}：列之间必须用逗号分隔（实际为 {strip}）"
    ),
    "{path}:{number}: must have {count} columns as the first line (got {other_count})": (
        "{path}:{number}：必须与第一行一样有 {count} 列（实际为 {other_count}）"
    ),
    "{path}:{number}: column {other_number} must be a number (got {strip})": (
        "{path}:{number}：第 {other_number} 列必须是数字（实际为 {strip}）"
    ),
    "{path}: must have the arrays X and y (got {names})": "{path}：必须有数组 X 和 y（实际为 {names}）",
}
