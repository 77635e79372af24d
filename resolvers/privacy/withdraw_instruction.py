"""Withdrawing an instruction: what it opened is withheld from the next read on."""

from models.storage.transaction import Transaction
from models.words import Function
from resolvers.context import Context
from resolvers.privacy.give_instruction import ORDER
from resolvers.privacy.instructions import instructions_by_id
from resolvers.writing.act import record_act
from resolvers.writing.fault import ErrorCode, refuse
from resolvers.writing.once import Outcome, Work, Write
from resolvers.writing.prepared import refused, write_prepared

_WITHDRAW = """
UPDATE instruction SET withdrawn_at = ?, withdrawn_by = ?
WHERE id = ? AND professional_id = ? AND withdrawn_at IS NULL
"""


async def withdraw_instruction(context: Context, write: Write, instruction_id: str) -> Outcome:
    """Withdraw an instruction now, once for each key: the outcome names it, or says why it stands.

    Only the professional who gave it may; one that starts later may be withdrawn before it does.
    """
    if context.caller.function is not Function.PROFESSIONAL:
        return refused(ErrorCode.NOT_ALLOWED, articles=ORDER)

    async def prepare(here: Context) -> Work:
        if not await instructions_by_id(here, [instruction_id]):
            raise refuse(ErrorCode.NOT_FOUND, "id")

        async def work(transaction: Transaction) -> str:
            caller, now = here.caller, here.now
            if not await transaction.execute(
                _WITHDRAW, now, caller.account_id, instruction_id, caller.party_id
            ):
                raise refuse(ErrorCode.WRONG_STATE, "id")
            await record_act(
                here, transaction, write.operation, instruction_id, professional_id=caller.party_id
            )
            return instruction_id

        return work

    return await write_prepared(context, write, prepare)
