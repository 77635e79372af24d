"""Linking a relative: from then on a contact acts for another, by a power that the law knows."""

from dataclasses import dataclass

from models.contacts.record import ContactRecord
from models.ids import Kind, new_id
from models.sealing.cipher import Binding, seal
from models.sealing.values import Personal
from models.storage.dialect import LOCK_ROWS, Value, among, listed
from models.storage.errors import StorageBusy
from models.storage.transaction import Transaction
from models.words import Category, Function
from permissions import fields
from permissions.policy import Standing
from resolvers.contacts.given import Given
from resolvers.contacts.majority import birth_date_read
from resolvers.contacts.new_contact import NewContact, checked_contact, insert_contact, sealed_contact
from resolvers.contacts.origin import NOT_THEIRS, origin_of
from resolvers.contacts.power import AskedPower, GrantedPower, granted
from resolvers.contacts.writable import check_standing, check_state, contact_in_scope
from resolvers.context import Context
from resolvers.writing.act import record_act
from resolvers.writing.fault import ErrorCode, refuse
from resolvers.writing.gathered import Gathered
from resolvers.writing.once import Outcome, Work, Write
from resolvers.writing.prepared import refused, write_prepared

MAY_LINK = frozenset({Function.CONTACT, Function.PROFESSIONAL, Function.ASSISTANT, Function.DESK_AGENT})
CONTROLLERS = frozenset(
    {Standing.CONTROLLER_PROFESSIONAL, Standing.CONTROLLER_STAFF, Standing.CONTROLLER_DESK}
)

_LOCKED = f"SELECT id, version FROM contact WHERE {among('id')} ORDER BY id {LOCK_ROWS}"
_LINKED = """
SELECT id FROM relationship
WHERE contact_id = ? AND relative_id = ? AND (valid_until IS NULL OR valid_until > ?)
"""
_INSERT = """
INSERT INTO relationship
    (id, contact_id, relative_id, kind, power, proof, valid_from, valid_until, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True, slots=True, repr=False)
class Link(Personal):
    """Who is to act for whom, by which power; the relative is a known contact or a new one.

    `contact_id` may be left out by a contact, who means itself.
    """

    contact_id: str | None
    relative: str | Given
    power: AskedPower


@dataclass(frozen=True, slots=True, repr=False)
class _Pair(Personal):
    """What the transaction relies on: rows that must not have changed, and the relative if it is new."""

    holder: ContactRecord
    relative: ContactRecord | NewContact
    power: GrantedPower


async def link_relative(context: Context, write: Write, asked: Link) -> Outcome:
    """Link a relative, once for each key: the outcome names the relationship, or says why there is none."""
    if context.caller.function not in MAY_LINK:
        return refused(ErrorCode.NOT_ALLOWED, articles=NOT_THEIRS)

    async def prepare(here: Context) -> Work:
        holder = await _holder(here, asked.contact_id)
        if isinstance(asked.relative, str):
            pair = await _with_known(here, holder, asked.relative, asked.power)
        else:
            pair = await _with_new(here, holder, asked.relative, asked.power)
        relationship_id = new_id(Kind.RELATIONSHIP)
        proof = await _sealed_proof(here, relationship_id, pair)

        async def work(transaction: Transaction) -> str:
            await _check_pair(transaction, pair, here.now)
            if isinstance(pair.relative, NewContact):
                await insert_contact(transaction, pair.relative)
            await transaction.execute(_INSERT, *_row(relationship_id, pair, proof, here.now))
            await record_act(here, transaction, write.operation, relationship_id, contact_id=pair.relative.id)
            return relationship_id

        return work

    return await write_prepared(context, write, prepare)


async def _holder(context: Context, contact_id: str | None) -> ContactRecord:
    own = context.view.contact_id
    asked = contact_id or own
    if asked is None:
        raise refuse(ErrorCode.MISSING_REQUIRED_DATA, "contactId")
    record = await contact_in_scope(context, asked, (), "contactId")
    check_standing(context.lens, record, {Standing.DATA_SUBJECT} if own else CONTROLLERS, "contactId")
    check_state(record, "contactId")
    return record


async def _with_known(context: Context, holder: ContactRecord, relative_id: str, power: AskedPower) -> _Pair:
    path = ("relative", "relativeId")
    record = await contact_in_scope(context, relative_id, {Category.BIRTH}, *path)
    own = context.view.contact_id
    if own is None:
        check_standing(context.lens, record, CONTROLLERS, *path)
    if record.id == holder.id or (own and record.source_contact_id != own):
        raise refuse(ErrorCode.RELATIVE_NOT_ALLOWED, *path, articles=["5(1)(f)", "15(4)"])
    check_state(record, *path)
    faults, born = Gathered(), birth_date_read(context.lens, record)
    given = granted(power, context.caller.function, born, context.now, faults)
    faults.settle()
    return _Pair(holder, record, given)


async def _with_new(context: Context, holder: ContactRecord, given: Given, power: AskedPower) -> _Pair:
    professional_id = None if context.view.contact_id else holder.professional_id
    origin = await origin_of(context, professional_id, source=holder.id)
    faults = Gathered()
    changes = checked_contact(context, origin, given, faults.within("relative", "newRelative"), relative=True)
    function = context.caller.function
    allowed = granted(power, function, changes.get(fields.BIRTH_DATE), context.now, faults)
    faults.settle()
    return _Pair(holder, await sealed_contact(context, origin, changes), allowed)


async def _check_pair(transaction: Transaction, pair: _Pair, now: int) -> None:
    """Look again under the lock: the rows as they were read, and no relationship of the two in force."""
    read = {each.id: each.version for each in (pair.holder, pair.relative) if isinstance(each, ContactRecord)}
    rows = await transaction.fetch(_LOCKED, listed(read))
    if {row["id"]: row["version"] for row in rows} != read:
        raise StorageBusy("a contact changed while it was being linked; ask again")
    if await transaction.fetch(_LINKED, pair.holder.id, pair.relative.id, now):
        raise refuse(ErrorCode.WRONG_STATE, "relative")


async def _sealed_proof(context: Context, relationship_id: str, pair: _Pair) -> bytes | None:
    """Seal what staff wrote of the proof under the relative's key: it goes when the relative is erased."""
    if pair.power.proof is None:
        return None
    here = context.installation
    keys = await here.keyring.data_keys([pair.relative.id])
    if pair.relative.id not in keys:
        raise refuse(ErrorCode.NOT_FOUND, "relative", "relativeId")
    place = Binding(here.tenant, "relationship", "proof", relationship_id)
    return seal(pair.power.proof.encode(), keys[pair.relative.id], place)


def _row(relationship_id: str, pair: _Pair, proof: bytes | None, now: int) -> tuple[Value, ...]:
    power = pair.power
    return (
        relationship_id,
        pair.holder.id,
        pair.relative.id,
        power.asked.kind.value,
        power.asked.power.value,
        proof,
        now,
        power.valid_until,
        now,
    )
