"""What operations cost."""

from typing import Any

import pytest
from graphql import OperationDefinitionNode, get_introspection_query, parse, validate

from schema.limits.bounds import Bounds
from schema.limits.excess import LimitExceeded
from schema.limits.price import ONE_TYPE, WHOLE_SCHEMA, price_of
from tests.schema.http.toy import SCHEMA

COMPILED = SCHEMA._schema


def cost(text: str, variables: dict[str, Any] | None = None, bounds: Bounds | None = None) -> int:
    document = parse(text)
    assert validate(COMPILED, document) == []
    operation = next(d for d in document.definitions if isinstance(d, OperationDefinitionNode))
    return price_of(COMPILED, document, operation, variables or {}, bounds or Bounds()).cost


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{__typename}", 1),
        ("{hello}", 1),
        ("{hello who}", 2),
        ("{word{text}}", 1),
        ("{word{text again{text again{text}}}}", 3),
        # a connection: itself, then an edge and a node per item
        ("{words{total}}", 1),
        ("{words{edges{node{text}}}}", 1 + 20 * 2),
        ("{words(first:5){total edges{node{text}}}}", 1 + 5 * 2),
        ("{words(first:100){edges{node{text again{text}}}}}", 1 + 100 * 3),
        ("{words(first:0){edges{node{text}}}}", 1),
        # lists
        ("{plainList{text}}", 20),
        ("{plainList{text again{text}}}", 40),
        ("{week{text}}", 7),
        ("{page(first:3){text}}", 3),
        ("{page(first:3,last:8){text}}", 8),
        ("{page(first:null){text}}", 20),
        ("{page{text}}", 20),
        ('{nodes(ids:["a","b","c"]){text}}', 3),
        ("{nodes(ids:7){text}}", 1),
        ("{dear}", 300),
        ("{a:dear b:dear}", 600),
        # work, whatever is answered
        ("{searched{text}}", 50 + 3),
        ('{searched(places:["a","b"],first:1){text}}', 2 * 50 + 1),
        ("{a:searched(places:[],first:0){text} b:searched(first:0){text}}", 2 * 50),
        # fragments
        ("{...A} fragment A on Query{word{text}}", 1),
        ("{...A ...A} fragment A on Query{word{text}}", 1),
        ("{word{...B} other:word{...B}} fragment B on Word{again{text}}", 4),
        ("{words(first:5){...A}} fragment A on Words{edges{node{text}}}", 1 + 5 * 2),
        (
            "{words(first:5){...A} more:words(first:7){...A}} fragment A on Words{edges{node{text}}}",
            2 + 12 * 2,
        ),
        ("{...on Query{...{word{text}}}}", 1),
        ('mutation{write(text:"a")}', 11),
        ('mutation{a:write(text:"a") ...M} fragment M on Mutation{b:write(text:"b")}', 22),
        ("subscription{ticks(count:1)}", 1),
        ("{__schema{types{name}}}", WHOLE_SCHEMA),
        ('{__type(name:"Word"){name} hello}', ONE_TYPE + 1),
    ],
)
def test_a_price_is_the_number_of_objects(text: str, expected: int) -> None:
    assert cost(text) == expected


@pytest.mark.parametrize(
    ("variables", "expected"),
    [({}, 1 + 20 * 2), ({"n": None}, 1 + 20 * 2), ({"n": 3}, 7), ({"n": 100}, 201), ({"n": 0}, 1)],
)
def test_a_variable_page_is_priced_by_its_value(variables: dict[str, Any], expected: int) -> None:
    assert cost("query($n:Int!=1){words(first:$n){edges{node{text}}}}", variables) == expected


def test_work_is_priced_by_the_length_of_a_variable() -> None:
    text = "query($p:[String!],$n:Int!){searched(places:$p,first:$n){text}}"
    assert cost(text, {"p": ["a"] * 9, "n": 2}) == 9 * 50 + 2
    assert cost(text, {"p": None, "n": 2}) == 50 + 2


def test_a_variable_list_is_priced_by_its_length() -> None:
    assert cost("query($i:[ID!]!){nodes(ids:$i){text}}", {"i": ["a"] * 9}) == 9


@pytest.mark.parametrize(
    ("text", "variables", "found"),
    [
        ("{page(first:101){text}}", {}, 101),
        ("{page(first:1,last:500){text}}", {}, 500),
        ("{page(first:-1){text}}", {}, -1),
        ("query($n:Int){page(last:$n){text}}", {"n": 101}, 101),
        ("query($i:[ID!]!){nodes(ids:$i){text}}", {"i": ["a"] * 101}, 101),
        ("{...A} fragment A on Query{page(first:101){text}}", {}, 101),
    ],
)
def test_a_page_over_the_bound_is_refused(text: str, variables: dict[str, Any], found: int) -> None:
    with pytest.raises(LimitExceeded) as excess:
        cost(text, variables)
    assert (excess.value.key, excess.value.limit, excess.value.found) == ("limit.page", 100, found)


@pytest.mark.parametrize(("bounds", "limit"), [(Bounds(), 30), (Bounds(page=8), 8)])
def test_a_list_may_declare_a_bound_of_its_own_below_that_of_all(bounds: Bounds, limit: int) -> None:
    assert cost(f"{{short(first:{limit}){{text}}}}", bounds=bounds) == limit
    with pytest.raises(LimitExceeded) as excess:
        cost(f"{{short(first:{limit + 1}){{text}}}}", bounds=bounds)
    assert (excess.value.key, excess.value.limit, excess.value.found) == ("limit.page", limit, limit + 1)


def test_a_number_of_five_thousand_digits_as_an_id_is_one_item() -> None:
    assert cost("{nodes(ids:" + "9" * 5000 + "){text}}") == 1


def test_lists_within_lists_multiply() -> None:
    assert cost("{plainList{again{again{text}}}}", bounds=Bounds(default_page=10)) == 30


@pytest.mark.parametrize("descriptions", [True, False])
def test_the_usual_introspection_query_is_affordable(descriptions: bool) -> None:
    assert cost(get_introspection_query(descriptions=descriptions)) < Bounds().cost


def test_the_schema_cannot_be_asked_for_many_times_at_once() -> None:
    text = "{" + " ".join(f"a{n}:__schema{{types{{name}}}}" for n in range(6)) + "}"
    assert cost(text) > Bounds().cost


def test_fragments_that_double_forty_times_are_each_priced_once() -> None:
    # Written out they would take hours: that this test ends is what it shows.
    fragments = [f"fragment F{n} on Word{{a:again{{...F{n + 1}}} b:again{{...F{n + 1}}}}}" for n in range(40)]
    document = parse(" ".join(["{word{...F0}}", *fragments, "fragment F40 on Word{text}"]))
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    assert price_of(COMPILED, document, operation, {}, Bounds()).cost == 2**41 - 1
