"""What a payload refuses, in the order of its paths."""

from typing import Any

ERRORS = """
  errors {
    __typename
    ... on UserError { code message path }
    ... on InvalidInput { category }
    ... on NotAllowed { articles }
  }
"""
"""Asks a payload for its errors and their data."""


def mutation(name: str, shown: str) -> str:
    """Return the operation of one mutation that asks for what it writes and for its errors."""
    kind = f"{name[0].upper()}{name[1:]}Input"
    return f"mutation ($input: {kind}!) {{ {name}(input: $input) {{ {shown} {ERRORS} }} }}"


def refusals(payload: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return type, code and path of each error of a payload, which then holds nothing else."""
    [written] = [value for name, value in payload.items() if name != "errors"]
    assert written is None
    found = [(each["__typename"], each["code"], ".".join(each["path"])) for each in payload["errors"]]
    return sorted(found, key=lambda each: each[2])
