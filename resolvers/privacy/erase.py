"""Erasing a person: the key first of all, then every row that it sealed (GDPR art. 17)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from models.booking.states import TAKES_TIME
from models.contacts.record import SELECT, ContactRecord
from models.storage.database import truncate_log
from models.storage.dialect import LOCK_ROWS, Row
from models.storage.errors import StorageBusy
from models.storage.transaction import Transaction, in_transaction
from models.words import StateKind
from permissions.controllership import Controllership
from resolvers.booking.freed import time_opened
from resolvers.booking.take_time import leave, lock_owners
from resolvers.booking.waitlist.ended import FreedTime
from resolvers.context import Context
from resolvers.privacy.timeline import NewState, holds, set_state
from resolvers.privacy.tombstone import empty_rows, empty_states
from resolvers.writing.act import record_act
from resolvers.writing.fault import ErrorCode, refuse

FILE_KEPT: Final = int(timedelta(days=20 * 365.25).total_seconds())
"""How long a health professional keeps his file after the last visit: twenty years, in seconds."""

_LIVE: Final = """
SELECT w.id, w.hold_id, g.professional_id FROM waitlist w JOIN agenda g ON g.id = w.agenda_id
WHERE w.contact_id = ? AND w.state IN ('WAITING', 'OFFERED') ORDER BY w.id
"""
_LEFT: Final = "UPDATE waitlist SET state = 'LEFT', version = version + 1 WHERE id = ?"
_RELEASE: Final = (
    "UPDATE hold SET state = 'RELEASED' WHERE id = ? AND state = 'HELD' RETURNING starts_at, ends_at"
)
_CONTACT: Final = f"{SELECT} WHERE c.id = ? {LOCK_ROWS}"
_SECTOR: Final = "SELECT sector FROM professional WHERE id = ?"
_VISITS: Final = f"""
SELECT a.id, a.channel, a.created_at, a.professional_id, a.booked_by_contact_id, a.status, a.ends_at,
    a.restricted_at, a.reason IS NOT NULL AS has_reason, a.note IS NOT NULL AS has_note,
    (SELECT p.sector FROM professional p WHERE p.id = a.professional_id) AS sector
FROM appointment a WHERE a.contact_id = ? ORDER BY a.id {LOCK_ROWS}
"""


@dataclass(frozen=True, slots=True)
class Person:
    """A contact with all that an erasure touches, locked; `rules` say who controls what."""

    record: ContactRecord
    visits: Collection[Row]
    live: Collection[Row]
    rules: Controllership

    def controller_of(self, visit: Row) -> str:
        """Return the party that controls an appointment."""
        return self.rules.controller(visit["channel"], visit["created_at"], visit["professional_id"]).party_id

    @property
    def controller_id(self) -> str:
        """The party that controls the contact."""
        record = self.record
        return self.rules.controller(record.channel, record.collected_at, record.professional_id).party_id

    def is_expected(self, now: int) -> bool:
        """Whether a visit of this person is ahead or goes on."""
        return any(row["status"] in TAKES_TIME and row["ends_at"] > now for row in self.visits)


async def erase_contact(context: Context, contact_id: str) -> None:
    """Erase a contact for good, in a transaction of its own, and leave no trace in the write-ahead log.

    Raises:
        Refused: as `erase` does; nothing was erased.
        StorageBusy: it could not be served, or it is erased and its trace in the log is not yet: ask again.
    """
    await context.lens.controllership()

    async def work(transaction: Transaction) -> None:
        await erase(context, transaction, await locked_person(context, transaction, contact_id))

    await in_transaction(work)
    await truncate_log()


async def locked_person(context: Context, transaction: Transaction, contact_id: str) -> Person:
    """Lock a contact and everything of it: owners of time before the contact, as every write does.

    The lens must know who controls what already: it reads nothing while a transaction is open.

    Raises Refused: NOT_FOUND for an unknown id, WRONG_STATE for who was erased already.
    """
    before = {row["professional_id"] for row in await transaction.fetch(_LIVE, contact_id)}
    await lock_owners(transaction, before, [], context.now)
    rows = await transaction.fetch(_CONTACT, contact_id)
    if not rows:
        raise refuse(ErrorCode.NOT_FOUND, "contactId")
    record = ContactRecord(*rows[0].values())
    if record.erased_at is not None:
        raise refuse(ErrorCode.WRONG_STATE, "contactId")
    live = await transaction.fetch(_LIVE, contact_id)
    if not {row["professional_id"] for row in live} <= before:
        raise StorageBusy("the person joined another waiting list meanwhile; ask again")
    visits = await transaction.fetch(_VISITS, contact_id)
    return Person(record, visits, live, await context.lens.controllership())


async def erase(context: Context, transaction: Transaction, person: Person) -> None:
    """Erase a locked contact: the last step of its transaction, because a destroyed key never comes back.

    What the law keeps is kept: the plain columns, what was consented and decided, and the file of a health
    professional. Raises Refused: LEGAL_HOLD, KEPT_BY_LAW, and WRONG_STATE while a visit is ahead.
    """
    contact_id, now = person.record.id, context.now
    await check_no_legal_hold(transaction, contact_id, now)
    await _check_law(transaction, person, now)
    if person.is_expected(now):
        raise refuse(ErrorCode.WRONG_STATE, "appointments")
    for entry in person.live:
        await _leave_list(transaction, entry, contact_id, now)
    await empty_rows(transaction, contact_id, now)
    await empty_states(transaction, contact_id, now)
    await set_state(context, transaction, NewState(contact_id, contact_id, StateKind.ERASED))
    await record_act(context, transaction, "eraseContact", contact_id, contact_id=contact_id)
    await context.installation.keyring.destroy_data_key(contact_id)


async def check_no_legal_hold(transaction: Transaction, contact_id: str, now: int) -> None:
    """Raise LEGAL_HOLD while a claim needs the data of a locked contact (GDPR art. 17(3)(e))."""
    if await holds(transaction, contact_id, StateKind.LEGAL_HOLD, now):
        raise refuse(ErrorCode.LEGAL_HOLD, "contactId", articles=["17(3)(e)"])


async def _check_law(transaction: Transaction, person: Person, now: int) -> None:
    """Raise KEPT_BY_LAW for what belongs to the file of a health professional, for as long as he keeps it."""
    filed = [row["ends_at"] for row in person.visits if _in_a_file(person, row)]
    record = person.record
    if record.professional_id is not None and person.controller_id == record.professional_id:
        [row] = await transaction.fetch(_SECTOR, record.professional_id)
        filed += [record.collected_at] if row["sector"] == "HEALTH" else []
    if any(now < last + FILE_KEPT for last in filed):
        raise refuse(ErrorCode.KEPT_BY_LAW, "contactId", articles=["17(3)(b)", "17(3)(c)", "9(2)(h)"])


def _in_a_file(person: Person, visit: Row) -> bool:
    his = person.controller_of(visit) == visit["professional_id"]
    return his and visit["sector"] == "HEALTH" and bool(visit["has_reason"] or visit["has_note"])


async def _leave_list(transaction: Transaction, entry: Row, contact_id: str, now: int) -> None:
    """Take an entry off its waiting list; the time it was offered goes to the next."""
    await transaction.execute(_LEFT, entry["id"])
    if entry["hold_id"] is None:
        return
    await leave(transaction, entry["hold_id"])
    for held in await transaction.fetch(_RELEASE, entry["hold_id"]):
        freed = FreedTime(entry["professional_id"], held["starts_at"], held["ends_at"], contact_id)
        await time_opened(transaction, freed, now)
