"""What a write leaves beside its record: who did what, when and why."""

from models.ids import Kind, new_id
from models.storage.transaction import Transaction
from resolvers.context import Context

_ACT = """
INSERT INTO act (id, at, verb, record_id, professional_id, function, party_id, account_id, reason)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


async def record_act(
    context: Context,
    transaction: Transaction,
    verb: str,
    record_id: str,
    *,
    professional_id: str | None = None,
    reason: str | None = None,
) -> None:
    """Write down who does what to a record, in the transaction that does it; `reason` is a code."""
    caller = context.caller
    await transaction.execute(
        _ACT,
        new_id(Kind.ACT),
        context.now,
        verb,
        record_id,
        professional_id,
        caller.function.value,
        caller.party_id,
        caller.account_id,
        reason,
    )
