"""Changing a contact: what is left out stays, what is null goes, what is masked never comes back."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.contacts.record import ContactRecord
from models.sealing.values import Birth, Personal, Value
from models.storage.transaction import Transaction
from models.words import Category
from permissions import fields
from resolvers.contacts.categories import (
    Tokens,
    forget_tokens,
    merged,
    sealed,
    store_tokens,
    tokens_of,
)
from resolvers.contacts.collected import collected_by
from resolvers.contacts.given import FIELDS, Changes, Given, checked
from resolvers.contacts.majority import shorten_authority
from resolvers.contacts.origin import MAY_CREATE, NOT_THEIRS
from resolvers.contacts.writable import (
    WRITERS,
    check_standing,
    check_state,
    check_version,
    contact_in_scope,
)
from resolvers.contacts.written_back import without_masks
from resolvers.context import Context
from resolvers.directory.parties import professionals_by_id
from resolvers.writing.act import record_act
from resolvers.writing.fault import ErrorCode, refuse
from resolvers.writing.gathered import Gathered
from resolvers.writing.once import Outcome, Work, Write
from resolvers.writing.prepared import refused, write_prepared

_UPDATE = """
UPDATE contact SET identity = ?, reach = ?, birth = ?, physician = ?, updated_at = ?, version = version + 1
WHERE id = ? AND version = ? AND restricted_at IS NULL AND erased_at IS NULL
"""
_NOW = "SELECT version FROM contact WHERE id = ?"


@dataclass(frozen=True, slots=True, repr=False)
class ContactUpdate(Personal):
    """Which contact, in the version it was read in, and what is to change."""

    contact_id: str
    expected_version: int
    given: Given


@dataclass(frozen=True, slots=True, repr=False)
class _Rewritten(Personal):
    record: ContactRecord
    values: Mapping[Category, Value | None]
    columns: Mapping[str, bytes | None]
    tokens: Tokens


async def update_contact(context: Context, write: Write, asked: ContactUpdate) -> Outcome:
    """Change a contact, once for each key: the outcome names it, or says why it stays as it is."""
    if context.caller.function not in MAY_CREATE:
        return refused(ErrorCode.NOT_ALLOWED, articles=NOT_THEIRS)

    async def prepare(here: Context) -> Work:
        categories = {FIELDS[name].category for name in asked.given.values}
        record = await contact_in_scope(here, asked.contact_id, categories, "id")
        check_standing(here.lens, record, WRITERS, "id")
        check_state(record, "id")
        check_version(record, asked.expected_version)
        rewritten = await _rewritten(here, record, await _changes(here, record, asked.given))

        async def work(transaction: Transaction) -> str:
            await _write(here, transaction, rewritten)
            await record_act(here, transaction, write.operation, record.id, contact_id=record.id)
            return record.id

        return work

    return await write_prepared(context, write, prepare)


async def _changes(context: Context, record: ContactRecord, given: Given) -> Changes:
    if not given.values:
        raise refuse(ErrorCode.NOTHING_TO_CHANGE)
    faults = Gathered()
    professional_id = record.professional_id
    known = await professionals_by_id([professional_id]) if professional_id else {}
    collected = collected_by(known[professional_id] if professional_id else None)
    allowed = without_masks(context.lens, record, given, faults)
    changes = checked(allowed, collected, context.now, faults)
    _keep_mandatory(context, record, changes, faults)
    faults.settle()
    return changes


def _keep_mandatory(context: Context, record: ContactRecord, changes: Changes, faults: Gathered) -> None:
    """Gather what may not be removed: the names, and the last way to reach who is nobody's relative."""
    for field in (fields.LAST_NAME, fields.FIRST_NAME):
        if field in changes and changes[field] is None:
            faults.add(ErrorCode.MISSING_REQUIRED_DATA, field.name)
    removed = [each for each in (fields.PHONE, fields.EMAIL) if each in changes and changes[each] is None]
    if removed and record.source_contact_id is None:
        left = merged(Category.REACH, context.lens.values_of(record, Category.REACH), changes)
        if not (getattr(left, "phone", None) or getattr(left, "email", None)):
            faults.add(ErrorCode.MISSING_REQUIRED_DATA, removed[0].name)


async def _rewritten(context: Context, record: ContactRecord, changes: Changes) -> _Rewritten:
    """Seal every changed category again whole: what is not changed of it comes from the lens."""
    here = context.installation
    key = (await here.keyring.data_keys([record.id])).get(record.id)
    if key is None:
        raise refuse(ErrorCode.WRONG_STATE, "id")
    values = {
        category: merged(category, context.lens.values_of(record, category), changes)
        for category in {field.category for field in changes}
    }
    wall = context.lens.controller(record).party_id
    tokens = tokens_of(here, record.id, wall, values.values())
    return _Rewritten(record, values, sealed(here, record.id, key, values), tokens)


async def _write(context: Context, transaction: Transaction, new: _Rewritten) -> None:
    record, columns = new.record, new.columns
    rewritten = await transaction.execute(
        _UPDATE,
        columns.get("identity", record.identity),
        columns.get("reach", record.reach),
        columns.get("birth", record.birth),
        columns.get("physician", record.physician),
        context.now,
        record.id,
        record.version,
    )
    if not rewritten:
        [row] = await transaction.fetch(_NOW, record.id)
        raise refuse(ErrorCode.VERSION_CONFLICT, "expectedVersion", version=row["version"])
    await forget_tokens(transaction, record.id, new.values)
    await store_tokens(transaction, new.tokens)
    if Category.BIRTH in new.values:
        birth = new.values[Category.BIRTH]
        day = birth.birth_date if isinstance(birth, Birth) else None
        await shorten_authority(transaction, record.id, day, context.now)
