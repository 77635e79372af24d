"""What a write leaves beside its record: who did what, when, for what and why."""

from models.journal.chain import INSERT_ENTRY
from models.storage.transaction import Transaction
from resolvers.context import Context
from resolvers.journal.entries import entry_of


async def record_act(
    context: Context,
    transaction: Transaction,
    verb: str,
    record_id: str,
    *,
    professional_id: str | None = None,
    contact_id: str | None = None,
    reason: str | None = None,
    shown: str | None = None,
) -> None:
    """Write down who does what to a record, in the transaction that does it; `reason` is a code.

    `contact_id` is whom the record is about: that person finds the entry among his own, and who acts for
    him as well unless the record is a minor's secret. The entry is linked within a second.
    """
    await transaction.execute(
        INSERT_ENTRY,
        *entry_of(
            context,
            verb,
            record_id=record_id,
            contact_id=contact_id,
            professional_id=professional_id,
            reason=reason,
            shown=shown,
        ),
    )
