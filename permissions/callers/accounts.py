"""Opening accounts, by command or at the first token of an issuer that may enrol."""

from contextlib import suppress

from models.callers.new_account import NewAccount, SubjectTaken, UnknownParty, close_account, open_account
from models.callers.revocation import is_revoked
from models.ids import Kind, kind_of
from models.words import Function, PartyKind
from permissions.caller import PARTY_KIND_OF
from permissions.callers.identity import Identity

_ID_KIND = {
    PartyKind.OPERATOR: Kind.OPERATOR,
    PartyKind.PRACTICE: Kind.PRACTICE,
    PartyKind.PROFESSIONAL: Kind.PROFESSIONAL,
    PartyKind.PARTNER: Kind.PARTNER,
    PartyKind.CONTACT: Kind.CONTACT,
}

__all__ = ["AccountRefused", "close_account", "create_account", "enrol"]


class AccountRefused(ValueError):
    """An account cannot be opened as asked; the message tells the next step."""


async def create_account(
    *,
    function: Function,
    party_id: str,
    name: str,
    now: int,
    issuer: str | None = None,
    subject: str | None = None,
) -> str:
    """Return the id of a new account in a function for a party, optionally held by an issuer's subject.

    Raises:
        AccountRefused: no such party, a party of another kind than the function acts for, half an
            OpenID name, or a subject that already has an account.
    """
    kind = PARTY_KIND_OF[function]
    if kind_of(party_id) is not _ID_KIND.get(kind) or kind is PartyKind.NOBODY:
        raise AccountRefused(f"{function} acts for a party of kind {kind}: give the id of one.")
    if (issuer is None) is not (subject is None):
        raise AccountRefused("Give issuer and subject together, or neither.")
    try:
        return await open_account(NewAccount(function, kind, party_id, name, issuer, subject), now)
    except (UnknownParty, SubjectTaken) as error:
        raise AccountRefused(str(error)) from error


async def enrol(person: Identity, functions: frozenset[Function], token_id: str, now: int) -> None:
    """Open an account for a person whose issuer names one of these functions, and a party we know."""
    granted = person.functions or frozenset()
    if len(granted) != 1 or not granted <= functions or person.party_id is None:
        return
    if await is_revoked(token_id):
        return
    (function,) = granted
    # Refused for a party we do not know, and for a person who has an account: closed, or opened by a
    # request beside this one. The caller looks again and sees which.
    with suppress(AccountRefused):
        await create_account(
            function=function,
            party_id=person.party_id,
            name=function.replace("_", " ").capitalize(),
            now=now,
            issuer=person.issuer,
            subject=person.subject,
        )
