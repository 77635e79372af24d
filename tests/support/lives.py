"""Appointments in any state, and every verb that changes one, in tests."""

from typing import Any

from models.storage.transaction import Transaction, in_transaction
from models.words import Channel, Function
from permissions.caller import Caller
from tests.factories import World, contact
from tests.support.changing import cancel, move, step
from tests.support.client import Client
from tests.support.slots import at, epoch, slot_id

WITHOUT_TIME = {"CANCELLED", "DECLINED", "EXPIRED"}
STATES = ("PENDING", "BOOKED", "CONFIRMED", "ARRIVED", "COMPLETED", "NO_SHOW", *sorted(WITHOUT_TIME))
STEPS = (
    "confirmAppointment",
    "markArrived",
    "markNoShow",
    "completeAppointment",
    "approveAppointment",
    "declineAppointment",
    "reinstateAppointment",
)
VERBS = (*STEPS, "cancelAppointment", "rescheduleAppointment")


async def online_contact(world: World) -> str:
    """Write a contact that the partner registered, so that each function has something to do with it."""
    return await contact(world.here, channel=Channel.ONLINE, partner_id=world.partner)


async def visit_in(world: World, person: str, status: str, starts_at: str = at("09:00")) -> str:
    """Write an appointment in a state, with the time and the seat that go with it."""
    start = epoch(starts_at)
    until = start if status == "PENDING" else None
    visit_id = await world.visit(
        person,
        starts_at=start,
        status=status,
        pending_until=until,
        channel=Channel.ONLINE,
        partner_id=world.partner,
        origin_function=Function.PARTNER_SITE,
        origin_party_id=world.partner,
    )
    await in_transaction(lambda transaction: _seat(transaction, visit_id, status, until))
    return visit_id


async def _seat(transaction: Transaction, visit_id: str, status: str, until: int | None) -> None:
    await transaction.execute("UPDATE seat SET held_until = ? WHERE holder_id = ?", until, visit_id)
    if status in WITHOUT_TIME:
        seated = "SELECT claim_id FROM seat WHERE holder_id = ?"
        await transaction.execute(f"UPDATE claim SET state = 'FREED' WHERE id IN ({seated})", visit_id)
        await transaction.execute("DELETE FROM seat WHERE holder_id = ?", visit_id)


async def change_by(client: Client, caller: Caller, verb: str, visit_id: str, **given: Any) -> dict[str, Any]:
    """Try a verb on an appointment; a move goes to the same hour of the next day."""
    asked = {"id": visit_id, "expectedVersion": 1, **given}
    if verb == "cancelAppointment":
        return await cancel(client, caller, **asked)
    if verb == "rescheduleAppointment":
        return await move(client, caller, **{"slotId": slot_id(client.world, at("09:00", 25)), **asked})
    return await step(client, caller, verb, **asked)
