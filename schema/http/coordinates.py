"""Which fields an operation selects."""

from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
)


def coordinates_of(
    schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode
) -> frozenset[str]:
    """Every field that a valid operation selects, fragments opened, as `Type.field`.

    `@skip` and `@include` are not judged: the answer is of the document, whatever its variables.
    """
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    found: set[str] = set()
    waiting: list[tuple[SelectionSetNode, Any]] = [
        (operation.selection_set, schema.get_root_type(operation.operation))
    ]
    while waiting:
        selections, parent = waiting.pop()
        for node in selections.selections:
            if isinstance(node, FieldNode):
                waiting += _beneath(schema, node, parent, found)
            elif isinstance(node, InlineFragmentNode):
                condition = node.type_condition
                waiting.append(
                    (node.selection_set, schema.type_map[condition.name.value] if condition else parent)
                )
            elif isinstance(node, FragmentSpreadNode) and node.name.value in fragments:
                fragment = fragments.pop(node.name.value)  # each is opened once
                waiting.append((fragment.selection_set, schema.type_map[fragment.type_condition.name.value]))
    return frozenset(found)


def _beneath(
    schema: GraphQLSchema, node: FieldNode, parent: Any, found: set[str]
) -> list[tuple[SelectionSetNode, Any]]:
    definition = schema.get_field(parent, node.name.value)
    if definition is None:  # pragma: no cover - validation has refused unknown fields
        return []
    found.add(f"{parent.name}.{node.name.value}")
    return [(node.selection_set, get_named_type(definition.type))] if node.selection_set else []
