"""Managing agendas through the API, in tests."""

from typing import Any, Final

from models.words import Function, Purpose
from permissions.caller import Caller
from tests.factories import World, rows_of
from tests.support.client import Client
from tests.support.rows import acts as done

_ERRORS: Final = (
    "errors { __typename ... on UserError { code message path } ... on VersionConflict { currentVersion } }"
)
_PROFESSIONAL: Final = """
professional {
  id version acceptsNewContacts languages collects agendaIds blockedContactIds
  blocks { id startsAt endsAt } pools { id name shared resources { id name active } }
}
"""
_RULES: Final = "duration horizon perDay channels modes capacity acceptsNew notice"
_VISIT_TYPE: Final = f"""
id name position active reasonRequired version offered overridden
rules {{ {_RULES} }} inherited {{ {_RULES} }} pools {{ id }}
"""
AGENDA: Final = f"""
id version lanes closesOnHolidays active holidayRegion placeVersion place {{ id timeZone }}
weeklyHours {{ weekday startsAt endsAt firstDay lastDay weeks every }}
extraOpenings {{ id day startsAt endsAt }}
closures {{ id firstDay lastDay startsAt endsAt }} absences {{ id firstDay lastDay startsAt endsAt }}
visitTypes {{ {_VISIT_TYPE} }}
"""
_SHOWN: Final = {
    "VisitType": f"visitType {{ {_VISIT_TYPE} }}",
    "Agenda": f"agenda {{ {AGENDA} }}",
    "Professional": _PROFESSIONAL,
}
_INPUTS: Final = {
    "blockContact": "ContactBlockInput",
    "unblockContact": "ContactBlockInput",
    "deactivateResource": "ResourceInput",
    "reactivateResource": "ResourceInput",
}
_OF_AGENDA: Final = {
    "overrideVisitType",
    "setWeeklyHours",
    "addExtraOpening",
    "removeExtraOpening",
    "closeAgenda",
    "createAgenda",
    "updateAgenda",
}
_OF_VISIT_TYPE: Final = {"createVisitType", "updateVisitType", "setVisitTypePools"}
TABLES: Final = (
    "professional", "place", "agenda", "visit_type", "visit_type_override", "opening", "extra_opening",
    "closure", "resource_pool", "resource", "visit_type_pool", "contact_block", "claim", "seat",
    "agenda_event", "appointment",
)  # fmt: skip


async def manage(client: Client, caller: Caller, verb: str, **given: Any) -> dict[str, Any]:
    """Return the payload of one mutation of management."""
    kind = "Agenda" if verb in _OF_AGENDA else "VisitType" if verb in _OF_VISIT_TYPE else "Professional"
    taken = _INPUTS.get(verb, f"{verb[0].upper()}{verb[1:]}Input")
    operation = (
        f"mutation ($input: {taken}!) {{ {verb}(input: $input) {{"
        f" recordId conflicts {{ id }} {_SHOWN[kind]} {_ERRORS} }} }}"
    )
    payload: dict[str, Any] = (await client.data(caller, operation, input=given))[verb]
    return payload


def codes(payload: dict[str, Any]) -> list[tuple[str, str]]:
    """Return code and path of each refusal of a payload, which then tells nothing else."""
    assert (payload["recordId"], payload["conflicts"]) == (None, [])
    return [(error["code"], ".".join(error["path"])) for error in payload["errors"]]


async def kept(client: Client, caller: Caller, verb: str, **given: Any) -> dict[str, Any]:
    """Return the payload of a mutation that must succeed."""
    payload = await manage(client, caller, verb, **given)
    assert payload["errors"] == [], payload["errors"]
    return payload


async def everything() -> dict[str, Any]:
    """Return every table that managing could touch, to prove that nothing was."""
    return {"acts": await acts()} | {table: await rows_of(table) for table in TABLES}


async def acts() -> list[tuple[str, str, str, str | None]]:
    """Return what is in the journal: verb, record, function, reason."""
    rows = sorted(await done(), key=lambda row: row["at"])
    return [(row["verb"], row["record_id"], row["function"], row["reason"]) for row in rows]


def doctor(world: World) -> Caller:
    return world.caller(Function.PROFESSIONAL)


def elsewhere(world: World) -> Caller:
    """The staff of another practice, in which nobody of this world works."""
    return world.caller(
        Function.ASSISTANT, "pra_" + "z" * 20, professional_ids=frozenset({"pro_" + "z" * 20})
    )


def narrowed(caller: Caller) -> Caller:
    """A caller that declares another purpose than booking."""
    return Caller(
        caller.function,
        caller.party_kind,
        caller.party_id,
        caller.account_id,
        caller.credential_id,
        frozenset({Purpose.REMINDER}),
    )
