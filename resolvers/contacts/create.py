"""Creating a contact."""

from models.storage.transaction import Transaction
from resolvers.contacts.given import Given
from resolvers.contacts.new_contact import checked_contact, insert_contact, sealed_contact
from resolvers.contacts.origin import MAY_CREATE, NOT_THEIRS, origin_of
from resolvers.context import Context
from resolvers.writing.act import record_act
from resolvers.writing.fault import ErrorCode
from resolvers.writing.gathered import Gathered
from resolvers.writing.once import Outcome, Work, Write
from resolvers.writing.prepared import refused, write_prepared


async def create_contact(
    context: Context, write: Write, given: Given, professional_id: str | None
) -> Outcome:
    """Create a contact, once for each key: the outcome names it, or says everything that is wrong with it.

    What a contact creates is a relative of its own, which needs no reach. Without a professional the
    record is a user account of the operator.
    """
    if context.caller.function not in MAY_CREATE:
        return refused(ErrorCode.NOT_ALLOWED, articles=NOT_THEIRS)

    async def prepare(here: Context) -> Work:
        faults, source = Gathered(), here.view.contact_id
        origin = await faults.wait(origin_of(here, professional_id, source))
        changes = checked_contact(here, origin, given, faults, relative=source is not None)
        new = await sealed_contact(here, faults.settled(origin), changes)

        async def work(transaction: Transaction) -> str:
            await insert_contact(transaction, new)
            await record_act(here, transaction, write.operation, new.id, contact_id=new.id)
            return new.id

        return work

    return await write_prepared(context, write, prepare)
