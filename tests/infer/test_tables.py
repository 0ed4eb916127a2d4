"""Tables of pandas: what is said of their rows and columns is compared with pandas, where that is installed."""

import warnings

import pytest

from shapecheck.infer.shapes import infer
from shapecheck.lint.runner import lint_source

HEAD = "import numpy as np\nimport pandas as pd\n\ntable = pd.read_csv('t.csv')\n"
TEXT = "a,b,c,d,y\n" + "\n".join(f"{n},{n % 3},{n * n},{'' if n == 4 else n},{n % 2}" for n in range(11))

KNOWN = {
    "X = table.values": ("table_0", "table_1"),
    "X = table.to_numpy()": ("table_0", "table_1"),
    "X = np.array(table)": ("table_0", "table_1"),
    "X = table[['a', 'b']].values": ("table_0", 2),
    "X = table['y'].values": ("table_0",),
    "X = table.y.to_numpy()": ("table_0",),
    "X = np.asarray(table['y']).reshape(-1, 1)": ("table_0", 1),
    "X = table.drop('y', axis=1).values": ("table_0", "table_1-1"),
    "X = table.drop(columns=['a', 'y']).values": ("table_0", "table_1-2"),
    "X = table.iloc[:, -1].values": ("table_0",),
    "X = table.iloc[:3, [0, 2]].values": ("min(table_0,3)", 2),
    "X = table.loc[:, ['a', 'b']].values": ("table_0", 2),
    "X = table.loc[:, 'a'].values": ("table_0",),
    "X = table.T.values": ("table_1", "table_0"),
    "X = table[table['a'] > 3][['b']].values": ("table_0_2", 1),
    "X = table[table.a > 3].values": ("table_0_2", "table_1"),
    "X = table.loc[table['a'] > 3, ['a', 'b']].values": ("table_0_2", 2),
    "X = table.fillna(0).values": ("table_0", "table_1"),
    "X = table.dropna().values": ("table_0_2", "table_1"),
    "table.dropna(inplace=True)\nX = table.values": ("table_0_2", "table_1"),
    "table['z'] = 1\nX = table.values": ("table_0", "table_1_2"),
    "table.pop('a')\nX = table.values": ("table_0", "table_1-1"),
    "table.insert(0, 'one', 1)\nX = table.values": ("table_0", "table_1+1"),
    "X = (table['a'] - table['a'].mean()).values": ("table_0",),
    "X = ((table - table.mean()) / table.std()).values": ("table_0", "table_1_5"),
    "X = (table / 255).values": ("table_0", "table_1"),
    "X = np.zeros(len(table))": ("table_0",),
    "X = np.zeros(table.shape)": ("table_0", "table_1"),
    "X = pd.DataFrame(np.ones((5, 3))).values": (5, 3),
    "X = pd.DataFrame({'a': np.ones(5), 'b': np.ones(5)}).values": (5, 2),
    "X = pd.get_dummies(table['b']).values": ("table_0", "b_1"),
    "X = table['b'].unique()": ("b_0",),
    "X = table['b'].map(lambda x: x + 1).values": ("table_0",),
    "X = table.sort_values('b').reset_index(drop=True)['a'].values": ("table_0_2",),
}


@pytest.mark.parametrize("body", KNOWN)
def test_what_is_done_with_a_table_says_how_many_rows_and_columns_there_are(body: str) -> None:
    found = {variable.name: variable.shapes[-1] for variable in infer(HEAD + body, "<program>")}["X"]
    assert found is not None
    assert [str(size) for size in found] == [str(size) for size in KNOWN[body]]


@pytest.mark.parametrize("body", KNOWN)
def test_pandas_gives_arrays_of_these_axes(body: str, tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    monkeypatch.chdir(str(tmp_path))
    with open("t.csv", "w", encoding="utf-8") as file:
        file.write(TEXT)
    names: dict = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what a later version will not have
        exec(HEAD + body, names)
    given = names["X"].shape
    assert len(given) == len(KNOWN[body])
    for size, said in zip(given, KNOWN[body], strict=True):
        plain = {"table_0": 11, "table_1": 5, "table_1-1": 4, "table_1-2": 3, "table_1+1": 6, "min(table_0,3)": 3}
        assert size == plain.get(said, said) or (isinstance(said, str) and said not in plain)


@pytest.mark.parametrize(
    "body",
    [
        "X = pd.read_csv('t.csv', header=[0, 1])['a'].values",
        "X = pd.read_csv('t.csv', chunksize=3)['a'].values",
        "X = pd.read_csv('t.csv', squeeze=True).values",
        "table.loc[len(table)] = 0\nX = table.values",
        "table.update(other)\nX = table.values",
        "del table['a']\nX = table.values",
        "X = table.groupby('b').mean().values",
        "X = table.loc[3].values",
        "X = table[name].values",
    ],
)
def test_what_may_have_other_axes_is_unknown(body: str) -> None:
    found = {variable.name: variable.shapes[-1] for variable in infer(HEAD + "name = input()\n" + body, "<program>")}
    assert found["X"] is None


def test_a_column_beside_a_matrix_of_one_column_is_stretched() -> None:
    body = "X, y = table[['a', 'b']].values, table['y'].values\nerror = X @ np.zeros((2, 1)) - y\n"
    (finding,) = lint_source(HEAD + body)
    assert (finding.code, finding.help) == (
        "SHP201",
        "`X @ np.zeros((2, 1)) - y[:, np.newaxis]` fits, and its shape is (table_0, 1)",
    )
    assert list(lint_source(HEAD + body.replace("table['y'].values", "table[['y']].values"))) == []


@pytest.mark.parametrize(
    "body",
    [
        "w = np.linalg.solve(X.T @ X, X.T @ y)\nprint(np.sum((X @ w - y) ** 2))",
        "X = np.c_[np.ones(len(X)), X]\nw = np.zeros(X.shape[1])\nw -= X.T @ (X @ w - y) / len(y)",
        "mask = np.random.rand(len(table)) < 0.8\nX_train, y_train = X[mask], y[mask]\nw = X_train.T @ y_train",
        "classes = np.unique(y)\nmeans = np.array([X[y == c].mean(axis=0) for c in classes])\nd = X @ means.T",
    ],
)
def test_right_programs_have_no_finding(body: str) -> None:
    head = "X = table.drop('y', axis=1).values\ny = table['y'].values\n"
    assert list(lint_source(HEAD + head + body)) == []
