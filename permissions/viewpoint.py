"""From where a caller looks: who it is, whom it may speak for, and when."""

from dataclasses import dataclass

from models.storage.reading import fetch
from models.words import Function, LegalPower
from permissions.caller import Caller


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """A caller at an instant; `represented` are relatives by legal power, `relatives` all of them."""

    caller: Caller
    now: int
    represented: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()

    @property
    def contact_id(self) -> str | None:
        """The contact this caller is, if it is one."""
        return self.caller.party_id if self.caller.function is Function.CONTACT else None


_RELATIVES = """
SELECT relative_id, power FROM relationship
WHERE contact_id = ? AND valid_from <= ? AND (valid_until IS NULL OR valid_until > ?)
"""


async def viewpoint_of(caller: Caller, now: int) -> Viewpoint:
    """Return the viewpoint of a caller; a contact's includes the relatives it acts for at this instant."""
    if caller.function is not Function.CONTACT:
        return Viewpoint(caller, now)
    rows = await fetch(_RELATIVES, caller.party_id, now, now)
    return Viewpoint(
        caller,
        now,
        represented=frozenset(row["relative_id"] for row in rows if row["power"] != LegalPower.NONE),
        relatives=frozenset(row["relative_id"] for row in rows),
    )
