"""Whatever can be given to the product is given to it by the two worlds, or is told to be unclassified."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from graphql import GraphQLInputObjectType, GraphQLNamedType, GraphQLScalarType, get_named_type

from tests.worlds.chance import PLACES
from tests.worlds.prepared import COMPILED
from tests.worlds.sources import OF_COORDINATE, Unclassified, source_of
from tests.worlds.values import SOURCES

HOUSE = Path(__file__).parent.parent.parent
NOT_WHILE_SERVING = {
    "models.storage.transaction",  # how long a retry waits
    "permissions.callers.api_keys",  # issued on the command line
    "permissions.callers.tokens",  # the same
}


def given() -> Iterator[tuple[str, GraphQLNamedType]]:
    for kind in COMPILED.type_map.values():
        if kind.name.startswith("__"):
            continue
        if isinstance(kind, GraphQLInputObjectType):
            yield from (
                (f"{kind.name}.{name}", get_named_type(each.type)) for name, each in kind.fields.items()
            )
            continue
        for field, definition in getattr(kind, "fields", {}).items():
            for name, each in definition.args.items():
                yield f"{kind.name}.{field}({name})", get_named_type(each.type)


def test_every_argument_and_input_field_has_a_source_of_values() -> None:
    told: list[str] = []
    for coordinate, kind in given():
        try:
            source = source_of(coordinate, kind)
        except Unclassified as missing:
            told.append(str(missing))
            continue
        if source and source not in SOURCES:
            told.append(f"{coordinate} wants values of {source}, and there are none")
    assert told == []


def test_a_new_argument_is_told_to_be_unclassified() -> None:
    text = COMPILED.type_map["String"]
    assert isinstance(text, GraphQLScalarType)
    with pytest.raises(Unclassified, match=r"classify me in .*: Query\.contacts\(shoeSize\)"):
        source_of("Query.contacts(shoeSize)", text)


def test_no_source_is_named_for_what_is_no_longer_there() -> None:
    assert set(OF_COORDINATE) - {coordinate for coordinate, _ in given()} == set()


def test_all_that_is_drawn_at_random_while_serving_is_ruled_by_the_seed() -> None:
    ruled = {place.rpartition(".")[0] for place in PLACES}
    found = set()
    for room in ("models", "permissions", "resolvers", "schema"):
        for path in (HOUSE / room).rglob("*.py"):
            module = ".".join(path.relative_to(HOUSE).with_suffix("").parts)
            if "demo" not in path.parts and _draws(path):
                found.add(module)
    assert found - ruled - NOT_WHILE_SERVING == set(), "name the place in tests/worlds/chance.py"


def _draws(path: Path) -> bool:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import) and {"secrets", "random", "uuid"} & {
            each.name for each in node.names
        }:
            return True
        if isinstance(node, ast.ImportFrom) and node.module in {"secrets", "random", "uuid"}:
            return True
        if isinstance(node, ast.Attribute) and node.attr == "urandom":
            return True
    return False
