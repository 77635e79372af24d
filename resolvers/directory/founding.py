"""The first row of a deployment: its operator, with the rules of who controls what."""

from models.ids import Kind, new_id
from models.privacy.presets import install_presets
from models.storage.transaction import Transaction, in_transaction


class AlreadyFounded(ValueError):
    """There is an operator already; a deployment has one."""


async def found_operator(name: str, now: int) -> str:
    """Return the id of the new operator; raise AlreadyFounded if there is one.

    The controllership rules of both presets come with it, and the policy's own is chosen.
    """
    operator_id = new_id(Kind.OPERATOR)

    async def work(transaction: Transaction) -> str:
        if await transaction.fetch("SELECT id FROM operator"):
            raise AlreadyFounded("There is an operator already; a deployment has one.")
        await transaction.execute(
            "INSERT INTO operator (id, name, created_at) VALUES (?, ?, ?)", operator_id, name, now
        )
        await install_presets(transaction, now=now, chosen_by=operator_id)
        return operator_id

    return await in_transaction(work)
