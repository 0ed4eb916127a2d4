"""Tables of pandas: how many rows and columns they have, as far as what is done with them says so.

A table is an unknown value that has in a cell the array which NumPy makes of it: with two axes for a `DataFrame`, with
one for a `Series`. Its columns are those that a file has, so that nothing is said of their number but by lists of them.

References: the API documentation of pandas (`read_csv`, `DataFrame`, `Series`, "Indexing and selecting data").
"""

import ast
from collections.abc import Mapping, Sequence

from shapecheck.core.array import Array, Bare
from shapecheck.core.dim import Dim, Size
from shapecheck.core.shape import Shape
from shapecheck.infer.frames import Frame
from shapecheck.infer.machine import Builtin, Machine
from shapecheck.infer.outside import data
from shapecheck.infer.records import TABLE, VALUES, is_table
from shapecheck.infer.ruled import apply_ruled
from shapecheck.infer.values import Dictionary, Listing, Lost, Native, Opaque, Value
from shapecheck.language import Phrase

__all__ = [
    "PLACES",
    "TABLES",
    "column_of",
    "member_of_table",
    "of_operator",
    "put_column",
    "put_row",
    "row_of",
]

PLACES = frozenset({"pandas.iloc", "pandas.loc"})  # what rows are taken from by their numbers, or by names
_READ = "pandas.read_csv pandas.read_table pandas.read_excel pandas.read_fwf pandas.read_parquet"
# Arguments with which what is read has one axis for its rows and one for its columns, each of these under one name.
_ORDINARY = frozenset(
    """comment converters date_format date_parser dayfirst decimal delim_whitespace delimiter dtype encoding engine
    filepath_or_buffer index_col io keep_default_na low_memory na_filter na_values names nrows on_bad_lines parse_dates
    quotechar quoting sep sheet_name skip_blank_lines skipfooter skipinitialspace skiprows thousands usecols""".split()
)
_KEEPING = frozenset(  # methods that give a table of the same rows and columns
    """abs astype bfill clip copy convert_dtypes cumsum cumprod ffill fillna infer_objects interpolate isna isnull
    mask notna notnull rank replace round shift where applymap""".split()
)
_KEEPING_COLUMNS = frozenset(  # methods that give some of the rows, or all of them in another order
    "drop_duplicates head nlargest nsmallest query sample sort_index sort_values tail".split()
)
_OF_VALUES = frozenset({"as_matrix", "to_numpy"})
_REDUCING = frozenset("count kurt max mean median min nunique prod quantile sem skew std sum var".split())
_ONLY_COLUMNS = frozenset({"insert", "pop"})  # methods that change the columns where they are
# What a table has beside its columns; another name is that of a column.
_OWN = frozenset(
    """add agg aggregate align all any append apply asfreq assign at attrs axes between boxplot cat columns combine corr
    corrwith cov cummax cummin diff describe div divide dot drop droplevel dropna dt dtype dtypes duplicated empty eq
    equals eval expanding explode filter first first_valid_index flags floordiv from_dict ge get groupby gt hist iat
    idxmax idxmin index info insert isin items iterrows itertuples join keys last le lt map melt memory_usage merge mod
    mode mul multiply name ndim ne pct_change pipe pivot pivot_table plot pop pow ravel reindex rename rename_axis
    resample reset_index rolling set_axis set_index shape size squeeze stack str style sub subtract swapaxes T
    take to_clipboard to_csv to_dict to_excel to_frame to_hdf to_html to_json to_latex to_list to_parquet to_pickle
    to_records to_sql to_string tolist transform transpose truediv truncate unique unstack update value_counts values
    xs""".split()
) | _KEEPING | _KEEPING_COLUMNS | _OF_VALUES | _REDUCING | {"iloc", "loc"}  # fmt: skip


def _values(table: Opaque) -> Array:
    found: Array = table.cells[VALUES]
    return found


def _sizes(table: Opaque) -> tuple[Size, ...]:
    return _values(table).shape.before


def _table(machine: Machine, sizes: Sequence[Size], name: str = "") -> Opaque:
    """Return a table with so many rows, and columns if it has several."""
    return _holding(machine, Array(Shape(tuple(sizes)), name=name, bare=Bare.ARRAY))


def _holding(machine: Machine, values: Array) -> Opaque:
    made = machine.opaque(TABLE, values.name)
    made.cells[VALUES] = values
    made.lost = Lost(Phrase("an operation on a table of pandas"))
    return made


def _some(machine: Machine, table: Opaque, axis: int) -> Size:
    """Return a new size for an axis of what is made of a table."""
    return machine.symbols.named(f"{table.name or 'table'}_{axis}")


def _forget(machine: Machine, table: Opaque) -> None:
    """Forget the shape of a table, which is changed where it is."""
    machine.journal.erase(table, VALUES)


# Reading a table


def _read(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
) -> Value:
    """Return the table of a file."""
    header = keywords.get("header", 0)
    several = isinstance(keywords.get("sheet_name", 0), (Listing, type(None), Opaque))
    if len(values) > 2 or keywords.keys() - _ORDINARY - {"header"} or isinstance(header, (Listing, Opaque)) or several:
        return machine.opaque()
    if isinstance(keywords.get("index_col"), Listing):
        return machine.opaque()
    return _holding(machine, data(machine, (None, None), node, frame))


def _made(machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], _n: ast.expr, _f: Frame) -> Value:
    """Return the table that is made of a matrix, or of a dictionary of columns."""
    first = values[0] if values else keywords.get("data")
    if len(values) > 3 or not keywords.keys() <= {"data", "columns", "dtype", "copy"}:
        return machine.opaque()
    if isinstance(first, Array) and first.shape.rank == 2:
        return _table(machine, first.shape.before)
    if isinstance(first, Dictionary) and not first.is_open and "columns" not in keywords and len(values) < 2:
        columns = list(first.known.values())
        known = [value.shape.before[0] for value in columns if isinstance(value, Array) and value.shape.rank == 1]
        rows = known[0] if known else machine.symbols.named("table_0")
        return _table(machine, (rows, len(columns)))
    return machine.opaque()


def _dummies(
    machine: Machine, values: Sequence[Value], keywords: Mapping[str, Value], _n: ast.expr, _f: Frame
) -> Value:
    """Return a table that has a column for each category."""
    first = values[0] if values else keywords.get("data")
    if is_table(first):
        return _table(machine, (_sizes(first)[0], _some(machine, first, 1)), first.name)
    return machine.opaque()


TABLES: Mapping[str, Builtin] = {
    **dict.fromkeys(_READ.split(), _read), "pandas.DataFrame": _made, "pandas.get_dummies": _dummies,
}  # fmt: skip


# What a table has


def member_of_table(machine: Machine, table: Opaque, name: str) -> Value | None:
    """Return what a table has under a name; None where nothing is known of that."""
    sizes = _sizes(table)
    match name:
        case "values":
            return _values(table)
        case "shape":
            return sizes
        case "ndim":
            return len(sizes)
        case "T":
            return _table(machine, sizes[::-1], table.name)
        case "iloc" | "loc":
            return Native(f"pandas.{name}", (table,))
    if name not in _OWN and len(sizes) == 2:
        return _table(machine, sizes[:1], name)  # a column

    def run(inner: Machine, values: tuple[Value, ...], keywords: Mapping[str, Value]) -> Value:
        found = _called(inner, table, name, values, keywords)
        if name in _ONLY_COLUMNS or keywords.get("inplace", False) is not False or name == "update":
            if is_table(found) and keywords.get("inplace") is True:
                inner.journal.write(table, VALUES, _values(found))
                return None
            if name not in _ONLY_COLUMNS:
                _forget(inner, table)
        if found is None:
            found = inner.opaque()
            found.lost = Lost(Phrase("a table's {name}", name=name))
        return found

    is_method = name in _OWN and name not in {
        "columns",
        "index",
        "dtypes",
        "dtype",
        "str",
        "dt",
        "plot",
        "cat",
        "style",
    }
    return Native(f"pandas.DataFrame.{name}", (table,), run) if is_method else None


def _called(
    machine: Machine, table: Opaque, name: str, values: Sequence[Value], keywords: Mapping[str, Value]
) -> Value | None:
    """Return what a method of a table gives; None where that is not known."""
    sizes = _sizes(table)
    if name in _OF_VALUES:
        return _values(table)
    if name in _KEEPING:
        return _table(machine, sizes, table.name)
    if name in _KEEPING_COLUMNS or (name == "dropna" and keywords.get("axis", 0) == 0 and not values):
        return _table(machine, (_some(machine, table, 0), *sizes[1:]), table.name)
    if name == "reset_index" and keywords.get("drop") is True:
        return _table(machine, sizes, table.name)
    if name == "map" and len(sizes) == 1:
        return _table(machine, sizes, table.name)
    if name == "to_frame" and len(sizes) == 1:
        return _table(machine, (*sizes, 1), table.name)
    if name == "unique" and len(sizes) == 1:
        return Array(Shape((_some(machine, table, 0),)), bare=Bare.ARRAY)
    if name in _REDUCING and len(sizes) == 2 and not values and "axis" not in keywords:
        return _table(machine, (_some(machine, table, 1),))
    if name == "drop" and len(sizes) == 2:
        return _dropped(machine, table, values, keywords)
    if name == "pop" and len(sizes) == 2:
        _with_columns(machine, table, sizes[1] - 1)
        return _table(machine, sizes[:1])
    if name == "insert" and len(sizes) == 2:
        _with_columns(machine, table, sizes[1] + 1)
        return None
    return None


def _with_columns(machine: Machine, table: Opaque, columns: Size) -> None:
    """Write down how many columns a table has now."""
    values = Array(Shape((_sizes(table)[0], columns)), name=table.name, bare=Bare.ARRAY)
    machine.journal.write(table, VALUES, values)


def _dropped(machine: Machine, table: Opaque, values: Sequence[Value], keywords: Mapping[str, Value]) -> Value | None:
    """Return a table without some of its rows or columns."""
    rows, columns = _sizes(table)
    axis = keywords.get("axis", values[1] if len(values) > 1 else 0)
    names = keywords.get("columns", ())
    if "columns" not in keywords:
        if axis in {0, "index"} and type(axis) in {int, str} and "index" not in keywords:
            return _table(machine, (_some(machine, table, 0), columns), table.name)
        names = values[0] if values and axis in {1, "columns"} else keywords.get("labels", ())
    items = names.items if isinstance(names, Listing) else (names,) if isinstance(names, str) else None
    is_exact = items and len(set(map(id, items))) == len(items) and "errors" not in keywords and "index" not in keywords
    if not is_exact or items is None or not all(isinstance(item, str) for item in items):
        return _table(machine, (rows, _some(machine, table, 1)), table.name)
    return _table(machine, (rows, columns - len(set(items))), table.name)


# Items


def column_of(machine: Machine, table: Opaque, key: Value) -> Value | None:
    """Return `table[key]`: a column, some of the columns, or some of the rows; None where nothing is known of that."""
    sizes = _sizes(table)
    if len(sizes) == 2 and isinstance(key, str):
        return _table(machine, sizes[:1], key)
    if len(sizes) == 2 and isinstance(key, Listing) and key.items and all(isinstance(item, str) for item in key.items):
        return _table(machine, (sizes[0], len(key.items)), table.name)
    is_condition = (is_table(key) and len(_sizes(key)) == 1) or (
        isinstance(key, Array) and key.kind == "b" and key.shape.rank == 1
    )
    if is_condition or isinstance(key, slice):
        return _table(machine, (_some(machine, table, 0), *sizes[1:]), table.name)
    return None


def row_of(machine: Machine, places: Native, key: Value, node: ast.expr, frame: Frame) -> Value:
    """Return `table.iloc[key]` or `table.loc[key]`."""
    (table,) = places.owner
    if not is_table(table):
        return machine.opaque()
    found = (
        _by_place(machine, table, key, node, frame) if places.name == "pandas.iloc" else _by_name(machine, table, key)
    )
    return machine.opaque() if found is None else found


def _by_place(machine: Machine, table: Opaque, key: Value, node: ast.expr, frame: Frame) -> Value | None:
    parts = key if isinstance(key, tuple) else (key,)
    lists = sum(not isinstance(part, (int, Dim, slice)) for part in parts)
    if lists > 1 or any(isinstance(part, Opaque) for part in parts):
        return None
    with machine.quiet():
        found = apply_ruled(machine, "ndarray.__getitem__", (_values(table), key), {}, node, frame)
    if not isinstance(found, Array) or found.shape.run is not None or not found.shape.before:
        return None
    return _table(machine, found.shape.before, table.name)


def _by_name(machine: Machine, table: Opaque, key: Value) -> Value | None:
    sizes = _sizes(table)
    rows, columns = key if isinstance(key, tuple) and len(key) == 2 else (key, slice(None))
    if isinstance(rows, (str, int, float, tuple)) or len(sizes) != 2:
        return None
    if isinstance(rows, slice):
        count = sizes[0] if rows == slice(None) else _some(machine, table, 0)
    elif (isinstance(rows, Array) and rows.shape.rank == 1) or (is_table(rows) and len(_sizes(rows)) == 1):
        count = _some(machine, table, 0)
    else:
        return None
    if columns == slice(None):
        return _table(machine, (count, sizes[1]), table.name)
    if isinstance(columns, slice):
        return _table(machine, (count, _some(machine, table, 1)), table.name)
    chosen = column_of(machine, table, columns)
    if not isinstance(chosen, Opaque) or not isinstance(columns, (str, Listing)):
        return None
    return _table(machine, (count, *_sizes(chosen)[1:]), table.name)


def put_column(machine: Machine, table: Opaque) -> None:
    """Write down that a column was written, which may be a new one."""
    sizes = _sizes(table)
    if len(sizes) == 2:
        _with_columns(machine, table, _some(machine, table, 1))
    else:
        _forget(machine, table)  # an item of it that may be a new one


def put_row(machine: Machine, places: Native) -> None:
    """Write down that something was written by name, which may be a new row or column."""
    (table,) = places.owner
    if isinstance(table, Opaque) and places.name == "pandas.loc":
        _forget(machine, table)


# Operators


def of_operator(machine: Machine, left: Value, right: Value) -> Opaque | None:
    """Return what an operator gives element by element for a table; None where that is not known.

    Rows are those of the table. A row that is combined with each of them may have other columns besides.
    """
    tables = [value for value in (left, right) if is_table(value)]
    if not tables:
        return None
    first = max(tables, key=lambda table: len(_sizes(table)))
    if len(tables) == 1:
        return _table(machine, _sizes(first), first.name)
    one, other = map(_sizes, tables)
    if one == other:
        return _table(machine, one, first.name)
    if len(one) != len(other):
        return _table(machine, (_sizes(first)[0], _some(machine, first, 1)), first.name)
    return _table(machine, tuple(_some(machine, first, axis) for axis in range(len(one))), first.name)
