"""Which operations read the schema."""

import pytest
from graphql import OperationDefinitionNode, parse

from schema.limits.introspection import introspects, only_introspects, root_fields


@pytest.mark.parametrize(
    ("text", "roots", "reads", "only"),
    [
        ("{hello}", ["hello"], False, False),
        ("{__typename}", ["__typename"], False, False),
        ("{__schema{types{name}}}", ["__schema"], True, True),
        ("{__typename __schema{types{name}}}", ["__typename", "__schema"], True, True),
        ('{a:__type(name:"A"){name} hello}', ["__type", "hello"], True, False),
        ("{...A} fragment A on Q{...{__schema{types{name}}}}", ["__schema"], True, True),
        ("{a:b b ...A ...A} fragment A on Q{c}", ["b", "b", "c"], False, False),
    ],
)
def test_roots_are_found_through_fragments(text: str, roots: list[str], reads: bool, only: bool) -> None:
    document = parse(text)
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    names = root_fields(document, operation)
    assert (names, introspects(names), only_introspects(names)) == (roots, reads, only)
