"""No answer and no log line holds a value, a stack or a library's words."""

import json
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.schema.http.asking import ask, codes, rules
from tests.schema.http.toy import SECRET

LITERAL = "Dupont"

DOCUMENTS: list[tuple[str, dict[str, Any]]] = [
    (f'{{echo(text:"{SECRET}"', {}),
    (f'{{echo(text:"{SECRET}\\q")}}', {}),
    (f'{{echo(text:{{a:"{SECRET}"}})}}', {}),
    (f'{{nope(text:"{SECRET}")}}', {}),
    (f'{{call(phone:"{SECRET}")}}', {}),
    (f'{{page(first:"{SECRET}"){{text}}}}', {}),
    (f'{{word{{text}} word(a:"{SECRET}"){{text}}}}', {}),
    (f'query($n:Int="{SECRET}"){{page(first:$n){{text}}}}', {}),
    (f'{{hello @skip(if:"{SECRET}")}}', {}),
    ("query($n:Int){page(first:$n){text}}", {"variables": {"n": SECRET}}),
    ("query($p:Phone!){call(phone:$p)}", {"variables": {"p": SECRET}}),
    ("query($o:Outer!){nested(input:$o)}", {"variables": {"o": {"inner": {"count": SECRET}}}}),
    ("query($o:Outer!){nested(input:$o)}", {"variables": {"o": {"inner": {SECRET: 1}}}}),
    ("query($o:Outer!){nested(input:$o)}", {"variables": {"o": SECRET}}),
    ("query($o:Outer!){nested(input:$o)}", {"variables": {SECRET: SECRET}}),
    ("query A{hello}", {"operationName": SECRET}),
    (SECRET, {}),
    ("{boom}", {}),
    ("{boomHard}", {}),
]

LIBRARY = [
    "did you mean",
    "cannot query",
    "traceback",
    "found:",
    "unterminated",
    "runtimeerror",
    "expected value of type",
    "expected name",
    "unexpected",
]


@pytest.mark.parametrize(("query", "entries"), DOCUMENTS)
async def test_a_value_comes_back_neither_in_the_answer_nor_in_the_log(
    query: str, entries: dict[str, Any]
) -> None:
    with capture_logs() as lines:
        response = await ask(query, headers={"accept-language": "en"}, **entries)
    said = json.dumps(response.json()["errors"]).lower()
    assert LITERAL.lower() not in said + json.dumps(lines).lower()
    messages = " ".join(error["message"] for error in response.json()["errors"]).lower()
    assert [phrase for phrase in LIBRARY if phrase in messages] == []
    assert all("requestId" in error["extensions"] for error in response.json()["errors"])


@pytest.mark.parametrize(
    ("query", "rule", "name"),
    [
        ("{nope}", "FieldsOnCorrectType", "nope"),
        ("{hell}", "FieldsOnCorrectType", "hell"),
        ("{word}", "ScalarLeafs", "word"),
        ("{hello(a:1)}", "KnownArgumentNames", "a"),
        ("{echo}", "ProvidedRequiredArguments", "echo"),
        ("query($a:Nope){hello}", "KnownTypeNames", "Nope"),
        ("{hello @nope}", "KnownDirectives", "nope"),
        ("{...A}", "KnownFragmentNames", "A"),
        ("{hello} fragment A on Query{hello}", "NoUnusedFragments", "A"),
        ("{...A} fragment A on Query{...A}", "NoFragmentCycles", "A"),
        ("{...A} fragment A on Query{...B} fragment B on Query{...A}", "NoFragmentCycles", "A"),
        ("{hello} fragment A on Query{...A}", "NoFragmentCycles", "A"),
        ("{echo(text:$t)}", "NoUndefinedVariables", "t"),
        ("query($t:String){hello}", "NoUnusedVariables", "t"),
        ("query($t:Int){echo(text:$t)}", "VariablesInAllowedPosition", "t"),
        ('{a:echo(text:"x") a:echo(text:"y")}', "OverlappingFieldsCanBeMerged", "echo"),
        ("{__schema{types{fields{type{fields{type{fields{name}}}}}}}}", "MaxIntrospectionDepth", ""),
        ("query A{hello} query A{hello}", "UniqueOperationNames", ""),
    ],
)
async def test_a_problem_is_told_by_its_rule_and_the_documents_own_name(
    query: str, rule: str, name: str
) -> None:
    response = await ask(query, headers={"accept-language": "en"})
    first = response.json()["errors"][0]
    assert codes(response)[0] == "GRAPHQL_VALIDATION_FAILED"
    assert rule in rules(response)
    assert name in next(e["message"] for e in response.json()["errors"] if e["extensions"]["rule"] == rule)
    assert set(first) == {"message", "locations", "extensions"} or rule == "NoFragmentCycles"


async def test_a_scalars_own_refusal_is_said_for_a_literal_and_for_a_variable() -> None:
    literal = await ask('{call(phone:"0612")}')
    variable = await ask("query($p:Phone!){call(phone:$p)}", variables={"p": "0612"})
    for response in (literal, variable):
        assert codes(response) == ["BAD_USER_INPUT"]
        assert response.json()["errors"][0]["message"] == "Écrivez le numéro avec +33."


async def test_a_variable_that_does_not_fit_is_told_by_its_place() -> None:
    given = {"o": {"inner": {"count": 1}, "many": [{"count": 1}, {"count": "x"}, {}]}}
    response = await ask("query($o:Outer!){nested(input:$o)}", variables=given)
    places = [error["extensions"]["at"] for error in response.json()["errors"]]
    assert places == [["many", 1, "count"], ["many", 2]]
    assert {error["extensions"]["variable"] for error in response.json()["errors"]} == {"o"}


async def test_a_value_wrong_in_ten_thousand_places_is_told_of_twenty() -> None:
    given = {"o": {"inner": {"count": 1}, "many": [{"count": "x"}] * 5000}}
    response = await ask("query($o:Outer!){nested(input:$o)}", variables=given)
    assert len(response.json()["errors"]) == 20


async def test_a_document_wrong_in_a_hundred_places_is_told_of_twenty() -> None:
    response = await ask("{" + " ".join(f"x{n}" for n in range(100)) + "}")
    assert len(response.json()["errors"]) == 20


async def test_a_fault_is_logged_by_class_and_place() -> None:
    with capture_logs() as lines:
        response = await ask("{boom}")
    [fault] = [line for line in lines if line["event"] == "fault"]
    assert fault["classes"] == ["builtins.RuntimeError"]
    assert fault["request_id"] == response.headers["x-request-id"]
    assert fault["trace"][-1].endswith(" boom")


async def test_a_fault_that_repeats_is_told_a_hundred_times_and_logged_five() -> None:
    with capture_logs() as lines:
        response = await ask("{allBoom{word}}")
    assert len(response.json()["errors"]) == 100
    assert [line["event"] for line in lines] == ["fault"] * 5 + ["request"]


async def test_an_argument_that_only_fails_when_it_is_used_is_the_clients_mistake() -> None:
    with capture_logs() as lines:
        response = await ask('query($t:String="x"){echo(text:$t)}', variables={"t": None})
    assert (response.status_code, response.json()["data"], codes(response)) == (200, None, ["BAD_USER_INPUT"])
    assert [line["event"] for line in lines] == ["request"]


async def test_a_fault_outside_the_resolvers_is_500_and_masked() -> None:
    with capture_logs() as lines:
        response = await ask("{hello}", headers={"authorization": "Bearer broken"})
    assert (response.status_code, codes(response)) == (500, ["INTERNAL_SERVER_ERROR"])
    assert SECRET not in response.text + json.dumps(lines)


async def test_the_log_names_documents_by_their_form_and_never_by_their_values() -> None:
    with capture_logs() as lines:
        for text in ("Dupont", "Martin"):
            await ask(f'query Dupont{{echo(text:"{text}")}}')
        await ask('query Dupont{echo(text:"x") hello}')
    first, second, third = (line["document"] for line in lines)
    assert first == second != third
    assert "Dupont" not in json.dumps(lines)
    assert {**lines[0], "milliseconds": 0, "request_id": ""} == {
        "event": "request",
        "log_level": "info",
        "request_id": "",
        "method": "POST",
        "status": 200,
        "code": None,
        "operation": "query",
        "document": first,
        "cost": 1,
        "milliseconds": 0,
        "function": "DESK_AGENT",
        "account": "acc_1",
    }
