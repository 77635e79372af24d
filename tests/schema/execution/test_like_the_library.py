"""Whatever is asked, the executor answers as the library's own does, errors and their places included."""

from random import Random

import pytest
from graphql import parse, validate
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.schema.execution.documents import Drawn
from tests.schema.execution.toys import TOYS, both_ways


async def compare(seed: int, on: bool) -> None:
    text = Drawn(Random(seed)).text()  # noqa: S311 - draws documents, guards no secret
    assume(not validate(TOYS._schema, parse(text)))  # some draw fields that cannot be merged
    library, ours = await both_ways(text, on=on)
    assert ours == library


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, 10**9), on=st.booleans())
async def test_drawn_documents_are_answered_alike(seed: int, on: bool) -> None:
    await compare(seed, on)


@pytest.mark.prove
@settings(max_examples=20_000, deadline=None)
@given(seed=st.integers(0, 10**9), on=st.booleans())
async def test_very_many_drawn_documents_are_answered_alike(seed: int, on: bool) -> None:
    await compare(seed, on)


@pytest.mark.parametrize(
    "selection",
    [
        "strict { ... on Cat { name } }",
        "pets { ... on Cat { name } }",
        "pets { ... on Cat { legs { length } } }",
        "healthy { ... on Cat { missing } }",
        "healthy { ... on Dog { trouble name } }",
        "healthy { ... on Dog { huge } }",
        "healthy { ... on Dog { soon } }",
        "rex { words friends { name } }",
        "tom { legs { broken } mother { legs { broken } } }",
        "tom { legs { later } }",
        "nothing { name }",
        "kitten { name legs { length } }",
        "stray { __typename }",
        "healthy { ... on Dog { spelled } }",
        "rex { louder name }",
        "noPet { ... on Cat { name } }",
        "noList { name }",
        "animals { age }",
        "healthy { ... on Dog { odd } }",
        "pets { ... on Dog { odd } }",
    ],
)
async def test_what_is_wrong_is_told_in_the_same_words_at_the_same_place(selection: str) -> None:
    library, ours = await both_ways(f"{{ {selection} }}")
    assert ours == library
