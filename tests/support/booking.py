"""Booking through the API, in tests."""

from typing import Any

from models.words import Channel
from permissions.caller import Caller
from tests.factories import World, contact, rows_of
from tests.support.client import Client

BOOK = """
mutation ($input: BookAppointmentInput!) {
  bookAppointment(input: $input) {
    appointment {
      id startsAt endsAt status channel version
      visitReason { state value }
      contact { lastName { value } }
    }
    errors {
      __typename
      ... on UserError { code message path }
      ... on SlotTaken { alternatives { startsAt endsAt } }
      ... on InvalidInput { category }
    }
  }
}
"""
TUESDAY_NINE = "2026-11-24T09:00:00+01:00"


def booking(world: World, contact_id: str, **given: Any) -> dict[str, Any]:
    return {
        "agendaId": world.agenda,
        "visitTypeId": world.visit_type,
        "contactId": contact_id,
        "startsAt": TUESDAY_NINE,
        **given,
    }


async def book(client: Client, caller: Caller, **given: Any) -> dict[str, Any]:
    data = await client.data(caller, BOOK, input=given)
    payload: dict[str, Any] = data["bookAppointment"]
    return payload


async def nothing_was_written() -> bool:
    return [await rows_of("appointment"), await rows_of("claim")] == [[], []]


async def partners_contact(world: World) -> str:
    return await contact(world.here, channel=Channel.ONLINE, partner_id=world.partner)
