"""Contracts as JSON: for programs. Its schema is `shapecheck/schemas/contracts.json`."""

from json import dumps
from typing import Any, TextIO

from shapecheck.display import in_json
from shapecheck.infer.summaries import Summary
from shapecheck.lint.contracts import Contracts
from shapecheck.report.lint.json import SCHEMA_VERSION, notice_data, unread_data

__all__ = ["FOR_MACHINES", "contract_data", "write"]

FOR_MACHINES = True


def write(
    contracts: Contracts,
    out: TextIO,
    *,
    quiet: bool = False,  # noqa: ARG001  (programs are given all)
) -> None:
    """Write an object with the contracts, the notices and the files that could not be read."""
    value = {
        "schema_version": SCHEMA_VERSION,
        "contracts": list(map(contract_data, contracts)),
        "notices": list(map(notice_data, contracts.notices)),
        "unread": list(map(unread_data, contracts.unread)),
    }
    out.write(in_json(dumps(value, ensure_ascii=False, indent=2)) + "\n")


def contract_data(summary: Summary) -> dict[str, Any]:
    """Give a contract with what it rests on."""
    contract = summary.contract
    return {
        "path": summary.path,
        "cell": summary.cell,
        "line": summary.line,
        "function": contract.name,
        "contract": str(contract),
        "parameters": [{"name": own.name, "form": str(own.form)} for own in contract.parameters],
        "result": None if contract.result is None else str(contract.result),
        "needs": list(map(str, contract.needs)),
        "supposed": {
            "axes": [{"name": name, "axes": rank} for name, rank in summary.supposed],
            "gradients": [{"name": name, "gradient": gradient} for name, gradient in summary.alike],
            "returned": [{"name": name, "function": function} for name, function in summary.linked],
        },
        "lengths": list(summary.lengths),
        "proved_from": summary.proved,
        "unproved": [{"line": own.line or None, "why": own.why, "what": own.what} for own in summary.unproved],
    }
