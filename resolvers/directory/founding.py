"""The first row of a deployment: its operator, with the rules of who controls what."""

from models.ids import Kind, new_id
from models.privacy.presets import install_presets
from models.storage.reading import fetch
from models.storage.transaction import Transaction, in_transaction
from permissions.controllership import load_controllership


class AlreadyFounded(ValueError):
    """There is an operator already; a deployment has one."""


class NotFounded(ValueError):
    """There is no operator yet."""


async def founded_operator() -> str:
    """Return the id of the operator of a deployment that can serve.

    Raises ValueError where there is no operator, or where the rules of who controls what contradict each
    other or cite no article: nothing may be decided by them.
    """
    found = await fetch("SELECT id FROM operator")
    if not found:
        raise NotFounded("There is no operator yet: python app.py operator NAME")
    operator_id = str(found[0]["id"])
    await load_controllership(operator_id)
    return operator_id


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
