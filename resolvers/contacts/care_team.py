"""The care team of a contact: who receives, beside the professional who named him, what that one holds."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from models.ids import Kind, new_id
from models.storage.dialect import among, listed
from models.storage.reading import fetch
from models.storage.transaction import Transaction
from models.words import Category, Function, Sector
from permissions.policy import Standing
from permissions.scope import Scope, contacts_of
from permissions.ties import known_tie
from permissions.viewpoint import Viewpoint
from resolvers.contacts.writable import check_standing, check_state, contact_in_scope
from resolvers.context import Context
from resolvers.writing.act import record_act
from resolvers.writing.fault import ErrorCode, refuse
from resolvers.writing.once import Outcome, Work, Write
from resolvers.writing.prepared import refused, write_prepared

TEAM: Final = ["CSP L1110-4", "CSP L1110-12"]
"""The articles by which professionals of health share within a care team, the person being told."""

_CARES: Final = frozenset({Standing.CONTROLLER_PROFESSIONAL, Standing.RECIPIENT_PROFESSIONAL})
_OF_HEALTH = f"SELECT id FROM professional WHERE active AND sector = '{Sector.HEALTH}' AND {among('id')}"
_INSERT = """
INSERT INTO care_team (id, contact_id, member_id, named_by, valid_from) VALUES (?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING
"""
_END = "UPDATE care_team SET ended_at = ? WHERE id = ? AND ended_at IS NULL"
_SELECT = """
SELECT t.id, t.contact_id, t.member_id, t.named_by, t.valid_from, t.ended_at FROM care_team t
"""


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """`member_id` receives of a contact what `named_by` holds; epoch seconds."""

    id: str
    contact_id: str
    member_id: str
    named_by: str
    valid_from: int
    ended_at: int | None


@dataclass(frozen=True, slots=True)
class NewMember:
    """Whom to name for which contact; `person_informed` that the person was told and did not oppose."""

    contact_id: str
    professional_id: str
    person_informed: bool


async def name_care_team_member(context: Context, write: Write, asked: NewMember) -> Outcome:
    """Name a professional of health into a contact's care team, once for each key.

    Only a professional of health who himself cares for the contact may, once the person was told
    (CSP L1110-4 III).
    """
    if context.caller.function is not Function.PROFESSIONAL:
        return refused(ErrorCode.NOT_ALLOWED, articles=TEAM)

    async def prepare(here: Context) -> Work:
        await _check(here, asked)
        row = (new_id(Kind.TEAM), asked.contact_id, asked.professional_id, here.caller.party_id, here.now)

        async def work(transaction: Transaction) -> str:
            if not await transaction.execute(_INSERT, *row):
                raise refuse(ErrorCode.WRONG_STATE, "professionalId")
            await record_act(
                here,
                transaction,
                write.operation,
                asked.contact_id,
                professional_id=asked.professional_id,
                contact_id=asked.contact_id,
            )
            return row[0]

        return work

    return await write_prepared(context, write, prepare)


async def _check(context: Context, asked: NewMember) -> None:
    contact = await contact_in_scope(context, asked.contact_id, frozenset[Category](), "contactId")
    check_standing(context.lens, contact, _CARES, "contactId")
    check_state(contact, "contactId")
    if not asked.person_informed:
        raise refuse(ErrorCode.MISSING_REQUIRED_DATA, "personInformed")
    own = context.caller.party_id
    if asked.professional_id == own:
        raise refuse(ErrorCode.NOT_ALLOWED, "professionalId", articles=TEAM)
    of_health = {row["id"] for row in await fetch(_OF_HEALTH, listed([own, asked.professional_id]))}
    if own not in of_health:
        raise refuse(ErrorCode.NOT_ALLOWED, articles=TEAM)
    if asked.professional_id not in of_health:
        raise refuse(ErrorCode.NOT_FOUND, "professionalId")


async def end_care_team_membership(context: Context, write: Write, membership_id: str) -> Outcome:
    """End a membership now, once for each key: who named, who was named, or the person may."""

    async def prepare(here: Context) -> Work:
        found = (await members_by_id(here, [membership_id])).get(membership_id)
        if found is None:
            raise refuse(ErrorCode.NOT_FOUND, "id")
        if not _may_end(here.view, found):
            raise refuse(ErrorCode.NOT_ALLOWED, "id", articles=TEAM)

        async def work(transaction: Transaction) -> str:
            if not await transaction.execute(_END, here.now, found.id):
                raise refuse(ErrorCode.WRONG_STATE, "id")
            await record_act(
                here,
                transaction,
                write.operation,
                found.contact_id,
                professional_id=found.member_id,
                contact_id=found.contact_id,
            )
            return found.id

        return work

    return await write_prepared(context, write, prepare)


def _may_end(view: Viewpoint, found: MemberRecord) -> bool:
    if view.contact_id:
        return found.contact_id == view.contact_id or found.contact_id in view.represented
    ours = {found.member_id, found.named_by}
    return view.caller.function is Function.PROFESSIONAL and view.caller.party_id in ours


async def members_by_id(context: Context, ids: Iterable[str]) -> dict[str, MemberRecord]:
    """Return the memberships that exist for this caller, ended ones included, by id."""
    return {each.id: each for each in await _members(context, "t.id", frozenset(ids))}


async def care_team_of(context: Context, contact_id: str) -> list[MemberRecord]:
    """Return who is in the care team of a contact now, of what exists for this caller, in order of naming."""
    found = await _members(context, "t.contact_id", [contact_id])
    return [each for each in found if each.ended_at is None or each.ended_at > context.now]


async def _members(context: Context, column: str, values: Collection[str]) -> list[MemberRecord]:
    scope = _scope(context.view)
    sql = f"{_SELECT} WHERE {among(column)} AND {scope.sql} ORDER BY t.valid_from, t.id"
    return [MemberRecord(*row.values()) for row in await fetch(sql, listed(values), *scope.values)]


def _scope(view: Viewpoint) -> Scope:
    """Return which memberships exist for a caller: its own contacts', and those that name its people.

    For who represents a minor none does that tells of a secret visit: one by whom nothing else binds to it.
    """
    if view.caller.function in {Function.PROFESSIONAL, Function.ASSISTANT}:
        ours = listed(view.caller.professional_ids)
        return Scope(f"({among('t.member_id')} OR {among('t.named_by')})", (ours, ours))
    if view.contact_id:
        known = known_tie("t.named_by", "t.contact_id", "t.valid_from")
        sql = f"(t.contact_id = ? OR ({among('t.contact_id')} AND {known}))"
        return Scope(sql, (view.contact_id, listed(view.represented)))
    if view.caller.function is not Function.PROTECTION_OFFICER:
        return Scope("1 = 0")
    contacts = contacts_of(view)
    return Scope(
        f"EXISTS (SELECT 1 FROM contact c WHERE c.id = t.contact_id AND {contacts.sql})", contacts.values
    )
