"""Inferred shapes as JSON: for programs. Its schema is `shapecheck/schemas/infer.json`."""

from collections.abc import Sequence
from json import dumps
from typing import TextIO

from shapecheck.display import in_json
from shapecheck.infer.applied import Applied
from shapecheck.infer.shapes import Variable
from shapecheck.infer.summaries import Summary
from shapecheck.lint.notice import Notice
from shapecheck.report.contracts.json import contract_data
from shapecheck.report.lint.json import SCHEMA_VERSION, notice_data

__all__ = ["FOR_MACHINES", "write"]

FOR_MACHINES = True


def write(
    variables: Sequence[Variable],
    out: TextIO,
    *,
    text: str,  # noqa: ARG001  (not shown)
    path: str,  # noqa: ARG001
    code: str = "",  # noqa: ARG001
    contracts: Sequence[Summary] = (),
    operations: Sequence[Applied] = (),
    notices: Sequence[Notice] = (),
) -> None:
    """Write an object with an entry for each variable and line, those of the files that it imports as well."""
    found = [
        {
            "path": variable.path,
            "function": variable.function,
            "line": variable.line,
            "name": variable.name,
            "shapes": [None if shape is None else list(shape) for shape in variable.shapes],
            "rank": variable.rank,
        }
        for variable in variables
    ]
    value = {
        "schema_version": SCHEMA_VERSION,
        "variables": found,
        "contracts": list(map(contract_data, contracts)),
        "operations": [
            {"path": own.path, "line": own.line, "expression": own.expression, "shapes": list(own.shapes)}
            for own in operations
        ],
        "notices": list(map(notice_data, notices)),
    }
    out.write(in_json(dumps(value, ensure_ascii=False, indent=2)) + "\n")
