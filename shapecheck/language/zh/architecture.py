"""Sizes of networks that cannot be read."""

WORDS = {
    "one size is no network: write the input's and each layer's, such as 2,3,1": (
        "只有一个大小，不能构成网络：请写出输入层和每一层的大小，例如 2,3,1"
    ),
    "the sizes are missing: write those of all layers, such as 2,3,1": "缺少大小：请写出所有层的大小，例如 2,3,1",
    "the last layer must not be before the first one (got {high} after {low})": (
        "末层不能在首层之前（实际为从 {low} 到 {high}）"
    ),
    "layers are written A:B, two numbers such as 5:20": "层写成 A:B，两个数字，例如 5:20",
    "a layer must be from 0 to {layers} (got {number})": "层必须在 0 到 {layers} 之间（实际为 {number}）",
    "sizes are separated by commas: write one here, or remove the space": (
        "大小之间用逗号分隔：请在这里写逗号，或去掉空格"
    ),
    "m is the number of examples: give this size another name": "m 是样本数：请给这个大小另取名称",
    "a size is missing here: write a number or a name": "这里缺少一个大小：请写数字或名称",
    "'...' stands only in the general form: write n[0],...,n[L]": "'...' 只用在一般形式中：请写 n[0],...,n[L]",
    "a size must be from 1 to {largest} (got {size})": "大小必须在 1 到 {largest} 之间（实际为 {size}）",
    "the number of examples: {message}": "样本数：{message}",
    "the number of examples is a number or one name: write m, say (got {size})": (
        "样本数是一个数字或一个名称：例如写 m（实际为 {size}）"
    ),
    "{size} numbers the layers: give the number of examples another name": "{size} 是层的编号：请给样本数另取名称",
    "{size} is the size of a layer: give the number of examples another name": (
        "{size} 是某一层的大小：请给样本数另取名称"
    ),
    "the number of bits must be from 2 to {most_bits} (got {bits})": (
        "位数必须在 2 到 {most_bits} 之间（实际为 {bits}）"
    ),
    "{name} is what layer {layer} takes": "{name} 就是第 {layer} 层的输入",
}
