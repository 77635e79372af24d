"""Limits as a client meets them."""

from typing import Any

import pytest
from graphql import get_introspection_query

from schema.http.document import Documents
from schema.http.problem import RequestRefused
from schema.http.settings import EndpointSettings
from schema.limits.bounds import Bounds
from tests.schema.http.asking import NOBODY, ask, codes, rules
from tests.schema.http.toy import SCHEMA, toy_app

COMPILED = SCHEMA._schema


DEAR = """query($n: Int!) {
  a: words(first: $n) { edges { node { again { again { text } } } } }
  b: words(first: $n) { edges { node { text } } }
  dear
}"""


def prepared(text: str, bounds: Bounds | None = None) -> Documents:
    documents = Documents(COMPILED, bounds or Bounds(), 10_000)
    documents.prepare(text)
    return documents


@pytest.mark.parametrize(
    ("query", "entries", "code", "limit", "requested"),
    [
        ("{" + "hello " * 1000 + "}", {}, "COST_LIMIT_EXCEEDED", 1000, 1001),
        ("#\n" * 1001 + "{hello}", {}, "COST_LIMIT_EXCEEDED", 1000, 1001),
        ("{word" + "{again" * 7 + "{text}" + "}" * 7 + "}", {}, "COST_LIMIT_EXCEEDED", 8, 9),
        ("{" + " ".join(f"a{n}:hello" for n in range(16)) + "}", {}, "COST_LIMIT_EXCEEDED", 15, 16),
        ("{" + "hello " * 16 + "}", {}, "COST_LIMIT_EXCEEDED", 15, 16),
        ("{page(first:101){text}}", {}, "BAD_USER_INPUT", 100, 101),
        ("query($n:Int){page(first:$n){text}}", {"variables": {"n": 101}}, "BAD_USER_INPUT", 100, 101),
        (
            DEAR,
            {"variables": {"n": 100}},
            "COST_LIMIT_EXCEEDED",
            500,
            902,
        ),
    ],
)
async def test_an_operation_over_a_limit_is_told_the_limit_and_what_it_asked(
    query: str, entries: dict[str, Any], code: str, limit: int, requested: int
) -> None:
    response = await ask(query, settings=EndpointSettings(cost=500), **entries)
    [error] = response.json()["errors"]
    assert (response.status_code, error["extensions"]["code"]) == (422, code)
    assert (error["extensions"]["limit"], error["extensions"]["requested"]) == (limit, requested)
    assert str(limit) in error["message"]


async def test_every_answer_tells_its_price() -> None:
    expected = {"cost": {"requested": 41, "limit": 5000}}
    assert (await ask("{words{edges{node{text}}}}")).json()["extensions"] == expected
    assert (await ask("{boom words{edges{node{text}}}}")).json()["extensions"]["cost"]["requested"] == 42


async def test_the_price_follows_the_variables_of_each_request() -> None:
    app = toy_app()
    query = "query($n:Int!){words(first:$n){edges{node{text}}}}"
    prices = []
    for size in (1, 50, 1, 100, 50):
        answer = (await ask(query, app=app, variables={"n": size})).json()
        prices.append(answer["extensions"]["cost"]["requested"])
    assert prices == [3, 101, 3, 201, 101]


async def test_introspection_needs_a_token_outside_development() -> None:
    query = get_introspection_query()
    refused = await ask(query, headers=NOBODY)
    assert (refused.status_code, codes(refused), rules(refused)) == (
        422,
        ["GRAPHQL_VALIDATION_FAILED"],
        ["NoSchemaIntrospection"],
    )
    assert (await ask("{__typename}", headers=NOBODY)).status_code == 200
    assert (await ask(query)).status_code == 200
    allowed = await ask(query, headers=NOBODY, settings=EndpointSettings(development=True))
    assert allowed.status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "{...A} fragment A on Query{__schema{types{name}}}",
        '{...{__type(name:"Word"){name}}}',
        "query Q($t:Boolean=true){a:__schema @include(if:$t){types{name}}}",
        "{hello b:__schema{types{name}}}",
    ],
)
async def test_introspection_cannot_be_hidden(query: str) -> None:
    response = await ask(query, headers=NOBODY)
    assert rules(response) == ["NoSchemaIntrospection"]


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"descriptions": False},
        {
            "specified_by_url": True,
            "input_value_deprecation": True,
            "directive_is_repeatable": True,
            "schema_description": True,
        },
    ],
)
async def test_the_usual_introspection_queries_pass(options: dict[str, bool]) -> None:
    response = await ask(get_introspection_query(**options))
    assert response.status_code == 200
    assert response.json()["data"]["__schema"]["queryType"]["name"] == "Query"


async def test_the_schema_is_read_once_and_answered_from_memory() -> None:
    app = toy_app()
    endpoint: Any = app.routes[0].app  # type: ignore[attr-defined] # a Route holds the endpoint
    query = get_introspection_query()
    first = await ask(query, app=app)
    operation = endpoint.runner.documents.prepare(query).operation("IntrospectionQuery")
    assert operation.schema_answer == first.json()["data"]
    operation.schema_answer = {"remembered": True}
    assert (await ask(query, app=app)).json()["data"] == {"remembered": True}


async def test_an_introspection_with_variables_is_read_each_time() -> None:
    app = toy_app()
    query = "query($n:String!){__type(name:$n){name}}"
    names = [
        (await ask(query, app=app, variables={"n": n})).json()["data"]["__type"] for n in ("Word", "Edge")
    ]
    assert names == [{"name": "Word"}, {"name": "Edge"}]


def test_a_document_is_prepared_once() -> None:
    documents = prepared("{hello}")
    assert documents.prepare("{hello}") is documents.prepare("{hello}")


def test_a_refused_document_is_not_kept() -> None:
    documents = prepared("{hello}")
    for text in ("{nope}", "{", "{page(first:101){text}}"):
        with pytest.raises(RequestRefused):
            documents.prepare(text)
    assert len(documents.known) == 1


def test_the_memory_of_documents_is_bounded() -> None:
    documents = prepared("{hello}")
    for number in range(2000):
        documents.prepare(f'{{echo(text:"{number}")}}')
    assert documents.known.weight <= 10_000
    assert len(documents.known) < 600


def test_prices_of_one_operation_are_remembered_up_to_a_bound() -> None:
    documents = prepared("query($a:Int,$b:Int){x:page(first:$a){text} y:page(first:$b){text}}")
    operation = documents.prepare(
        "query($a:Int,$b:Int){x:page(first:$a){text} y:page(first:$b){text}}"
    ).operation(None)
    assert [operation.cost({"a": a, "b": b}) for a in range(20) for b in range(20)] == [
        a + b or 1 for a in range(20) for b in range(20)
    ]
    assert len(operation.prices) == 64
