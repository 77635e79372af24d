"""Which fields a request asks for beneath a field, read once from its document."""

from collections.abc import Iterator

from graphql import FieldNode, FragmentSpreadNode, GraphQLResolveInfo, SelectionSetNode

from permissions.fields import PERSONAL_FIELDS
from resolvers.context import Context
from resolvers.wanted import Wanted
from schema.context import Info

_CATEGORY_OF = {field.name: field.category for field in PERSONAL_FIELDS.values()}


def wanted(info: Info) -> Wanted:
    """Return the names and categories of all fields asked for beneath the current field."""
    raw: GraphQLResolveInfo[Context] = info._raw_info  # noqa: SLF001 - strawberry offers no lighter way to the document
    seen: set[str] = set()
    names = frozenset(name for node in raw.field_nodes for name in _names(node.selection_set, raw, seen))
    return Wanted(names, frozenset(_CATEGORY_OF[name] for name in names & _CATEGORY_OF.keys()))


def _names(
    selections: SelectionSetNode | None, raw: GraphQLResolveInfo[Context], seen: set[str]
) -> Iterator[str]:
    for node in selections.selections if selections else ():
        if isinstance(node, FragmentSpreadNode):
            name = node.name.value
            if name not in seen:
                seen.add(name)
                yield from _names(raw.fragments[name].selection_set, raw, seen)
            continue
        if isinstance(node, FieldNode):
            yield node.name.value
        yield from _names(getattr(node, "selection_set", None), raw, seen)
