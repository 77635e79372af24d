"""Giving and withdrawing a consent: the one as easy as the other (GDPR art. 7), both at the next read."""

from typing import Final

from models.ids import Kind, new_id
from models.privacy.consent_texts import text_at
from models.storage.transaction import Transaction
from models.words import Purpose, StateKind
from permissions.acting import CHANNEL_OF
from permissions.purposes import CONSENTABLE
from resolvers.contacts.origin import NOT_THEIRS
from resolvers.context import Context
from resolvers.privacy.speaking import MAY_SPEAK, SPEAKERS, lock_person, person_of, record_deed
from resolvers.privacy.timeline import NewState, end_state, holds, set_state
from resolvers.writing.fault import ErrorCode, refuse
from resolvers.writing.once import Outcome, Work, Write
from resolvers.writing.prepared import refused, write_prepared

NOT_ON_CONSENT: Final = ["6(1)(b)", "6(1)(c)", "7(4)"]
"""By these articles the other purposes rest on the contract or the law: no consent is asked."""

_STANDING: Final = """
SELECT text_version FROM consent WHERE contact_id = ? AND purpose = ? AND withdrawn_at IS NULL
"""
_INSERT: Final = """
INSERT INTO consent (id, contact_id, purpose, text_version, given_at, given_by_party, given_by_account,
    channel)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_END: Final = """
UPDATE consent SET withdrawn_at = ?, withdrawn_by_party = ?
WHERE contact_id = ? AND purpose = ? AND withdrawn_at IS NULL
"""


async def give_consent(
    context: Context, write: Write, contact_id: str, purpose: Purpose, text_version: str
) -> Outcome:
    """Consent to a purpose in the words of a text, once for each key: the outcome names the contact.

    The person consents, who represents it, or the desk for who said so by phone. Words that are no longer
    asked are refused with CONSENT_TEXT_CHANGED; a consent to older words is replaced.
    """
    if context.caller.function not in MAY_SPEAK:
        return refused(ErrorCode.NOT_ALLOWED, articles=NOT_THEIRS)

    async def prepare(here: Context) -> Work:
        person = await person_of(here, contact_id, SPEAKERS, "contactId")
        _check_purpose(purpose)
        current = text_at(purpose, here.now).version
        if text_version != current:
            raise refuse(ErrorCode.CONSENT_TEXT_CHANGED, "textVersion", version=current)

        async def work(transaction: Transaction) -> str:
            await lock_person(transaction, person.id, "contactId")
            await _replace(here, transaction, person.id, purpose, text_version)
            await end_state(transaction, person.id, StateKind.CONSENT_WITHDRAWN, here.now, purpose.value)
            await record_deed(here, transaction, write, person, f"{purpose} {text_version}")
            return person.id

        return work

    return await write_prepared(context, write, prepare)


async def withdraw_consent(context: Context, write: Write, contact_id: str, purpose: Purpose) -> Outcome:
    """Withdraw a consent without a reason, once for each key: the outcome names the contact.

    What rested only on it is withheld from the next read on. No consent needs to be kept here for it: what
    was collected before consents were kept rests on one as well.
    """
    if context.caller.function not in MAY_SPEAK:
        return refused(ErrorCode.NOT_ALLOWED, articles=NOT_THEIRS)

    async def prepare(here: Context) -> Work:
        person = await person_of(here, contact_id, SPEAKERS, "contactId")
        _check_purpose(purpose)
        withdrawn = NewState(person.id, person.id, StateKind.CONSENT_WITHDRAWN, purpose.value)

        async def work(transaction: Transaction) -> str:
            await lock_person(transaction, person.id, "contactId")
            if await holds(transaction, person.id, withdrawn.kind, here.now, withdrawn.target):
                raise refuse(ErrorCode.WRONG_STATE, "purpose")
            await transaction.execute(_END, here.now, here.caller.party_id, person.id, purpose.value)
            await set_state(here, transaction, withdrawn)
            await record_deed(here, transaction, write, person, purpose.value)
            return person.id

        return work

    return await write_prepared(context, write, prepare)


def _check_purpose(purpose: Purpose) -> None:
    if purpose not in CONSENTABLE:
        raise refuse(ErrorCode.NOT_ALLOWED, "purpose", articles=NOT_ON_CONSENT)


async def _replace(
    context: Context, transaction: Transaction, contact_id: str, purpose: Purpose, version: str
) -> None:
    """Write a consent in the place of one to older words, which nobody withdrew."""
    caller = context.caller
    standing = await transaction.fetch(_STANDING, contact_id, purpose.value)
    if standing and standing[0]["text_version"] == version:
        raise refuse(ErrorCode.WRONG_STATE, "purpose")
    await transaction.execute(_END, context.now, None, contact_id, purpose.value)
    await transaction.execute(
        _INSERT,
        new_id(Kind.CONSENT),
        contact_id,
        purpose.value,
        version,
        context.now,
        caller.party_id,
        caller.account_id,
        CHANNEL_OF[caller.function].value,
    )
