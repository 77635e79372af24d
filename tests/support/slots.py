"""Times that are offered, as clients name them, in tests."""

from datetime import datetime
from typing import Any

from models.sealing.named_secrets import SecretName
from models.storage.dialect import Row
from models.words import Function
from permissions.caller import Caller
from resolvers.booking.slot_id import Slot, seal_slot
from tests.factories import World, rows_of
from tests.support.booking import book, booking
from tests.support.changing import hold
from tests.support.client import Client
from tests.support.rows import acts


def at(clock: str, day: int = 24, month: int = 11) -> str:
    """Return an instant of 2026 by the clock of Paris in winter."""
    return f"2026-{month:02}-{day:02}T{clock}:00+01:00"


def epoch(instant: str) -> int:
    return int(datetime.fromisoformat(instant).timestamp())


def slot_id(world: World, starts_at: str, agenda: str | None = None, visit_type: str | None = None) -> str:
    """Return the id under which a time of `doctor` is offered."""
    slot = Slot(agenda or world.agenda, visit_type or world.visit_type, epoch(starts_at))
    return seal_slot(world.here.keyring.secret(SecretName.CURSOR), slot)


async def held(client: Client, caller: Caller, starts_at: str = at("09:00"), **given: Any) -> str:
    """Hold a time that must be free, and return the hold's id."""
    payload = await hold(client, caller, slotId=slot_id(client.world, starts_at, **given))
    assert payload["errors"] == []
    return str(payload["hold"]["id"])


async def booked(
    client: Client, contact_id: str, starts_at: str = at("09:00"), **given: Any
) -> dict[str, Any]:
    """Let the desk, or a given caller, book a time that must be free, and return the appointment."""
    caller = given.pop("caller", None) or client.world.caller(Function.DESK_AGENT)
    payload = await book(client, caller, **booking(client.world, contact_id, startsAt=starts_at, **given))
    assert payload["errors"] == []
    appointment: dict[str, Any] = payload["appointment"]
    return appointment


async def taken_spans(owner_id: str) -> list[tuple[int, int]]:
    """Return what is taken of an owner's time, in order."""
    rows = [row for row in await rows_of("claim") if row["state"] == "TAKEN" and row["owner_id"] == owner_id]
    return sorted((row["starts_at"], row["ends_at"]) for row in rows)


async def traces() -> dict[str, list[Row]]:
    """Return everything a write of booking may leave behind."""
    tables = ("appointment", "hold", "claim", "seat", "agenda_event")
    return {"acts": await acts()} | {table: await rows_of(table) for table in tables}
