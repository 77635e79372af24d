"""How many items a field can answer."""

from collections.abc import Mapping
from typing import Any

from graphql import (
    FieldNode,
    GraphQLField,
    IntValueNode,
    ListValueNode,
    NullValueNode,
    ValueNode,
    VariableNode,
)

from schema.limits.bounds import Bounds
from schema.limits.excess import LimitExceeded

PAGE_ARGUMENTS = ("first", "last")
LIST_ARGUMENTS = ("ids",)


def declared(definition: GraphQLField, word: str) -> int | None:
    """What a field declares in its metadata: `cost`, `size`, `most` or `work`; None if nothing.

    Written `strawberry.field(metadata={"cost": 50, "size": 7})`, in objects and items. `most` bounds what may
    be asked of a list below the page of all; `work` is what finding the answer costs, however little is
    answered, for each item of the list argument that `each` names.
    """
    stated = _metadata(definition).get(word)
    return stated if isinstance(stated, int) else None


def _metadata(definition: GraphQLField) -> Mapping[str, object]:
    field = definition.extensions.get("strawberry-definition")
    return getattr(field, "metadata", None) or {}


class Sizes:
    """Reads page sizes from arguments, literal or variable, and remembers which variables it read."""

    def __init__(self, variables: Mapping[str, Any], bounds: Bounds) -> None:
        self.values = variables
        self.variables: set[str] = set()
        self.default = bounds.default_page
        self.page = bounds.page

    def of(self, node: FieldNode, definition: GraphQLField) -> int | None:
        """The items a field can answer, or None if neither its arguments nor its declaration say.

        Raises LimitExceeded (`limit.page`) beyond the bound of the list or of all pages, and below 0.
        """
        sizing = [name for name in (*PAGE_ARGUMENTS, *LIST_ARGUMENTS) if name in definition.args]
        if not sizing:
            return declared(definition, "size")
        given = {argument.name.value: argument.value for argument in node.arguments or ()}
        most = min(declared(definition, "most") or self.page, self.page)
        asked = [self.asked(name, given[name], most) for name in sizing if name in given]
        stated = [size for size in asked if size is not None]
        return max(stated) if stated else self.usual(definition, sizing)

    def work(self, node: FieldNode, definition: GraphQLField) -> int:
        """What finding the answer of a field costs beside what it answers."""
        work, each = declared(definition, "work"), _metadata(definition).get("each")
        if work is None:
            return 0
        given = (argument for argument in node.arguments or () if argument.name.value == each)
        items = [self.read(argument.name.value, argument.value) or 0 for argument in given]
        return work * max([1, *items])

    def asked(self, name: str, value: ValueNode, most: int) -> int | None:
        size = self.read(name, value)
        if size is None:
            return None
        if not 0 <= size <= most:
            raise LimitExceeded("limit.page", limit=most, found=size)
        return size

    def read(self, name: str, value: ValueNode) -> int | None:
        if isinstance(value, VariableNode):
            self.variables.add(value.name.value)
            return size_of(self.values.get(value.name.value))
        if isinstance(value, NullValueNode):
            return None
        if name in PAGE_ARGUMENTS:
            # Validation has let only integers of 32 bits through.
            return int(value.value) if isinstance(value, IntValueNode) else None
        return len(value.values) if isinstance(value, ListValueNode) else 1

    def usual(self, definition: GraphQLField, sizing: list[str]) -> int:
        defaults = [size_of(definition.args[name].default_value) for name in sizing]
        return next((size for size in defaults if size is not None), self.default)


def size_of(value: object) -> int | None:
    """The size a coerced argument asks for: a number as it is, a list by its length, else nothing."""
    if isinstance(value, int):
        return value
    return len(value) if isinstance(value, list) else None
