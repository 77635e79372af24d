"""Opening and closing accounts."""

from dataclasses import dataclass

from models.ids import Kind, new_id
from models.storage.transaction import Transaction, in_transaction
from models.words import Function, PartyKind


class UnknownParty(LookupError):
    """The party an account should act for does not exist."""


class SubjectTaken(ValueError):
    """Another account already belongs to this subject of this issuer."""


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to open; `name` is a staff label, never a contact's name."""

    function: Function
    party_kind: PartyKind
    party_id: str
    name: str
    issuer: str | None = None
    subject: str | None = None


_PARTY = {
    PartyKind.OPERATOR: "SELECT id FROM operator WHERE id = ?",
    PartyKind.PRACTICE: "SELECT id FROM practice WHERE id = ?",
    PartyKind.PROFESSIONAL: "SELECT id FROM professional WHERE id = ?",
    PartyKind.PARTNER: "SELECT id FROM partner WHERE id = ?",
    PartyKind.CONTACT: "SELECT id FROM contact WHERE id = ? AND erased_at IS NULL",
}
_INSERT = """
INSERT INTO account (id, issuer, subject, function, party_kind, party_id, name, active, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, TRUE, ?)
ON CONFLICT (issuer, subject) DO NOTHING
"""
_CLOSE = "UPDATE account SET active = FALSE WHERE id = ? AND active"


async def open_account(account: NewAccount, now: int) -> str:
    """Return the id of a new active account.

    Raises:
        UnknownParty: no such operator, practice, professional, partner or contact.
        SubjectTaken: the subject already has an account.
    """
    account_id = new_id(Kind.ACCOUNT)

    async def work(transaction: Transaction) -> None:
        if not await transaction.fetch(_PARTY[account.party_kind], account.party_id):
            raise UnknownParty(f"There is no {account.party_kind.lower()} {account.party_id}.")
        if not await transaction.execute(_INSERT, account_id, *_columns(account), now):
            raise SubjectTaken("This subject already has an account; close that one first.")

    await in_transaction(work)
    return account_id


def _columns(account: NewAccount) -> tuple[str | None, ...]:
    return (
        account.issuer,
        account.subject,
        account.function.value,
        account.party_kind.value,
        account.party_id,
        account.name,
    )


async def close_account(account_id: str) -> bool:
    """Tell whether an active account was closed; its tokens are refused from the next request on."""

    async def work(transaction: Transaction) -> int:
        return await transaction.execute(_CLOSE, account_id)

    return await in_transaction(work) > 0
