"""Which operations read the schema itself, and how deep."""

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from schema.limits.shape import INTROSPECTION_ROOTS


def root_fields(document: DocumentNode, operation: OperationDefinitionNode) -> list[str]:
    """The names of the fields an operation selects at its root, fragments opened, in order.

    A name stands once per selection, so that two aliases of a field count as two.
    """
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    names: list[str] = []
    opened: set[str] = set()
    waiting: list[SelectionSetNode] = [operation.selection_set]
    while waiting:
        for selection in waiting.pop().selections:
            if isinstance(selection, FieldNode):
                names.append(selection.name.value)
            elif not isinstance(selection, FragmentSpreadNode):
                waiting.append(selection.selection_set)  # type: ignore[attr-defined] # an inline fragment
            elif selection.name.value not in opened:
                opened.add(selection.name.value)
                waiting.append(fragments[selection.name.value].selection_set)
    return names


def introspects(names: list[str]) -> bool:
    """Does an operation with these root fields read the schema?"""
    return not INTROSPECTION_ROOTS.isdisjoint(names)


def only_introspects(names: list[str]) -> bool:
    """Does an operation with these root fields read nothing but the schema?"""
    return introspects(names) and INTROSPECTION_ROOTS.issuperset(n for n in names if n != "__typename")
