"""Files of weights."""

WORDS = {
    "between {before} and {own} there are arrays of other layers ({others}), and the table is for fully connected "
    "networks: --prefix reads a part": (
        "{before} 与 {own} 之间有其他种类的层的数组（{others}），而维度表只用于全连接网络：用 --prefix 读取其中一部分"
    ),
    "The layers are taken in the order {order}: in the order {other} they do not fit as well.": (
        "各层按{order}排列：按{other}排列时匹配得较差。"
    ),
    "as its biases lie so": "因为偏置如此排列",
    "as is usual with such names": "这样的名称通常如此",
    "as in PyTorch": "与 PyTorch 相同",
    "as in the lesson": "与课程相同",
    "The layout is ambiguous, both fit: W[l] is taken as {shape}, {layout}, {reason}; {option} takes it as {other}.": (
        "两种排列方式都匹配：W[l] 按 {shape} 理解（{layout}），{reason}；{option} 则按 {other} 理解。"
    ),
    "{names} and {count} more": "{names} 等，另有 {count} 个",
    "it has several networks, {names}: choose one with {option}": "其中有多个网络：{names}；请用 {option} 选择一个",
    "Between the layers are arrays that are not fully connected layers and are ignored: {names}.": (
        "各层之间有不属于全连接层的数组，已忽略：{names}。"
    ),
    "The order is ambiguous: the layers are taken in the order {order}; {other} fits too.": (
        "层的顺序不确定：这里按{order}排列；{other} 也匹配。"
    ),
    "Neither layout fits: this report is for {layout}; see {option} for the other.": (
        "两种排列方式都不匹配：这里给出的是 {layout} 的结果；另一种请用 {option} 查看。"
    ),
    "{formula} with one example per row needs {bias}": "一行一个样本的 {formula} 需要 {bias}",
    "{formula} with one example per column needs {bias}": "一列一个样本的 {formula} 需要 {bias}",
    "No bias is saved with {arrays}; the table has one all the same.": "{arrays} 没有保存偏置；表中仍列出偏置。",
    "The arrays have no names: weights and biases are distinguished by their order.": (
        "数组没有名称：按顺序区分权重和偏置。"
    ),
    "The arrays have no names: all are taken as weights.": "数组没有名称：全部当作权重。",
    "{file}: layer {number}": "{file}：第 {number} 层",
    "{arrays}: one axis, as in PyTorch, is right with one example per row; {needs}.": (
        "{arrays}：与 PyTorch 一样只有一个轴，适合一行一个样本；{needs}。"
    ),
    "{arrays}: {needs}; this one is stretched along the wrong axis or not at all.": (
        "{arrays}：{needs}；它会沿错误的轴拉伸，或不拉伸。"
    ),
    "state of an optimizer": "优化器的状态",
    "a gradient": "梯度",
    "of a normalisation": "归一化层的参数",
    "an embedding": "嵌入",
    "of an attention": "注意力层的参数",
    "of a recurrent layer": "循环层的参数",
    "the length in a weight normalisation": "权重归一化的长度",
    "its operations do not follow each other": ("其中的操作前后不连贯"),
    "its names and shapes take more than {most_operations} operations": "其中的名称和形状超过 {most_operations} 个操作",
    "a name or number in it has {count} characters": "其中有长达 {count} 个字符的名称或数字",
    "its table of objects is damaged": "其中的对象表已损坏",
    "it has tuples in tuples, more than a file of weights needs": "其中的元组嵌套太深，不像权重文件",
    "its name must end in {names} (got {suffix})": "文件名必须以 {names} 结尾（实际为 {suffix}）",
    "the file is empty": "文件是空的",
    "an array of Python objects, which is not loaded: save with np.savez(path, **parameters)": (
        "Python 对象数组，不加载：请用 `np.savez(path, **parameters)` 保存"
    ),
    "an array with named fields": "带字段名的数组",
    "an array of text": "文本数组",
    "an array of dates": "日期数组",
    "an array of times": "时间数组",
    "it is not a complete .npz file ({said})": "不是完整的 .npz 文件（{said}）",
    "no array": "不是数组",
    "this needs safetensors: pip install safetensors": "需要 safetensors：`pip install safetensors`",
    "it is not a complete .safetensors file ({names})": "不是完整的 .safetensors 文件（{names}）",
    "it has a whole object instead of a dict of tensors: {advice}": "其中是整个对象，而不是张量的字典：{advice}",
    "it changes what makes its tensors": "它改动了构造张量的方式",
    "it is not a complete zip file: it is cut off or damaged": ("不是 PyTorch 写出的完整 zip 文件：被截断或已损坏"),
    "it was not written by torch.save": "不是 `torch.save` 写出的文件",
    "it is not a complete PyTorch file ({said})": "不是完整的 PyTorch 文件（{said}）",
    "it is a zip file without data.pkl, which PyTorch's have": "是 zip 文件，但没有 PyTorch 文件应有的 `data.pkl`",
    "it is a TorchScript program: {advice}": "是 TorchScript 程序：{advice}",
    "its names and shapes take more than {largest} bytes": "其中的名称和形状超过 {largest} 字节",
    "its names and shapes are packed as PyTorch does not pack them": "其中名称和形状的打包方式与 PyTorch 不同",
    "no tensor": "不是张量",
    "save with torch.save(model.state_dict(), path)": "请用 `torch.save(model.state_dict(), path)` 保存",
    "a bias without weights": "没有权重的偏置",
    "a scalar": "标量",
    "not called weights or bias": "名称不是权重或偏置",
    "a second bias of the same layer": "同一层的第二个偏置",
    "goes with weights that are left out": "属于未使用的权重",
    "1 axis, where the weights of a layer have 2": "有 1 个轴，而层的权重有 2 个轴",
    "{axes} axes, as a convolution's": "有 {axes} 个轴，像卷积核",
    "has no elements": "没有元素",
    "{name} are the weights of the same layer": "{name} 是同一层的权重",
    "of the file": "文件中的顺序",
    "of their names": "名称的顺序",
    "There may be several networks here, {parts}: --prefix {first} reads one.": (
        "这里可能有多个网络：{parts}；用 --prefix {first} 读取其中一个。"
    ),
    "{parts} are read as one network: if they are several, --prefix {first} reads one.": (
        "{parts} 作为一个网络读取：如果是多个网络，用 --prefix {first} 读取其中一个。"
    ),
    "the sizes of {name} must be from 0 to {largest} (got {shape})": (
        "{name} 的大小必须在 0 到 {largest} 之间（实际为 {shape}）"
    ),
    "a name in it has {count} characters": "其中有长达 {count} 个字符的名称",
}
