"""Saying what one wants of one's own data through HTTP, and looking at what others read of it then."""

from typing import Any, Final

from models.words import Function
from permissions.caller import Caller
from tests.support.client import Client
from tests.support.errors import mutation
from tests.support.writes import nothing_written

SHOWN: Final = "contact { id version lastName { state value } treatingPhysician { state } }"
OBJECTION: Final = (
    "objection { id purpose state ground raisedAt decidedAt reason articles appeal { name address link } }"
)
_RECORD: Final = """record { id
  ... on Contact { version lastName { state value } treatingPhysician { state } }
  ... on Appointment { version visitReason { state value } }
}"""
STATES: Final = """
query ($id: ID!, $inForce: Boolean! = false, $first: Int, $after: String) {
  recordStates(contactId: $id, inForce: $inForce, first: $first, after: $after) {
    nodes { id recordId kind purpose professionalId ground reason since until endedAt setBy }
    pageInfo { hasNextPage endCursor }
  }
}
"""
_SHOWN: Final = {
    "giveConsent": "consent { id purpose textVersion text channel givenAt endedAt withdrawn } " + SHOWN,
    "withdrawConsent": "consent { purpose textVersion endedAt withdrawn } " + SHOWN,
    "object": OBJECTION,
    "withdrawObjection": OBJECTION,
    "decideObjection": OBJECTION,
    "opposeRecipient": SHOWN,
    "withdrawOpposition": SHOWN,
    "hideFromProviders": SHOWN,
    "showToProviders": SHOWN,
    "breakGlass": _RECORD,
    "archiveRecord": "recordId " + _RECORD,
    "openArchive": "recordId " + _RECORD,
    "reactivateRecord": "recordId " + _RECORD,
    "placeLegalHold": SHOWN,
    "liftLegalHold": SHOWN,
}
SIGHT: Final = """
query ($visit: ID!, $person: ID!) {
  visit: node(id: $visit) {
    ... on Appointment { id version visitReason { ...T } note { ...T } contact { ...P } }
  }
  person: node(id: $person) { ...P }
  explainAccess(record: $person) { category state rule code articles unlock text }
}
fragment T on PersonalText { state value display why { code articles } unlock }
fragment P on Contact { id version lastName { ...T } phone { ...T } treatingPhysician { ...T } }
"""


async def say(client: Client, caller: Caller, name: str, **asked: Any) -> dict[str, Any]:
    """Return the payload of a mutation."""
    data = await client.data(caller, mutation(name, _SHOWN[name]), input=asked)
    payload: dict[str, Any] = data[name]
    return payload


async def done(client: Client, caller: Caller, name: str, **asked: Any) -> dict[str, Any]:
    """Return the payload of a mutation that must not be refused."""
    payload = await say(client, caller, name, **asked)
    assert payload["errors"] == []
    return payload


async def refusal(client: Client, caller: Caller, name: str, **asked: Any) -> tuple[str, str]:
    """Return code and path of the one refusal of a mutation, which then writes nothing."""
    async with nothing_written():
        [error] = (await say(client, caller, name, **asked))["errors"]
    return error["code"], ".".join(error["path"])


async def kinds_of(client: Client, caller: Caller, contact_id: str, **given: Any) -> list[str]:
    """Return the kinds of a contact's states, as a caller reads them."""
    found = (await client.data(caller, STATES, id=contact_id, **given))["recordStates"]["nodes"]
    return [each["kind"] for each in found]


async def sight(client: Client, caller: Caller, visit: str, person: str, purpose: str | None = None) -> Any:
    """Return the whole answer of who reads a visit and its person, for a declared purpose or for all."""
    headers = {"x-request-id": "fixed-request-id", **({"x-purpose": purpose} if purpose else {})}
    return await client.ask(caller, SIGHT, headers, visit=visit, person=person)


async def states(
    client: Client, caller: Caller, visit: str, person: str, purpose: str | None = None
) -> dict[str, str]:
    """Return the state and the code of each field that is read, such as `WITHHELD OBJECTED`."""
    data = (await sight(client, caller, visit, person, purpose))["data"]
    fields = {name: data["visit"][name] for name in ("visitReason", "note")}
    fields |= {name: data["person"][name] for name in ("lastName", "phone", "treatingPhysician")}
    return {
        name: f"{each['state']} {each['why']['code']}" if each["why"] else each["state"]
        for name, each in fields.items()
    }


def desk(client: Client) -> Caller:
    return client.world.caller(Function.DESK_AGENT)


def doctor(client: Client) -> Caller:
    return client.world.caller(Function.PROFESSIONAL)


def officer(client: Client) -> Caller:
    return client.world.caller(Function.PROTECTION_OFFICER)


def self_of(client: Client, contact_id: str) -> Caller:
    return client.world.caller(Function.CONTACT, contact_id)
