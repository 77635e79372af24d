"""What is plain is compiled once for each document, and passes by the library."""

import gc
from typing import Any

import pytest
from graphql import GraphQLObjectType, parse

from schema.execution import executor
from schema.execution.compiling import Compiler
from schema.execution.executor import PlainExecutor
from schema.execution.reading import reader
from tests.schema.execution.toys import TOYS, run, told

PLAIN = """{ healthy { __typename kind: name ...known ... on Dog { friends { name age } legs { colour } } } }
fragment known on Cat { colour size mother { legs { length } } legs { length colour } }"""


@pytest.fixture
def asked_of_library(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The fields that the library has executed itself."""
    fields: list[str] = []
    execute_field: Any = PlainExecutor.execute_field

    def noted(self: PlainExecutor, kind: Any, source: Any, asked: Any, *rest: Any) -> Any:
        fields.append(asked[0].node.name.value)
        return execute_field(self, kind, source, asked, *rest)

    monkeypatch.setattr(PlainExecutor, "execute_field", noted)
    return fields


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The types whose selections were compiled."""
    kinds: list[str] = []
    compile_it: Any = Compiler._compiled

    def noted(self: Compiler, kind: Any, asked: Any) -> Any:
        kinds.append(str(kind))
        return compile_it(self, kind, asked)

    monkeypatch.setattr(Compiler, "_compiled", noted)
    return kinds


async def test_plain_fields_pass_by_the_library(asked_of_library: list[str]) -> None:
    answer = await run(PlainExecutor, parse(PLAIN))
    assert answer.errors is None
    assert asked_of_library == ["healthy"]


@pytest.mark.parametrize(
    ("field", "plain"),
    [
        ("Cat.name", True),
        ("Cat.shouted", True),
        ("Cat.called", False),
        ("Dog.told", False),
        ("Dog.louder", False),
        ("Leg.later", False),
    ],
)
def test_a_field_that_needs_more_than_its_object_is_not_plain(field: str, plain: bool) -> None:
    kind, _, name = field.partition(".")
    made = TOYS._schema.type_map[kind]
    assert isinstance(made, GraphQLObjectType)
    assert (reader(made, made.fields[name]) is not None) == plain


async def test_what_is_plain_beneath_a_needy_field_still_passes_by(asked_of_library: list[str]) -> None:
    await run(PlainExecutor, parse("{ tom { called mother { name } legs { length } } }"))
    assert asked_of_library == ["tom", "called", "mother", "legs"]


async def test_a_document_is_compiled_once(compiled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    document = parse(PLAIN)
    await run(PlainExecutor, document)
    once = list(compiled)
    monkeypatch.delattr(executor, "_varies")  # whoever looks at the document again fails
    answer = await run(PlainExecutor, document)
    assert answer.errors is None
    assert once
    assert compiled == once


async def test_a_selection_that_a_variable_changes_is_asked_anew_each_time() -> None:
    document = parse("query($on: Boolean!) { tom { name age @include(if: $on) } }")
    assert told(await run(PlainExecutor, document, on=True)) == ({"tom": {"name": "Tom", "age": 3}}, [])
    assert told(await run(PlainExecutor, document, on=False)) == ({"tom": {"name": "Tom"}}, [])


async def test_a_variable_in_a_fragment_changes_its_selection_too() -> None:
    document = parse("query($on: Boolean!) { tom { ...f } } fragment f on Cat { name age @skip(if: $on) }")
    assert told(await run(PlainExecutor, document, on=False)) == ({"tom": {"name": "Tom", "age": 3}}, [])
    assert told(await run(PlainExecutor, document, on=True)) == ({"tom": {"name": "Tom"}}, [])


async def test_a_resolver_is_called_once_where_all_is_well() -> None:
    answer = await run(PlainExecutor, parse("{ tom { name shouted counted } }"))
    assert told(answer) == ({"tom": {"name": "Tom", "shouted": "TOM", "counted": 1}}, [])


async def test_plans_are_forgotten_with_their_document() -> None:
    gc.collect()
    before = len(executor._PLANS)
    document = parse(PLAIN)
    await run(PlainExecutor, document)
    assert len(executor._PLANS) == before + 1
    del document
    gc.collect()
    assert len(executor._PLANS) == before
