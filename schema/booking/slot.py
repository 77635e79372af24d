"""Which time is meant: a slot as it was offered, or its parts."""

from typing import Protocol

import strawberry

from models.sealing.named_secrets import SecretName
from resolvers.booking.named_time import Beside
from resolvers.booking.slot_id import NO_SLOT, Slot, open_slot, seal_slot
from resolvers.context import Context
from schema.scalars import Instant


def slot_of(context: Context, slot_id: str | None) -> Slot | None:
    """Return the slot of an id; None where there is none, or it is not one of ours."""
    return open_slot(_secret(context), slot_id) if slot_id else None


class AskedTime(Protocol):
    """The inputs that name a time: a slot, or its three parts, unless a hold names it."""

    hold_id: strawberry.ID | None
    slot_id: strawberry.ID | None
    agenda_id: strawberry.ID | None
    visit_type_id: strawberry.ID | None
    starts_at: Instant | None


def asked_slot(context: Context, asked: AskedTime) -> Slot | None:
    """Return the slot an input names; None where it names none, or a hold instead."""
    if asked.hold_id is not None:
        return None
    if asked.slot_id is not None:
        return slot_of(context, asked.slot_id) or NO_SLOT
    if asked.agenda_id and asked.visit_type_id and asked.starts_at is not None:
        return Slot(asked.agenda_id, asked.visit_type_id, asked.starts_at)
    return None


def beside_of(context: Context, asked: AskedTime) -> Beside:
    """Return all that an input says of its time: what is said twice must agree."""
    slot = None if asked.slot_id is None else slot_of(context, asked.slot_id) or NO_SLOT
    return Beside(slot, asked.agenda_id, asked.visit_type_id, asked.starts_at)


def slot_id_of(context: Context, agenda_id: str, visit_type_id: str, starts_at: int) -> str:
    """Return the id of a slot."""
    return seal_slot(_secret(context), Slot(agenda_id, visit_type_id, starts_at))


def _secret(context: Context) -> bytes:
    return context.installation.keyring.secret(SecretName.CURSOR)
