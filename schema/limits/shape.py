"""How deep and how wide a document is, counted without knowing the schema."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
    ExecutableDefinitionNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from schema.limits.bounds import Bounds
from schema.limits.excess import FragmentLoop, LimitExceeded

INTROSPECTION_ROOTS = frozenset({"__schema", "__type"})
"""The fields beneath which depth is not counted: graphql-core bounds introspection by its own rule."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a definition amounts to with its fragments written out; counts.

    `repeats` is how often one response name stands in one selection at most, fragments aside.
    """

    depth: int = 0
    aliases: int = 0
    directives: int = 0
    repeats: int = 0


@dataclass(slots=True)
class _Definition:
    """One definition by itself, and where it spreads others (depth None: beneath introspection)."""

    depth: int = 0
    aliases: int = 0
    directives: int = 0
    repeats: int = 0
    spreads: list[tuple[str, int | None]] = field(default_factory=list)


@dataclass(slots=True)
class _Place:
    """A selection still to be counted: its depth, and the names beside its own, by type condition."""

    selection_set: SelectionSetNode
    depth: int | None
    names: Counter[tuple[str, str]]
    condition: str = ""


def check_shape(document: DocumentNode, bounds: Bounds) -> None:
    """Raise LimitExceeded for the first bound a document is over, FragmentLoop for a fragment in itself.

    Takes microseconds whatever the document, and so shields validation from documents made to be slow.
    """
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    _check("fragments", len(fragments), bounds.fragments)
    shapes = Shapes(fragments)
    for definition in document.definitions:
        if isinstance(definition, FragmentDefinitionNode):
            shapes.of_fragment(definition.name.value)
        elif isinstance(definition, OperationDefinitionNode):
            shape = shapes.of(definition)
            for name in ("depth", "aliases", "directives", "repeats"):
                _check(name, getattr(shape, name), getattr(bounds, name))


def _check(name: str, found: int, limit: int) -> None:
    if found > limit:
        raise LimitExceeded(f"limit.{name}", limit=limit, found=found)


class Shapes:
    """The shapes of a document's definitions, each fragment counted once."""

    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self.fragments = fragments
        self.known: dict[str, Shape | None] = {}

    def of(self, definition: ExecutableDefinitionNode) -> Shape:
        """The shape of one definition with all it spreads."""
        alone = _alone(definition)
        depth, aliases, directives, repeats = alone.depth, alone.aliases, alone.directives, alone.repeats
        for name, at in alone.spreads:
            spread = self.of_fragment(name)
            aliases += spread.aliases
            directives += spread.directives
            repeats = max(repeats, spread.repeats)
            depth = depth if at is None else max(depth, at + spread.depth)
        return Shape(depth, aliases, directives, repeats)

    def of_fragment(self, name: str) -> Shape:
        """The shape of a fragment; an unknown one is nothing, validation refuses it afterwards."""
        if name not in self.known:
            self.known[name] = None
            definition = self.fragments.get(name)
            self.known[name] = self.of(definition) if definition else Shape()
        shape = self.known[name]
        if shape is None:
            raise FragmentLoop(name)
        return shape


def _alone(definition: ExecutableDefinitionNode) -> _Definition:
    # An explicit stack, not recursion: inline fragments nest without adding depth.
    alone = _Definition(directives=_directives_before(definition))
    waiting = [_Place(definition.selection_set, 0, Counter())]
    while waiting:
        place = waiting.pop()
        for selection in place.selection_set.selections:
            nested = _count(selection, place, alone)  # type: ignore[arg-type] # there is no other kind
            if nested is not None:
                waiting.append(nested)
    return alone


def _directives_before(definition: ExecutableDefinitionNode) -> int:
    variables = definition.variable_definitions or ()
    return len(definition.directives or ()) + sum(len(v.directives or ()) for v in variables)


def _count(
    selection: FieldNode | FragmentSpreadNode | InlineFragmentNode, place: _Place, alone: _Definition
) -> _Place | None:
    alone.directives += len(selection.directives or ())
    if isinstance(selection, FieldNode):
        return _count_field(selection, place, alone)
    if isinstance(selection, FragmentSpreadNode):
        alone.spreads.append((selection.name.value, place.depth))
        return None
    # Members of a union may each be asked for the same name, so names count by their condition.
    condition = selection.type_condition.name.value if selection.type_condition else place.condition
    return _Place(selection.selection_set, place.depth, place.names, condition)


def _count_field(node: FieldNode, place: _Place, alone: _Definition) -> _Place | None:
    answered = (node.alias or node.name).value
    place.names[place.condition, answered] += 1
    alone.repeats = max(alone.repeats, place.names[place.condition, answered])
    alone.aliases += node.alias is not None
    depth = None if place.depth is None else place.depth + 1
    alone.depth = max(alone.depth, depth or 0)
    if node.selection_set is None:
        return None
    exempt = node.name.value in INTROSPECTION_ROOTS
    return _Place(node.selection_set, None if exempt else depth, Counter())
