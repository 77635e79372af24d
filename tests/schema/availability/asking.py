"""Asking for free times through the API, in tests."""

from typing import Any

from permissions.caller import Caller
from tests.factories import World
from tests.support.client import Client

SLOTS = """
query ($agendas: [ID!]!, $type: ID!, $from: DateTime!, $to: DateTime!, $contact: ID, $moved: ID,
  $first: Int! = 100) {
  availableSlots(agendaIds: $agendas, visitTypeId: $type, from: $from, to: $to, contactId: $contact,
    ignoreAppointmentId: $moved, first: $first) {
    slots { slotId startsAt endsAt remaining agenda { id place { timeZone } } }
    complete
  }
}
"""
DAYS = """
query ($agendas: [ID!]!, $type: ID!, $from: DateTime!, $to: DateTime!, $contact: ID, $moved: ID) {
  availableDays(agendaIds: $agendas, visitTypeId: $type, from: $from, to: $to, contactId: $contact,
    ignoreAppointmentId: $moved) { date agendas { id } }
}
"""
EXPLAIN = """
query ($agenda: ID!, $type: ID!, $at: DateTime!, $contact: ID, $moved: ID) {
  explainSlot(agendaId: $agenda, visitTypeId: $type, startsAt: $at, contactId: $contact,
    ignoreAppointmentId: $moved) {
    bookable overridable slotId
    refusals { code rule soft setBy { kind id name } change amount moveTo text }
    before { startsAt } after { startsAt }
  }
}
"""
TUESDAY = {"from": "2026-11-24T00:00:00+01:00", "to": "2026-11-25T00:00:00+01:00"}
NINE = "2026-11-24T09:00:00+01:00"


async def slots(client: Client, caller: Caller, world: World, **given: Any) -> dict[str, Any]:
    """Return the free times of a Tuesday with `doctor`, unless asked otherwise."""
    asked = {"agendas": [world.agenda], "type": world.visit_type, **TUESDAY, **given}
    found: dict[str, Any] = (await client.data(caller, SLOTS, **asked))["availableSlots"]
    return found


async def every_slot(client: Client, caller: Caller, world: World, **given: Any) -> list[dict[str, Any]]:
    """Return all free times of a window, which moves on from the last one told until none is left out."""
    found: dict[str, dict[str, Any]] = {}
    while True:
        listing = await slots(client, caller, world, **given)
        found |= {each["slotId"]: each for each in listing["slots"]}
        if listing["complete"]:
            return list(found.values())
        given["from"] = listing["slots"][-1]["startsAt"]


async def starts(client: Client, caller: Caller, world: World, **given: Any) -> list[str]:
    """Return when they start, in UTC: 08:00 is nine in the morning in Paris."""
    return [each["startsAt"][11:16] for each in (await slots(client, caller, world, **given))["slots"]]


async def days(client: Client, caller: Caller, world: World, **given: Any) -> list[dict[str, Any]]:
    asked = {"agendas": [world.agenda], "type": world.visit_type, **TUESDAY, **given}
    found: list[dict[str, Any]] = (await client.data(caller, DAYS, **asked))["availableDays"]
    return found


async def explained(client: Client, caller: Caller, world: World, **given: Any) -> Any:
    asked = {"agenda": world.agenda, "type": world.visit_type, "at": NINE, **given}
    return (await client.data(caller, EXPLAIN, **asked))["explainSlot"]
