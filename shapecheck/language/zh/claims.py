"""What failed, and what must hold: the words of `shapecheck/wording.py`, of operands and of specs."""

WORDS = {
    # Axes and sizes
    "1 axis": "1 个轴",
    "{count} axes": "{count} 个轴",
    "at least {count}": "至少 {count}",
    "{least} to {most}": "{least} 到 {most}",
    "unknown rank": "维数未知",
    "from {low} to {last}": ("在 {low} 到 {last} 之间"),
    "axis": "axis",
    "axes": "轴",
    "index": "索引",
    "sizes": "大小",
    "axis {axis}": "轴 {axis}",
    "axis {axis} of {name}": "{name} 的轴 {axis}",
    "sizes of axis {axis}": "轴 {axis} 的大小",
    "{size} ({place})": "{size}（{place}）",
    "a number": "一个数",
    "an array": "一个数组",
    "the array": "该数组",
    "the array {shape}": "形状为 {shape} 的数组",
    "the shape {shape}": "形状 {shape}",
    "{name} with {rank}": "{name}（{rank}）",
    "{left} and {right}": "{left} 与 {right}",
    "{what} of {name}": "{name} 的{what}",
    "{left}, {right}": "{left}，{right}",
    "{left}; {right}": "{left}；{right}",
    # Where sizes come from
    "{sizes} from {origin}": "{sizes} 来自 {origin}",
    "{sizes} from {origin}, {line}": "{sizes} 来自 {origin}，{line}",
    "{text} at {place}": "{text}（{place}）",
    # What failed
    "{what} differ: {left} != {right}": "{what}不匹配：{left} != {right}",
    "{place} must be 1 (got {size}): {why}": "{place} 必须为 1（实际为 {size}）：{why}",
    "sizes differ and neither is 1: {left} != {right}": "无法广播，两个大小不相等且都不是 1：{left} != {right}",
    "sizes differ and the source is not 1: {left} != {right}": (
        "无法写入，两个大小不相等，且写入的值在该轴上不是 1：{left} != {right}"
    ),
    "{name} must have {wanted} (got {rank}: {shape})": "{name} 必须有 {wanted}（实际为 {rank}：{shape}）",
    "ranks differ: {left_rank} ({left}) != {right_rank} ({right})": (
        "维数不匹配：{left_rank}（{left}）!= {right_rank}（{right}）"
    ),
    "{what} {value} is out of range: {why}": "{what} {value} 越界：{why}",
    "no value is possible": "没有可取的值",
    "{place} is empty": "{place} 为空",
    "{name} has no axes": "{name} 没有轴",
    "{what} must be {range} (got {value})": ("{what}必须{range}（实际为 {value}）"),
    "{what} must be {range} for {of} (got {value})": ("对于 {of}，{what}必须{range}（实际为 {value}）"),
    "{what} must be at least {least} (got {size})": "{what}至少为 {least}（实际为 {size}）",
    "{what} must differ (got {values})": "{what}不能重复（实际为 {values}）",
    "{dividend} is not a multiple of {divisor}": "{dividend} 不是 {divisor} 的倍数",
    "does not hold: {what}": "不成立：{what}",
    "counts differ: {given} (values of {text}) != {wanted} (names on the left)": (
        "个数不匹配：{given}（{text} 的值）!= {wanted}（左边的变量名）"
    ),
    "counts differ: {given} (values of {text}) != at least {wanted} (names on the left)": (
        "个数不匹配：{given}（{text} 的值）!= 至少 {wanted}（左边的变量名）"
    ),
    "{text} is a number, which has no axis to unpack": "{text} 是一个数，没有可以解包的轴",
    # What must hold
    "{left} = {right}, or one of them is 1": "{left} = {right}，或其中之一为 1",
    "{source} = {target}, or the former is 1": "{source} = {target}，或前者为 1",
    "{source} is {size} or 1": "{source} 为 {size} 或 1",
    "{other} is {size} or 1, as {place} is {size}": "{other} 为 {size} 或 1，因为 {place} 为 {size}",
    "{name} has {wanted}": "{name} 有 {wanted}",
    "{left} and {right} have equally many axes": "{left} 与 {right} 的轴数相同",
    "{what} {value} is {range}": ("{what} {value} {range}"),
    "{what} {value} is {range} for {of}": ("对于 {of}，{what} {value} {range}"),
    "{what}, {size}, is at least {least}": "{what}（{size}）至少为 {least}",
    "{what} {values} differ": "{what} {values} 互不相同",
    "{dividend} is a multiple of {divisor}": "{dividend} 是 {divisor} 的倍数",
    # Specs
    "the spec": "规格",
    "a size of the spec divides by 0": "规格中的一个大小除以了 0",
    "the axes of {name} that `*{run}` stands for fit": "{name} 中 `*{run}` 所代表的轴匹配",
    "*{name}, bound by {origin}": "*{name}，由 {origin} 确定",
    "{told}, bound by {origin}": "{told}，由 {origin} 确定",
    "{told}, {name} = {size} bound by {origin}": "{told}，{name} = {size} 由 {origin} 确定",
    "the length": "长度",
    "the first {index}": "第一个 {index}",
    "the last {index}": "最后一个 {index}",
    "the sizes that are not known broadcast": "未知的大小可以广播",
    "  help: {help}": "  建议：{help}",
    "{size}": "为 {size}",
}
