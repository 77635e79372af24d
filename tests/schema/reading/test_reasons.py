"""Every mask says its rule, its article and how it may be opened; every explanation says the same."""

from typing import Any

import pytest

from models.words import Preset
from tests.schema.reading.cabinet import full_cabinet
from tests.schema.reading.matrix import RECORDS
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

_TABLE = """
role         record          field             callerRole     rule                             code                  articles                       unlock
professional agenda          visitReason       CONTROLLER     -                                -                     -                              -
professional agenda-limited  note              CONTROLLER     controller-professional/note     PROCESSING_RESTRICTED 18                             BREAK_GLASS
professional phone-erased    visitReason       RECIPIENT      recipient-professional/reason    ERASED                17                             NONE
staff        agenda          birthDate         CONTROLLER     controller-staff/birth           NEED_TO_KNOW          5(1)(c)|9(3)|CSP_L1110-4       NONE
staff        agenda          note              CONTROLLER     controller-staff/note            NEED_TO_KNOW          5(1)(c)|9(3)|CSP_L1110-4       NONE
staff        phone           visitReason       RECIPIENT      recipient-staff/reason           NEED_TO_KNOW          5(1)(c)|9(3)|CSP_L1110-4       NONE
staff        phone           treatingPhysician RECIPIENT      recipient-staff/physician        NEED_TO_KNOW          5(1)(c)|9(3)|CSP_L1110-4       NONE
desk         agenda          visitReason       PROCESSOR      processor/reason                 NO_INSTRUCTION        28(3)(a)|29|25(2)              ASK_INSTRUCTION
desk         agenda          lastName          PROCESSOR      processor/identity               NO_INSTRUCTION        28(3)(a)|29|25(2)              ASK_INSTRUCTION
desk         order-care      visitReason       PROCESSOR      processor/reason                 PURPOSE_OUTSIDE       28(3)(a)|29|25(2)              DECLARE_PURPOSE
desk         order-care      phone             PROCESSOR      processor/reach                  PURPOSE_OUTSIDE       28(3)(a)|29|25(2)              DECLARE_PURPOSE
desk         order-all       note              PROCESSOR      processor/note                   NEED_TO_KNOW          28(3)(a)|29|25(2)              NONE
desk         order-note      note              PROCESSOR      processor/note                   NEED_TO_KNOW          28(3)(a)|29|25(2)              NONE
desk         agenda          note              PROCESSOR      processor/note                   NEED_TO_KNOW          28(3)(a)|29|25(2)              NONE
desk         phone-over      visitReason       CONTROLLER     controller-desk/reason           VISIT_OVER            4(7)|5(1)(b)|5(1)(c)|6(1)(b)   NONE
desk         phone-noted     note              CONTROLLER     controller-desk/note             NOT_THE_AUTHOR        4(7)|5(1)(b)|5(1)(c)|6(1)(b)   NONE
desk         online-lent     lastName          CONTROLLER     -                                -                     -                              -
partner      online          visitReason       SUB_PROCESSOR  sub-processor/reason             WRITTEN_ONCE          28(2)|28(4)                    NONE
partner      online          note              SUB_PROCESSOR  sub-processor/note               NEED_TO_KNOW          28(2)|28(4)                    NONE
subject      agenda-third    note              DATA_SUBJECT   data-subject/note                THIRD_PARTY           15|15(4)|CSP_L1111-7           NONE
parent       child-limited   lastName          REPRESENTATIVE representative/identity          PROCESSING_RESTRICTED 18                             NONE
booker       adult-changed   lastName          NONE           booker/identity                  CHANGED_SINCE         6|15(4)                        ASK_SUBJECT
booker       adult-yesterday visitReason       NONE           booker/reason                    VISIT_OVER            6|15(4)                        NONE
booker       adult           treatingPhysician NONE           booker/physician                 NEED_TO_KNOW          6|15(4)                        NONE
officer      agenda          visitReason       NONE           protection-officer/reason        MEANS_NOT_CONTENT     38(2)|39                       NONE
officer      agenda          phone             NONE           protection-officer/reach         MEANS_NOT_CONTENT     38(2)|39                       NONE
admin        online          lastName          NONE           technical-admin/identity         RUNS_NOT_READS        25|32                          NONE
"""  # noqa: E501 - a table is read in columns

LINES = [line.split() for line in _TABLE.splitlines()[2:]]

OF_APPOINTMENT = {"visitReason", "note"}
CATEGORY = {
    "visitReason": "REASON",
    "note": "NOTE",
    "lastName": "IDENTITY",
    "phone": "REACH",
    "birthDate": "BIRTH",
    "treatingPhysician": "PHYSICIAN",
}
QUERY = """
query ($id: ID!, $record: ID!) {
  node(id: $id) {
    ... on Appointment { field: %s privacy { callerRole states { ...Decision } } }
    ... on Contact { field: %s privacy { callerRole states { ...Decision } } }
  }
  explainAccess(record: $record) { ...Decision }
}
fragment Reason on PersonalValue { state why { rule code role articles policyVersion text } unlock }
fragment Decision on FieldDecision { category state role rule articles code unlock text }
"""


def asking_for(field: str) -> str:
    """The field stands where it exists; a field of the same type holds the other place."""
    kind = {"birthDate": "birthDate"}.get(field, "lastName")
    own, other = ("note", field) if field not in OF_APPOINTMENT else (field, kind)
    query = QUERY % (own + " { ...Reason }", other + " { ...Reason }")
    return (
        query.replace("field: note {", "note {")
        if own != field
        else query.replace("field: lastName", "lastName")
    )


def wanted(line: list[str], state: str, text: str) -> dict[str, Any]:
    _, _, _, role, rule, code, articles, unlock = line
    if code == "-":
        return {"state": "CLEAR", "why": None, "unlock": []}
    why = {
        "rule": rule,
        "code": code,
        "role": role,
        "articles": articles.replace("_", " ").split("|"),
        "policyVersion": "2026-11",
        "text": text,
    }
    return {"state": state, "why": why, "unlock": [unlock]}


@pytest.mark.policy("S1", "S3")
async def test_every_mask_says_its_rule_its_article_and_what_would_open_it() -> None:
    cabinet = await full_cabinet(Preset.POLICY)
    client = Client(cabinet.world)
    for line in LINES:
        role, name, field = line[:3]
        record = cabinet.records[name]
        shown = record.appointment_id if field in OF_APPOINTMENT else record.contact_id
        data = await client.data(cabinet.caller(role, record), asking_for(field), id=shown, record=shown)
        node, decisions = data["node"], data["explainAccess"]
        [decision] = [each for each in decisions if each["category"] == CATEGORY[field]]
        assert node["privacy"]["states"] == decisions, line
        assert {each["role"] for each in decisions} == {node["privacy"]["callerRole"]} == {line[3]}, line
        assert node["field"] == wanted(line, decision["state"], decision["text"]), line
        assert decision["unlock"] == node["field"]["unlock"], line


async def test_the_reasons_are_told_in_the_language_asked_for() -> None:
    cabinet = await full_cabinet(Preset.POLICY)
    client = Client(cabinet.world)
    asked = (
        "query ($id: ID!) { node(id: $id) { ... on Appointment { visitReason { display why { text } } } } }"
    )

    answer = await client.ask(
        cabinet.caller("desk"), asked, {"accept-language": "fr"}, id=cabinet.records["agenda"].appointment_id
    )

    assert answer["data"]["node"]["visitReason"] == {
        "display": "Masqué",
        "why": {
            "text": "Le responsable de cette fiche n'a pas donné d'instruction qui ouvre cette donnée à son "
            "sous-traitant."
        },
    }


def test_the_table_speaks_of_records_of_the_matrix() -> None:
    assert {line[1] for line in LINES} <= set(RECORDS)
    assert {len(line) for line in LINES} == {8}
