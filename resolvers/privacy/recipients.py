"""Keeping a professional out: openly, by opposing (CSP L1110-4), or silently, by hiding (EHDS art. 8)."""

from collections.abc import Collection
from typing import Final, NamedTuple

from models.storage.transaction import Transaction
from models.words import Function, StateKind
from permissions.overlay import EVERYBODY
from permissions.policy import Standing
from resolvers.contacts.origin import NOT_THEIRS
from resolvers.context import Context
from resolvers.directory.parties import professionals_by_id
from resolvers.privacy.restriction import SUBJECTS
from resolvers.privacy.speaking import MAY_SPEAK, SPEAKERS, lock_person, person_of, record_deed
from resolvers.privacy.timeline import NewState, end_state, holds, set_state
from resolvers.writing.fault import ErrorCode, refuse
from resolvers.writing.once import Outcome, Work, Write
from resolvers.writing.prepared import refused, write_prepared

ONLY_THE_PERSON: Final = ["EHDS 8", "CSP L1110-4"]


class Way(NamedTuple):
    """A way to keep somebody out: who may speak, and the articles that refuse everybody else."""

    kind: StateKind
    functions: Collection[Function]
    standings: Collection[Standing]
    articles: list[str]


OPENLY: Final = Way(StateKind.OPPOSED, MAY_SPEAK, SPEAKERS, NOT_THEIRS)
SILENTLY: Final = Way(StateKind.HIDDEN, {Function.CONTACT}, SUBJECTS, ONLY_THE_PERSON)
"""Nobody is told of it: it leaves the timeline, and no act, no event and no new version beside it."""


async def keep_out(
    context: Context, write: Write, way: Way, contact_id: str, professional_id: str | None
) -> Outcome:
    """Keep a professional from a person's data, or every provider; the outcome names the contact.

    It bears on who receives the data, from the next read on, and not on who controls the record.
    """
    if context.caller.function not in way.functions:
        return refused(ErrorCode.NOT_ALLOWED, articles=way.articles)

    async def prepare(here: Context) -> Work:
        person = await person_of(here, contact_id, way.standings, "contactId")
        kept_out = NewState(person.id, person.id, way.kind, await _target(professional_id))

        async def work(transaction: Transaction) -> str:
            await lock_person(transaction, person.id, "contactId")
            if await holds(transaction, person.id, way.kind, here.now, kept_out.target):
                raise refuse(ErrorCode.WRONG_STATE, "professionalId")
            await set_state(here, transaction, kept_out)
            if way is OPENLY:
                await record_deed(here, transaction, write, person, kept_out.target)
            return person.id

        return work

    return await write_prepared(context, write, prepare)


async def let_in(
    context: Context, write: Write, way: Way, contact_id: str, professional_id: str | None
) -> Outcome:
    """Let a professional in again, or all who were kept out as such; the outcome names the contact."""
    if context.caller.function not in way.functions:
        return refused(ErrorCode.NOT_ALLOWED, articles=way.articles)

    async def prepare(here: Context) -> Work:
        person = await person_of(here, contact_id, way.standings, "contactId")
        target = await _target(professional_id)

        async def work(transaction: Transaction) -> str:
            await lock_person(transaction, person.id, "contactId")
            if not await end_state(transaction, person.id, way.kind, here.now, target):
                raise refuse(ErrorCode.WRONG_STATE, "professionalId")
            if way is OPENLY:
                await record_deed(here, transaction, write, person, target)
            return person.id

        return work

    return await write_prepared(context, write, prepare)


async def _target(professional_id: str | None) -> str:
    if professional_id is None:
        return EVERYBODY
    if professional_id not in await professionals_by_id([professional_id]):
        raise refuse(ErrorCode.NOT_FOUND, "professionalId")
    return professional_id
