"""Waiting lists and series through the API, in tests."""

from typing import Any

from models.words import Channel, Function
from permissions.caller import Caller
from tests.factories import IDENTITY, OF_A_MINOR, REACH, World, contact
from tests.support.booking import booking
from tests.support.changing import cancel, codes, payload_of
from tests.support.client import Client
from tests.support.slots import booked

ENTRY = "id state offers version notBefore notAfter hold { id startsAt heldUntil }"
ERRORS = "errors {{ __typename ... on UserError {{ code path message }} {} }}"
OF_VERSION = ERRORS.format("... on VersionConflict { currentVersion }")
OF_TIME = ERRORS.format("... on SlotTaken { alternatives { startsAt } }")
JOIN = f"""
mutation ($input: JoinWaitlistInput!) {{
  payload: joinWaitlist(input: $input) {{ entry {{ {ENTRY} }} {OF_VERSION} }}
}}
"""
LEAVE = f"""
mutation ($input: LeaveWaitlistInput!) {{
  payload: leaveWaitlist(input: $input) {{ entry {{ {ENTRY} }} {OF_VERSION} }}
}}
"""
LIST = f"""
query ($agendaId: ID, $contactId: ID, $first: Int, $after: String) {{
  waitlist(agendaId: $agendaId, contactId: $contactId, first: $first, after: $after) {{
    nodes {{ {ENTRY} contact {{ id }} agenda {{ id }} visitType {{ id }} }}
    pageInfo {{ hasNextPage endCursor }}
  }}
}}
"""
SERIES = f"""
mutation ($input: BookSeriesInput!) {{
  payload: bookSeries(input: $input) {{
    series {{ id appointments {{ id startsAt status version seriesId visitReason {{ state value }} }} }}
    clashes {{ startsAt code message alternatives {{ startsAt endsAt }} }}
    {OF_TIME}
  }}
}}
"""
CANCEL_SERIES = """
mutation ($input: CancelSeriesInput!) {
  payload: cancelSeries(input: $input) {
    series { id appointments { id startsAt status version } }
    errors { ... on UserError { code path } ... on VersionConflict { currentVersion } }
  }
}
"""
WEEK_LATER = "2026-11-30T00:00:00+01:00"
TODAY = "2026-11-23T09:00:00+01:00"


def waiting(world: World, contact_id: str, **given: Any) -> dict[str, Any]:
    """What joinWaitlist takes: any time of this week."""
    return {
        "agendaId": world.agenda,
        "visitTypeId": world.visit_type,
        "contactId": contact_id,
        "notBefore": TODAY,
        "notAfter": WEEK_LATER,
        **given,
    }


async def join(client: Client, caller: Caller, contact_id: str, **given: Any) -> dict[str, Any]:
    return await payload_of(client, caller, JOIN, **waiting(client.world, contact_id, **given))


async def joined(client: Client, caller: Caller, contact_id: str, **given: Any) -> str:
    """Join, and return the entry's id."""
    payload = await join(client, caller, contact_id, **given)
    assert payload["errors"] == []
    entry_id: str = payload["entry"]["id"]
    return entry_id


async def leave(
    client: Client, caller: Caller, entry_id: str, version: int = 1, **given: Any
) -> dict[str, Any]:
    return await payload_of(client, caller, LEAVE, id=entry_id, expectedVersion=version, **given)


async def listed(client: Client, caller: Caller, **given: Any) -> list[dict[str, Any]]:
    data = await client.data(caller, LIST, **given)
    nodes: list[dict[str, Any]] = data["waitlist"]["nodes"]
    return nodes


async def entry(client: Client, caller: Caller, entry_id: str) -> dict[str, Any]:
    """Return an entry as a caller reads it."""
    [found] = [each for each in await listed(client, caller) if each["id"] == entry_id]
    return found


async def series(client: Client, caller: Caller, contact_id: str, **given: Any) -> dict[str, Any]:
    asked = booking(client.world, contact_id, **given)
    if "repeats" in given:
        del asked["startsAt"]
    return await payload_of(client, caller, SERIES, **asked)


async def cancel_series(client: Client, caller: Caller, made: dict[str, Any], **given: Any) -> dict[str, Any]:
    expected = [{"id": each["id"], "version": each["version"]} for each in made["appointments"]]
    asked = {"seriesId": made["id"], "reason": "OTHER", "expected": expected, **given}
    return await payload_of(client, caller, CANCEL_SERIES, **asked)


async def own_contact(world: World) -> str:
    """A contact that signs in itself."""
    return await contact(world.here, channel=Channel.ONLINE)


async def own_minor(world: World) -> str:
    """A minor that signs in itself."""
    return await contact(world.here, IDENTITY, REACH, OF_A_MINOR, channel=Channel.ONLINE)


async def people(client: Client, count: int, **given: Any) -> list[tuple[Any, str, str]]:
    """Let so many contacts join, one after the other: the caller, the contact and the entry of each."""
    found = []
    for _ in range(count):
        person = await own_contact(client.world)
        me = client.world.caller(Function.CONTACT, person)
        found.append((me, person, await joined(client, me, person, **given)))
    return found


async def free_nine(client: Client, **given: Any) -> None:
    """Book nine o'clock for somebody and cancel it."""
    visit = await booked(client, await own_contact(client.world), **given)
    desk = client.world.caller(Function.DESK_AGENT)
    assert codes(await cancel(client, desk, id=visit["id"], expectedVersion=1)) == []


async def offered(client: Client, *who: tuple[Any, str, str]) -> list[str | None]:
    """Return the time on offer to each."""
    entries = [await entry(client, me, entry_id) for me, _, entry_id in who]
    return [each["hold"] and each["hold"]["startsAt"] for each in entries]
