"""The commands `train` and `sweep`."""

WORDS = {
    "held out {percent} %": ("验证集准确率 {percent} %"),
    "diverged": "发散",
    "interrupted; {count} trials are kept in {study}": "已中断；{count} 次试验保存在 {study}",
    "trials": "试验",
    "a sweep needs Optuna: `pip install optuna`": "超参数搜索需要 Optuna：`pip install optuna`",
    "a range must be low:high (got {value})": "范围应写成 low:high（实际为 {value}）",
    "units must be numbers, as in 16,8 (got {value})": "单元数必须是数字，例如 16,8（实际为 {value}）",
    "--load evaluates and --resume continues: give one of the two": "--load 是评估，--resume 是继续训练：只能选一个",
    "--save and --plot are two files: give them two names": "--save 和 --plot 是两个文件：请用不同的名称",
    "{file}: exists and is not a saved network; choose another name for --save": (
        "{file}：已存在，且不是保存的网络；请为 --save 换一个名称"
    ),
    "{stopped}; the network as it is was saved in {file}": "{stopped}；当前的网络已保存到 {file}",
    "cost {cost}, held out {percent} %": ("代价 {cost}，验证集准确率 {percent} %"),
    "--{name} is fixed in a saved network: leave it out": "已保存的网络不能改变 --{name}：请去掉它",
    "{data}: the network was trained on {features} features and {outputs} outputs (got {other_features} and "
    "{other_outputs})": (
        "{data}：网络训练时有 {features} 个特征、{outputs} 个输出（实际为 {other_features} 和 {other_outputs}）"
    ),
    "--load evaluates without training: leave --{option} out, or use --resume {file}": (
        "--load 只评估、不训练：请去掉 --{option}，或改用 --resume {file}"
    ),
    "training": "训练",
    "interrupted after epoch {epoch}": ("在第 {epoch} 轮之后中断"),
}
