"""What an operation costs: the number of objects its answer can hold, and the work to find them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLCompositeType,
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionNode,
    SelectionSetNode,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
)

from schema.limits.bounds import Bounds
from schema.limits.introspection import root_fields
from schema.limits.sizes import Sizes, declared

WHOLE_SCHEMA = 1000
"""What `__schema` costs; one asks for it once, and it may not be multiplied by aliases."""

ONE_TYPE = 20
"""What `__type` costs."""

MUTATION = 10
"""What each mutation costs beside what it answers."""


class Cost(NamedTuple):
    """The cost of a selection: once, and per item of the page it stands in."""

    once: int = 0
    per_item: int = 0


class Price(NamedTuple):
    """A cost in objects, and the variables it depends on."""

    cost: int
    variables: frozenset[str]


def price_of(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
    bounds: Bounds,
) -> Price:
    """What a valid operation costs with these coerced variables.

    An object costs 1 and a leaf nothing; a list multiplies what is beneath by its page (`first`, `last`,
    the length of `ids`, the field's declared size, else the default page). A field that has to search costs
    its declared work as well, whatever it answers. Each fragment is priced once.
    Raises LimitExceeded for a page over the bound.
    """
    root = schema.get_root_type(operation.operation)
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    pricing = _Pricing(schema, fragments, root, Sizes(variables, bounds))
    once, per_item = pricing.selections(operation.selection_set, root)
    cost = once + per_item * bounds.default_page
    if operation.operation is OperationType.MUTATION:
        cost += MUTATION * len(root_fields(document, operation))
    return Price(max(cost, 1), frozenset(pricing.sizes.variables))


class _Pricing:
    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        root: GraphQLNamedType | None,
        sizes: Sizes,
    ) -> None:
        self.schema = schema
        self.fragments = fragments
        self.root = root
        self.sizes = sizes
        self.known: dict[str, Cost] = {}

    def selections(self, selection_set: SelectionSetNode | None, parent: Any) -> Cost:
        once = per_item = 0
        spread: set[str] = set()
        for selection in selection_set.selections if selection_set else ():
            cost = self.selection(selection, parent, spread)
            once += cost.once
            per_item += cost.per_item
        return Cost(once, per_item)

    def selection(self, selection: SelectionNode, parent: Any, spread: set[str]) -> Cost:
        if isinstance(selection, FieldNode):
            return self.field(selection, parent)
        if isinstance(selection, InlineFragmentNode):
            return self.selections(selection.selection_set, self.conditioned(selection, parent))
        if isinstance(selection, FragmentSpreadNode) and selection.name.value not in spread:
            # The same fragment twice in one place answers the same fields once.
            spread.add(selection.name.value)
            return self.fragment(selection.name.value)
        return Cost()

    def conditioned(self, node: InlineFragmentNode | FragmentDefinitionNode, parent: Any) -> Any:
        condition = node.type_condition
        return self.schema.type_map[condition.name.value] if condition else parent

    def fragment(self, name: str) -> Cost:
        if name not in self.known:
            definition = self.fragments[name]
            self.known[name] = self.selections(definition.selection_set, self.conditioned(definition, None))
        return self.known[name]

    def field(self, node: FieldNode, parent: GraphQLCompositeType) -> Cost:
        name = node.name.value
        if name.startswith("__"):
            return Cost({"__schema": WHOLE_SCHEMA, "__type": ONE_TYPE}.get(name, 0))
        definition = self.schema.get_field(parent, name)
        if definition is None:  # pragma: no cover - validation has refused unknown fields
            return Cost()
        weight = self.weight(definition, parent)
        beneath = self.selections(node.selection_set, get_named_type(definition.type))
        once, per_item = self.multiplied(node, definition, weight, beneath)
        return Cost(once + self.sizes.work(node, definition), per_item)

    def weight(self, definition: GraphQLField, parent: GraphQLCompositeType) -> int:
        stated = declared(definition, "cost")
        if stated is not None:
            return stated
        return 0 if is_leaf_type(get_named_type(definition.type)) and parent is not self.root else 1

    def multiplied(self, node: FieldNode, definition: GraphQLField, weight: int, beneath: Cost) -> Cost:
        size = self.sizes.of(node, definition)
        if not is_list_type(get_nullable_type(definition.type)):
            page = self.sizes.default if size is None else size
            return Cost(weight + beneath.once + page * beneath.per_item)
        item = weight + beneath.once + self.sizes.default * beneath.per_item
        return Cost(0, item) if size is None else Cost(size * item)
