"""Checks a document against the schema and says what is wrong in our own words."""

from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    Node,
    OverlappingFieldsCanBeMergedRule,
    ParallelVisitor,
    StringValueNode,
    TypeInfo,
    TypeInfoVisitor,
    ValidationContext,
    VariableDefinitionNode,
    Visitor,
    specified_rules,
    visit,
)
from graphql.language.ast import QUERY_DOCUMENT_KEYS
from graphql.validation import ASTValidationRule
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from permissions.refusal import Refusal
from schema.http.causes import refusal_in
from schema.http.codes import Code
from schema.http.messages_document import DOCUMENT_MESSAGES
from schema.http.problem import Problem
from schema.http.purpose import LiteralPurposeRule


class NoNullCharactersRule(ASTValidationRule):
    """No text of a document holds U+0000, which one database refuses and the other never finds."""

    def enter_string_value(self, node: StringValueNode, *_: Any) -> None:
        if "\0" in node.value:
            self.report_error(GraphQLError("a text holds U+0000", node))


RULES: tuple[type[ASTValidationRule], ...] = (
    *specified_rules,
    MaybeNullValidationRule,
    OneOfInputValidationRule,
    NoNullCharactersRule,
    LiteralPurposeRule,
)
MAX_PROBLEMS = 20
_KEYS = {
    kind: tuple(key for key in keys if key != "description") for kind, keys in QUERY_DOCUMENT_KEYS.items()
}
NAME_LENGTH = 60


class _Enough(Exception):
    """Stops a check that has found enough."""


def problems_of(schema: GraphQLSchema, document: DocumentNode) -> list[Problem]:
    """What keeps a document from being run, at most 20 problems; empty if it is valid.

    The library's texts repeat literals, so each rule reports by itself and is put into our words.
    """
    problems: list[Problem] = []
    types = TypeInfo(schema)
    rules: list[Visitor] = [rule(_context(schema, document, types, rule, problems)) for rule in RULES]
    try:
        visit(document, TypeInfoVisitor(types, ParallelVisitor(rules)), _KEYS)
    except _Enough:
        return problems
    except RecursionError:
        return [Problem(Code.GRAPHQL_VALIDATION_FAILED, "validation")]
    return problems


def _context(
    schema: GraphQLSchema,
    document: DocumentNode,
    types: TypeInfo,
    rule: type[ASTValidationRule],
    problems: list[Problem],
) -> ValidationContext:
    def note(error: GraphQLError) -> None:
        problems.append(_problem(error, rule))
        if len(problems) >= MAX_PROBLEMS:
            raise _Enough

    return ValidationContext(schema, document, types, note, hide_suggestions=True)


def locations_of(error: GraphQLError) -> tuple[tuple[int, int], ...]:
    """Where in the document an error is, as lines and columns from 1."""
    return tuple((place.line, place.column) for place in error.locations or ())


def _problem(error: GraphQLError, rule: type[ASTValidationRule]) -> Problem:
    name = rule.__name__.removesuffix("Rule")
    facts = {"rule": name}
    refusal = refusal_in(error)
    if refusal is not None:
        return _input_problem(error, refusal, facts)
    named = _name(error, rule)
    key = name if name in DOCUMENT_MESSAGES and _complete(name, named) else "validation"
    return Problem(
        Code.GRAPHQL_VALIDATION_FAILED, key, {"name": named}, locations=locations_of(error), facts=facts
    )


def _input_problem(error: GraphQLError, refusal: Refusal, facts: dict[str, Any]) -> Problem:
    return Problem(
        Code.BAD_USER_INPUT, refusal.key, refusal.params, locations=locations_of(error), facts=facts
    )


def _complete(key: str, named: str) -> bool:
    return bool(named) or "{name}" not in DOCUMENT_MESSAGES[key].en


def _name(error: GraphQLError, rule: type[ASTValidationRule]) -> str:
    # Only Name tokens of the document: they are letters, digits and underscores by the grammar.
    nodes = error.nodes or []
    if rule is OverlappingFieldsCanBeMergedRule:
        nodes = nodes[-1:]
    return _node_name(nodes[0])[:NAME_LENGTH] if nodes else ""


def _node_name(node: Node) -> str:
    if isinstance(node, VariableDefinitionNode):
        return node.variable.name.value
    if node.kind == "name":
        return str(getattr(node, "value", ""))
    return str(getattr(getattr(node, "name", None), "value", ""))
