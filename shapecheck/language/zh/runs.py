"""What is said of a run of the linter: the summary, notices, settings, files that cannot be read."""

WORDS = {
    # The summary
    "{errors}, {warnings} in {files}": "{files}，{errors}，{warnings}",
    "1 error": "1 个错误",
    "{count} errors": "{count} 个错误",
    "1 warning": "1 个警告",
    "{count} warnings": "{count} 个警告",
    "1 file": "1 个文件",
    "{count} files": "{count} 个文件",
    "1 operation": "1 个运算",
    "{count} operations": "{count} 个运算",
    "{operations}: {known} known, {proved} proved, {wrong} wrong, {unknown} unknown": (
        "{operations}：形状已知 {known} 个，已证明 {proved} 个，错误 {wrong} 个，未知 {unknown} 个"
    ),
    "{found}, {count} could not be read": "{found}，{count} 个无法读取",
    "{found}; 1 finding of the baseline left out": "{found}；略去基线中的 1 个问题",
    "{found}; {count} findings of the baseline left out": "{found}；略去基线中的 {count} 个问题",
    "Fixed 1 finding": "已修复 1 个问题",
    "Fixed {count} findings": "已修复 {count} 个问题",
    "{count} fixable with --fix": "{count} 个可用 --fix 修复",
    "{count} more with --unsafe-fixes": "另有 {count} 个可用 --unsafe-fixes 修复",
    "{count} more fixable with --unsafe-fixes": "另有 {count} 个可用 --unsafe-fixes 修复",
    "{count} fixable with --fix --unsafe-fixes": "{count} 个可用 --fix --unsafe-fixes 修复",
    "{count}  not understood: {reason}": "{count}  未能理解：{reason}",
    # Notices
    "{count} files ({places}): {message}": "{count} 个文件（{places}）：{message}",
    "{place} and {count} places more: {message}": "{place} 及另外 {count} 处：{message}",
    "{places} and {count} more": "{places} 及另外 {count} 个",
    "it was not gone through to the end: the program takes too many steps": "未分析到末尾：程序的步骤太多",
    "NumPy is called, and no operation was seen": "调用了 NumPy，但没有看到任何运算",
    "no Python file or notebook is in it": "其中没有 Python 文件或笔记本",
    "the cell shows an error on purpose": "该单元格有意展示一个错误",
    "the cell is no Python ({message}): what it assigns is unknown": "该单元格不是 Python（{message}）：它所赋的值未知",
    "the names that `{code}` binds are unknown": "`{code}` 绑定的名称未知",
    "{code} in {path} is no longer found: `{text}`": "{path} 中的 {code} 已不再出现：`{text}`",
    "{code} in {path} is no longer found: `{text}`, {count} times": (
        "{path} 中的 {code} 已不再出现：`{text}`，共 {count} 次"
    ),
    # What cannot be read
    "{place}: cannot be read: {message}": "{place}：无法读取：{message}",
    "internal error in {path}: {message}; please report": "处理 {path} 时发生内部错误：{message}；请报告此问题",
    "{error} at {place}": "{error}，位于 {place}",
    "rule {code}: ": "规则 {code}：",
    "helps: ": "建议：",
    "the process died": "进程意外终止",
    "it has a null byte": "含有空字节",
    "it has no cells": "没有单元格",
    "it is a notebook in {language}": "是 {language} 的笔记本",
    "it is not JSON: {error}": "不是 JSON：{error}",
    "it is not encoded as {encoding}: {reason}": "编码不是 {encoding}：{reason}",
    "it is nested too deeply": "嵌套太深",
    "there is no file {path}": "没有文件 {path}",
    "there is no file or folder {name}": "没有文件或文件夹 {name}",
    "{path} is no file": "{path} 不是文件",
    "{name} is neither a file nor a folder: - reads standard input": "{name} 既不是文件也不是文件夹：用 - 读取标准输入",
    "a path is empty: the current folder is the path .": "有一个路径为空：当前文件夹的路径是 .",
    # Baselines
    "the baseline {path} cannot be read: {error}": "无法读取基线 {path}：{error}",
    "{path} is no baseline of this version of shapecheck: remove it, and --write-baseline writes one": (
        "{path} 不是这个版本的 shapecheck 的基线：请删除它，再用 --write-baseline 写一个"
    ),
    "{path} is there and is no baseline: give --write-baseline another name": (
        "{path} 已存在且不是基线：请为 --write-baseline 换一个文件名"
    ),
    "an entry has {item!r}": "有一项为 {item!r}",
    # Settings
    "no rule has a code that starts with {name}, or that name: `shapecheck rule` lists them": (
        "没有名称为 {name} 或编号以它开头的规则：`shapecheck rule` 会列出所有规则"
    ),
    "no rule has a code that starts with {name}, or that name, did you mean {near}?": (
        "没有名称为 {name} 或编号以它开头的规则；你是不是想用 {near}？"
    ),
    "{path} cannot be read: {error}": "无法读取 {path}：{error}",
    "{path} has no [tool.shapecheck]": "{path} 中没有 [tool.shapecheck]",
    "{path}: tool.shapecheck must be a table": "{path}：tool.shapecheck 必须是表",
    "{path}: [tool.shapecheck] has no setting {key!r}: it may have {keys}": (
        "{path}：[tool.shapecheck] 没有配置项 {key!r}：可用的有 {keys}"
    ),
    "{path}: fix = true needs the fixes that help = false does not look for": (
        "{path}：fix = true 需要修复，而 help = false 不会寻找修复"
    ),
    "{path}: min-severity must be one of {severities} (got {value!r})": (
        "{path}：min-severity 必须是 {severities} 之一（实际为 {value!r}）"
    ),
    "{path}: {name} must be true or false (got {value!r})": "{path}：{name} 必须是 true 或 false（实际为 {value!r}）",
    "{path}: {key} must be a list of strings (got {value!r})": "{path}：{key} 必须是字符串列表（实际为 {value!r}）",
    "{path}: per-file-ignores must be a table of patterns with lists of codes (got {value!r})": (
        "{path}：per-file-ignores 必须是从文件名模式到编号列表的表（实际为 {value!r}）"
    ),
    "per-file-ignores of {pattern!r}": "{pattern!r} 的 per-file-ignores",
    "{path}: numpy: {error}": "{path}：numpy：{error}",
    "{path}: numpy must be versions such as '>=1.26' (got {value!r})": (
        "{path}：numpy 必须是 '>=1.26' 这样的版本（实际为 {value!r}）"
    ),
    "{part!r} is no version of NumPy such as '>=1.26'": "{part!r} 不是 '>=1.26' 这样的 NumPy 版本",
    "{spec!r} takes no version from {first} to {last}": "{spec!r} 不包含 {first} 到 {last} 的任何版本",
    # Calls from Python
    "a rule must be its name, its code or the beginning of a code (got {name!r})": (
        "规则必须以名称、编号或编号的开头给出（实际为 {name!r}）"
    ),
    "a program must be text, a file or folder must be a pathlib.Path (got {kind})": (
        "程序必须是文本，文件或文件夹必须是 pathlib.Path（实际为 {kind}）"
    ),
    "a program that is fixed must be text (got {kind})": "要修复的程序必须是文本（实际为 {kind}）",
    "{name!r} is no program: write a file or folder as pathlib.Path": (
        "{name!r} 不是程序：文件或文件夹请写成 pathlib.Path"
    ),
}
