"""The purpose an operation declares in its document, by `@purpose(is: …)`: it counts as the header does."""

from dataclasses import replace
from typing import Any, Final

from graphql import DirectiveNode, EnumValueNode, GraphQLError, OperationDefinitionNode, VariableNode
from graphql.validation import ASTValidationRule

from schema.http.codes import Code
from schema.http.facts import RequestFacts
from schema.http.problem import Problem
from schema.http.refusals import document_refused

DIRECTIVE: Final = "purpose"


class LiteralPurposeRule(ASTValidationRule):
    """A purpose is written in the document, so that it is known with the document and kept with it."""

    def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
        """Refuse a variable for the purpose."""
        if node.name.value == DIRECTIVE and any(
            isinstance(each.value, VariableNode) for each in node.arguments or ()
        ):
            self.report_error(GraphQLError("a purpose is a literal", node))


def declared_purpose(operation: OperationDefinitionNode) -> str | None:
    """Return the purpose that a valid operation declares, if it does."""
    for directive in operation.directives or ():
        if directive.name.value == DIRECTIVE:
            return next(
                each.value.value
                for each in directive.arguments or ()
                if isinstance(each.value, EnumValueNode)
            )
    return None


def with_purpose(facts: RequestFacts, declared: str | None) -> RequestFacts:
    """Return the facts with the purpose that the document declares; the same facts if it adds nothing.

    Raises RequestRefused (422) where header and document declare different purposes.
    """
    if declared is None or declared == facts.purpose:
        return facts
    if facts.purpose is not None:
        raise document_refused(Problem(Code.BAD_USER_INPUT, "purposes_differ"))
    return replace(facts, purpose=declared)
