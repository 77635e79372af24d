"""Slot ids: an agenda, a visit type and a start, sealed so that they cannot be made up."""

import base64
import binascii
from dataclasses import dataclass
from functools import lru_cache

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

_BOUND_TO = [b"slot"]
_PREFIX = "slo_"


@dataclass(frozen=True, slots=True)
class Slot:
    """A time that was offered: `starts_at` in epoch seconds."""

    agenda_id: str
    visit_type_id: str
    starts_at: int


NO_SLOT = Slot("", "", 0)
"""The slot of an id that is not one of ours: no agenda offers it."""


def seal_slot(secret: bytes, slot: Slot) -> str:
    """Return the id of a slot: opaque, and the same each time."""
    position = orjson.dumps([slot.agenda_id, slot.visit_type_id, slot.starts_at])
    sealed = _siv(secret).encrypt(position, _BOUND_TO)
    return _PREFIX + base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()


def open_slot(secret: bytes, slot_id: str) -> Slot | None:
    """Return the slot of an id, or None for a text that is not one of ours."""
    text = slot_id.removeprefix(_PREFIX)
    try:
        sealed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        agenda_id, visit_type_id, starts_at = orjson.loads(_siv(secret).decrypt(sealed, _BOUND_TO))
    except (binascii.Error, ValueError, InvalidTag):
        return None
    return Slot(agenda_id, visit_type_id, starts_at)


@lru_cache(maxsize=4)
def _siv(secret: bytes) -> AESSIV:
    return AESSIV(secret)
