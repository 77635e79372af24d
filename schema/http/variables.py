"""Says which variables do not fit, without repeating them."""

from collections.abc import Mapping, Sequence
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLInputType,
    GraphQLSchema,
    Undefined,
    VariableDefinitionNode,
    type_from_ast,
)
from graphql.utilities import validate_input_value

from schema.http.causes import refusal_in
from schema.http.codes import Code
from schema.http.problem import Problem

MAX_PROBLEMS = 20


class _Enough(Exception):
    """Stops the search in a value that is wrong in many places."""


def variable_problems(
    schema: GraphQLSchema, nodes: Sequence[VariableDefinitionNode], given: Mapping[str, Any]
) -> list[Problem]:
    """One problem per place that does not fit, at most 20: the variable, and the way into its value.

    The way holds names of the schema and list positions only.
    """
    problems: list[Problem] = []
    for node in nodes:
        problems += _problems_of(schema, node, given.get(node.variable.name.value, Undefined))
    return problems[:MAX_PROBLEMS] or [Problem(Code.BAD_USER_INPUT, "code.BAD_USER_INPUT")]


def _problems_of(schema: GraphQLSchema, node: VariableDefinitionNode, value: Any) -> list[Problem]:
    found: list[Problem] = []
    if value is Undefined and node.default_value is not None:
        return found
    input_type: GraphQLInputType = type_from_ast(schema, node.type)  # type: ignore[assignment] # validated

    def note(error: GraphQLError, path: list[str | int]) -> None:
        found.append(_problem(node, error, path))
        if len(found) >= MAX_PROBLEMS:
            raise _Enough

    try:
        validate_input_value(value, input_type, note, hide_suggestions=True)
    except RecursionError:
        found.append(_problem(node, GraphQLError(""), []))
    except _Enough:
        return found
    return found


def _problem(node: VariableDefinitionNode, error: GraphQLError, path: list[str | int]) -> Problem:
    name = node.variable.name.value[:60]
    at = ".".join(str(step) for step in path)
    refusal = refusal_in(error)
    place = node.loc.start_token if node.loc else None
    return Problem(
        Code.BAD_USER_INPUT,
        refusal.key if refusal else ("variable_at" if at else "variable"),
        refusal.params if refusal else {"name": name, "at": at},
        locations=((place.line, place.column),) if place else (),
        facts={"variable": name, "at": [step if isinstance(step, int) else step[:60] for step in path]},
    )
