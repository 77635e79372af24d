"""Ending a relationship: from now on nobody acts for the relative by it."""

from models.storage.transaction import Transaction
from models.words import Category
from permissions.policy import TABLE, Standing
from resolvers.contacts.by_id import contacts_by_id
from resolvers.contacts.link import CONTROLLERS, MAY_LINK
from resolvers.contacts.origin import NOT_THEIRS
from resolvers.contacts.relationships import RelationshipRecord, is_parental, relationships_by_id
from resolvers.contacts.writable import check_standing
from resolvers.context import Context
from resolvers.writing.act import record_act
from resolvers.writing.fault import ErrorCode, refuse
from resolvers.writing.once import Outcome, Work, Write
from resolvers.writing.prepared import refused, write_prepared

_END = """
UPDATE relationship SET valid_until = ? WHERE id = ? AND (valid_until IS NULL OR valid_until > ?)
"""


async def unlink_relative(context: Context, write: Write, relationship_id: str) -> Outcome:
    """End a relationship now, once for each key: the outcome names it, or says why it goes on.

    The contact who acts may end it, the adult acted for, and staff who control both records.
    """
    if context.caller.function not in MAY_LINK:
        return refused(ErrorCode.NOT_ALLOWED, articles=NOT_THEIRS)

    async def prepare(here: Context) -> Work:
        found = (await relationships_by_id(here, [relationship_id])).get(relationship_id)
        if found is None:
            raise refuse(ErrorCode.NOT_FOUND, "id")
        await _check_may_end(here, found)

        async def work(transaction: Transaction) -> str:
            if not await transaction.execute(_END, here.now, found.id, here.now):
                raise refuse(ErrorCode.WRONG_STATE, "id")
            await record_act(here, transaction, write.operation, found.id, contact_id=found.relative_id)
            return found.id

        return work

    return await write_prepared(context, write, prepare)


async def _check_may_end(context: Context, found: RelationshipRecord) -> None:
    own = context.view.contact_id
    if own == found.relative_id and is_parental(found):
        articles = list(TABLE[Standing.REPRESENTATIVE].articles)
        raise refuse(ErrorCode.NOT_ALLOWED, "id", articles=articles)
    if own:
        return
    records = (await contacts_by_id(context, [found.contact_id, found.relative_id])).values()
    await context.lens.focus(records, frozenset[Category]())
    for record in records:
        check_standing(context.lens, record, CONTROLLERS, "id")
