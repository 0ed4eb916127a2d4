"""PyTorch's tensors: ranks as its documentation has them, and nothing is reported of them."""

import pytest

from shapecheck.infer.shapes import infer
from shapecheck.lint.files import Text
from shapecheck.lint.runner import lint_text
from shapecheck.lint.settings import Settings

HEAD = "import numpy as np\nimport torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n"
RANKS = {
    "r = nn.Linear(5, 3).weight.detach().numpy()": 2,
    "r = nn.Linear(5, 3).bias.grad.numpy()": 1,
    "r = nn.Conv2d(3, 8, 5).weight.detach().cpu().numpy()": 4,
    "r = np.moveaxis(nn.Conv2d(3, 8, 5).weight.detach().numpy(), 0, -1)": 4,
    "r = nn.Conv2d(3, 8, 5)(torch.randn(7, 3, 11, 11))": 4,
    "r = nn.Conv2d(3, 8, 5)(x)": 4,
    "r = nn.BatchNorm2d(3).running_mean.numpy()": 1,
    "lstm = nn.LSTM(5, 3); r = lstm.weight_hh_l0": 2,
    "out, (r, c) = nn.LSTM(5, 3)(torch.randn(7, 2, 5))": 3,
    "r, b, c, d = nn.LSTMCell(5, 3).weight_ih.chunk(4, 0)": 2,
    "r = nn.Embedding(10, 3)(torch.LongTensor(np.zeros((5, 7))))": 3,
    "r = torch.cat([torch.zeros(2, 3), torch.zeros(2, 3)], dim=0).numpy()": 2,
    "r = torch.stack([torch.zeros(2, 3), torch.zeros(2, 3)])": 3,
    "r = torch.FloatTensor(np.ones((5, 3))).T": 2,
    "r = torch.from_numpy(np.ones((5, 3))).sum(dim=1)": 1,
    "r = torch.tensor([[1.0, 2.0]]).mean()": 0,
    "r = F.mse_loss(x, y)": 0,
    "r = F.softmax(torch.zeros(5, 3), dim=1)": 2,
    "r = torch.zeros(5, 3).view(-1)": 1,
    "r = torch.zeros(5, 3) @ torch.zeros(3, 2)": 2,
    "l = nn.Linear(5, 3); l.weight = nn.Parameter(torch.FloatTensor(x)); r = l.weight.detach().numpy()": 2,
    "r = F.mse_loss(x, y, reduction='none')": None,
    "r = nn.Linear(5, 3).something": None,
    "r = nn.Bilinear(5, 3, 2).weight": None,
    "l = nn.Linear(5, 3); l.weight = x; r = l.weight": None,
}


@pytest.mark.parametrize(("body", "rank"), RANKS.items(), ids=RANKS)
def test_tensors_have_the_axes_that_pytorch_gives_them(body: str, rank: int | None) -> None:
    found = [own.shapes for own in infer(f"{HEAD}def f(x, y):\n    {body}\n", "tensors.py") if own.name == "r"]
    assert [None if shape is None or "..." in shape else len(shape) for (shape,) in found] == [rank]


# What NumPy would refuse: tensors have other rules, and a library of their own.
SILENT = [
    "torch.zeros(5, 3).transpose(0, 1)",
    "torch.zeros(5, 3) @ torch.zeros(4)",
    "torch.zeros(5, 3).sum(2)",
    "torch.zeros(5, 3).view(3, 5).permute(1, 0)",
    "nn.Linear(5, 3).weight.unknown(3)[0, 0, 0]",
]


@pytest.mark.parametrize("body", SILENT)
def test_nothing_is_reported_of_tensors(body: str) -> None:
    assert lint_text(Text(f"{HEAD}r = {body}\n"), "tensors.py", Settings()).findings == ()


def test_what_numpy_gives_is_an_array_of_numpys() -> None:
    program = f"{HEAD}w = torch.zeros(5, 3).numpy()\nr = w @ np.ones(4)\n"
    (found,) = lint_text(Text(program), "tensors.py", Settings()).findings
    assert found.code == "SHP101"


def test_calls_that_give_nothing_are_no_operations() -> None:
    program = f"{HEAD}x = torch.zeros(5, 3)\nx.retain_grad()\nx.sum().backward()\n"
    assert lint_text(Text(program), "tensors.py", Settings()).summary.operations == 2
