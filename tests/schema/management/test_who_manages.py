"""Who may manage agendas, and that nobody else leaves a trace."""

import pytest

from models.words import Function
from tests.factories import NOW, contact, instruction, small_world, visit_type
from tests.schema.management.changes import every_change
from tests.schema.management.managing import (
    AGENDA,
    acts,
    codes,
    doctor,
    elsewhere,
    everything,
    kept,
    manage,
    narrowed,
)
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

RULES = f"query ($id: ID!) {{ agendaRules(agendaId: $id) {{ {AGENDA} }} }}"
MANAGED = "query ($id: ID!) { managedProfessional(id: $id) { id blockedContactIds } }"


@pytest.mark.parametrize(
    "function",
    [
        Function.CONTACT,
        Function.PARTNER_SITE,
        Function.PROTECTION_OFFICER,
        Function.TECHNICAL_ADMIN,
        Function.ANONYMOUS,
    ],
)
async def test_who_manages_nothing_changes_nothing(function: Function) -> None:
    client = Client(world := await small_world())
    party = await contact(world.here) if function is Function.CONTACT else None
    caller, changes = world.caller(function, party), await every_change(world)
    before = await everything()

    for verb, (given, _) in changes.items():
        assert codes(await manage(client, caller, verb, **given)) == [("NOT_ALLOWED", "")], verb

    assert (await client.data(caller, RULES, id=world.agenda))["agendaRules"] is None
    assert (await client.data(caller, MANAGED, id=world.doctor))["managedProfessional"] is None
    assert await everything() == before


@pytest.mark.parametrize("who", ["another professional", "other staff", "desk", "narrowed desk"])
async def test_who_does_not_manage_this_professional_changes_nothing(who: str) -> None:
    client = Client(world := await small_world())
    if who == "narrowed desk":
        await instruction(world.doctor, world.here.operator_id)
    desk = world.caller(Function.DESK_AGENT)
    caller = {
        "another professional": world.caller(Function.PROFESSIONAL, world.lawyer),
        "other staff": elsewhere(world),
        "desk": desk,
        "narrowed desk": narrowed(desk),
    }[who]
    changes = await every_change(world)
    before = await everything()

    for verb, (given, public) in changes.items():
        [(code, _)] = codes(await manage(client, caller, verb, **given))
        assert code == ("NOT_ALLOWED" if public else "NOT_FOUND"), verb

    assert (await client.data(caller, RULES, id=world.agenda))["agendaRules"] is None
    assert (await client.data(caller, MANAGED, id=world.doctor))["managedProfessional"] is None
    assert await everything() == before


@pytest.mark.parametrize("purposes", ["REMINDER", "CARE MATCHING"])
async def test_an_instruction_for_another_purpose_lets_the_desk_change_nothing(purposes: str) -> None:
    client = Client(world := await small_world())
    await instruction(world.doctor, world.here.operator_id, purposes=purposes)
    await instruction(world.doctor, world.here.operator_id, valid_until=NOW)
    await instruction(world.doctor, world.here.operator_id, withdrawn_at=NOW - 1)
    await instruction(world.lawyer, world.here.operator_id)

    refused = await manage(
        client,
        world.caller(Function.DESK_AGENT),
        "setWeeklyHours",
        agendaId=world.agenda,
        expectedVersion=1,
        hours=[],
    )

    assert codes(refused) == [("NOT_ALLOWED", "agendaId")]


@pytest.mark.parametrize("function", [Function.PROFESSIONAL, Function.ASSISTANT, Function.DESK_AGENT])
async def test_every_change_is_made_and_written_down_with_who_and_why(function: Function) -> None:
    client = Client(world := await small_world())
    await instruction(world.doctor, world.here.operator_id, purposes="APPOINTMENT REMINDER")
    await instruction(world.colleague, world.here.operator_id)
    caller, changes = world.caller(function), await every_change(world)
    made: list[tuple[str, str, str, str | None]] = []
    versions = {world.visit_type: 1, world.agenda: 1}

    for verb, (given, _) in changes.items():
        if "expectedVersion" in given:
            row = str(given.get("agendaId") or given.get("visitTypeId") or given["id"])
            given["expectedVersion"] = versions.get(row, 1)
            versions[row] = versions.get(row, 1) + 1
        because = {} if verb in {"createResourcePool", "addResource"} else {"reason": "REORGANISATION"}
        payload = await kept(client, caller, verb, **given, **because)
        made.append((verb, payload["recordId"], function.value, because.get("reason")))

    assert sorted(await acts()) == sorted(made)
    events = (await everything())["agenda_event"]
    assert sorted(event["kind"] for event in events) == sorted(changes)
    assert {event["professional_id"] for event in events} == {world.doctor}


async def test_a_visit_type_of_another_professional_is_not_overridden_nor_given_pools() -> None:
    client = Client(world := await small_world())
    foreign = await visit_type(world.colleague)
    before = await everything()

    overridden = await manage(
        client,
        doctor(world),
        "overrideVisitType",
        agendaId=world.agenda,
        visitTypeId=foreign,
        expectedVersion=1,
        capacity=3,
    )
    pooled = await manage(
        client,
        doctor(world),
        "setVisitTypePools",
        visitTypeId=world.visit_type,
        expectedVersion=1,
        poolIds=["poo_" + "x" * 20],
    )

    assert codes(overridden) == [("NOT_FOUND", "visitTypeId")]
    assert codes(pooled) == [("NOT_FOUND", "poolIds")]
    assert await everything() == before


async def test_ids_of_another_kind_and_unknown_ones_are_not_found() -> None:
    client = Client(world := await small_world())
    for verb, given in (
        ("removeClosure", {"id": world.agenda}),
        ("unblockTime", {"id": "clm_\u0001"}),
        ("closeAgenda", {"agendaId": world.doctor, "firstDay": "2026-12-24", "lastDay": "2026-12-24"}),
        ("updatePlace", {"id": world.agenda, "expectedVersion": 1, "name": "X"}),
    ):
        [(code, _)] = codes(await manage(client, doctor(world), verb, **given))
        assert code == "NOT_FOUND", verb
