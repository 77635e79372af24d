"""Documents that were parsed, checked and priced, kept for the next request."""

from collections.abc import Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    parse,
)
from graphql.execution.collect_fields import FragmentDetails

from schema.http.codes import Code
from schema.http.coordinates import coordinates_of
from schema.http.fingerprint import fingerprint
from schema.http.problem import Problem
from schema.http.purpose import declared_purpose
from schema.http.refusals import document_refused, fragment_loop, limit_exceeded, operation_refused
from schema.http.remembered import Remembered
from schema.http.validation import locations_of, problems_of
from schema.limits.bounds import Bounds
from schema.limits.excess import FragmentLoop, LimitExceeded
from schema.limits.introspection import introspects, only_introspects, root_fields
from schema.limits.price import Price, price_of
from schema.limits.shape import check_shape
from schema.limits.sizes import size_of

SCHEMA_ANSWER = 20_000
"""What a kept answer about the whole schema weighs, in tokens."""

PRICES = 64
"""How many prices are remembered per operation, one for each choice of page sizes."""


class Operation:
    """One operation of a valid document, ready to be run; `kind` is query, mutation or subscription."""

    __slots__ = (
        "coordinates",
        "document",
        "introspects",
        "kind",
        "node",
        "only_introspects",
        "prices",
        "purpose",
        "roots",
        "schema_answer",
        "sized",
    )

    def __init__(self, document: "Document", node: OperationDefinitionNode) -> None:
        self.document = document
        self.node = node
        self.kind: str = node.operation.value
        self.purpose = declared_purpose(node)
        names = root_fields(document.ast, node)
        self.roots = len(names)
        self.coordinates = coordinates_of(document.schema, document.ast, node)
        self.introspects = introspects(names)
        self.only_introspects = only_introspects(names)
        self.schema_answer: dict[str, Any] | None = None
        first = document.price(node, {})
        self.sized = tuple(sorted(first.variables))
        self.prices: dict[tuple[int | None, ...], int] = {} if self.sized else {(): first.cost}

    def cost(self, variables: Mapping[str, Any]) -> int:
        """The price with these coerced variables, in objects; refuses a page over the bound."""
        sizes = tuple([size_of(variables.get(name)) for name in self.sized])
        cost = self.prices.get(sizes)
        if cost is None:
            cost = self.document.price(self.node, variables).cost
            if len(self.prices) < PRICES:
                self.prices[sizes] = cost
        return cost


class Document:
    """A valid document: its operations by name, its fragments, its fingerprint."""

    __slots__ = ("ast", "bounds", "definitions", "fragments", "name", "operations", "schema")

    def __init__(self, schema: GraphQLSchema, ast: DocumentNode, bounds: Bounds) -> None:
        self.schema = schema
        self.ast = ast
        self.bounds = bounds
        self.name = fingerprint(ast)
        self.definitions: dict[str, FragmentDefinitionNode] = {
            d.name.value: d for d in ast.definitions if isinstance(d, FragmentDefinitionNode)
        }
        self.fragments = {name: FragmentDetails(d, None) for name, d in self.definitions.items()}
        nodes = [d for d in ast.definitions if isinstance(d, OperationDefinitionNode)]
        self.operations = {(n.name.value if n.name else None): Operation(self, n) for n in nodes}

    def price(self, node: OperationDefinitionNode, variables: Mapping[str, Any]) -> Price:
        """What one operation costs; refuses a page over the bound."""
        try:
            return price_of(self.schema, self.ast, node, variables, self.bounds)
        except LimitExceeded as excess:
            raise limit_exceeded(excess) from None

    def operation(self, name: str | None) -> Operation:
        """The operation to run: the named one, or the only one (GraphQL, GetOperation)."""
        if name is not None:
            if name not in self.operations:
                raise operation_refused("operation_unknown")
            return self.operations[name]
        if len(self.operations) != 1:
            raise operation_refused("operation_ambiguous" if self.operations else "operation_none")
        return next(iter(self.operations.values()))


class Documents:
    """Prepares documents, each once; what was refused is not kept.

    `memory` bounds what is kept, in tokens and hundreds of characters.
    """

    def __init__(self, schema: GraphQLSchema, bounds: Bounds, memory: int) -> None:
        self.schema = schema
        self.bounds = bounds
        self.known: Remembered[str, Document] = Remembered(memory)

    def prepare(self, text: str) -> Document:
        """The document of a text; raises RequestRefused (400 for syntax, 422 for all else)."""
        document = self.known.get(text)
        if document is None:
            document = Document(self.schema, self._checked(text), self.bounds)
            self.known.keep(text, document, weight=_weight(document, text))
        return document

    def _checked(self, text: str) -> DocumentNode:
        ast = self._parsed(text)
        try:
            check_shape(ast, self.bounds)
        except LimitExceeded as excess:
            raise limit_exceeded(excess) from None
        except FragmentLoop as loop:
            raise fragment_loop(loop.name) from None
        problems = problems_of(self.schema, ast)
        if problems:
            raise document_refused(*problems)
        return ast

    def _parsed(self, text: str) -> DocumentNode:
        limit = self.bounds.tokens
        try:
            return parse(text, max_tokens=limit)
        except GraphQLSyntaxError as error:
            # The library tells this case by its text only.
            if error.message.endswith(f"more than {limit} tokens. Parsing aborted."):
                excess = LimitExceeded("limit.tokens", limit=limit, found=limit + 1)
                raise limit_exceeded(excess) from None
            problem = Problem(Code.GRAPHQL_PARSE_FAILED, "syntax", locations=locations_of(error))
            raise document_refused(problem, status=400) from None


def _weight(document: Document, text: str) -> int:
    answers = sum(SCHEMA_ANSWER for operation in document.operations.values() if operation.only_introspects)
    return document.ast.token_count + len(text) // 100 + 10 + answers
