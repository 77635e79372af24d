"""Time that whoever manages an agenda opens is offered to who waits for it."""

from typing import Any

import pytest

from models.words import Function
from tests.factories import small_world
from tests.schema.management.managing import manage
from tests.support.client import Client
from tests.support.waiting import entry, people

pytestmark = pytest.mark.usefixtures("databases")

TUESDAY = {"notBefore": "2026-11-24T00:00:00+01:00", "notAfter": "2026-11-25T00:00:00+01:00"}
SHUT = {"firstDay": "2026-11-24", "lastDay": "2026-11-24"}


async def kept(client: Client, verb: str, **given: Any) -> dict[str, Any]:
    payload = await manage(client, client.world.caller(Function.PROFESSIONAL), verb, **given)
    assert payload["errors"] == []
    return payload


async def test_a_day_that_is_open_again_is_offered_to_who_waits_for_it() -> None:
    client = Client(world := await small_world())
    closed = await kept(client, "closeAgenda", agendaId=world.agenda, **SHUT)
    [(me, _, waiting)] = await people(client, 1, **TUESDAY)
    assert (await entry(client, me, waiting))["state"] == "WAITING"

    await kept(client, "removeClosure", id=closed["recordId"])

    found = await entry(client, me, waiting)
    assert (found["state"], found["offers"]) == ("OFFERED", 1)
    assert found["hold"]["startsAt"] == "2026-11-24T08:00:00Z"


async def test_blocked_time_that_is_given_back_is_offered_to_who_waits_for_it() -> None:
    client = Client(world := await small_world())
    day = {"startsAt": "2026-11-24T00:00:00+01:00", "endsAt": "2026-11-25T00:00:00+01:00"}
    block = await kept(client, "blockTime", professionalId=world.doctor, **day)
    [(me, _, waiting)] = await people(client, 1, **TUESDAY)

    await kept(client, "unblockTime", id=block["recordId"])

    assert (await entry(client, me, waiting))["state"] == "OFFERED"


async def test_hours_that_are_added_are_offered_to_who_waits_for_them() -> None:
    client = Client(world := await small_world())
    saturday = {"notBefore": "2026-11-28T00:00:00+01:00", "notAfter": "2026-11-29T00:00:00+01:00"}
    [(me, _, waiting)] = await people(client, 1, **saturday)

    extra = {"day": "2026-11-28", "startsAt": "10:00", "endsAt": "12:00"}
    await kept(client, "addExtraOpening", agendaId=world.agenda, **extra)

    found = await entry(client, me, waiting)
    assert found["hold"]["startsAt"] == "2026-11-28T09:00:00Z"
