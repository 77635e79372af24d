"""What is left without a purpose: withdrawn consents and upheld objections end the reason to keep it."""

from typing import Final

from models.storage.transaction import Transaction
from models.words import StateKind
from permissions.purposes import CARE, left_of, mask, needs_special
from resolvers.context import Context
from resolvers.privacy.erase import Person, check_no_legal_hold, erase
from resolvers.privacy.tombstone import empty_physician, empty_reasons
from resolvers.writing.act import record_act

_WITHDRAWN: Final = """
SELECT target AS purpose FROM record_state WHERE contact_id = ? AND kind = ? AND ended_at IS NULL
"""
_UPHELD: Final = "SELECT purpose FROM objection WHERE contact_id = ? AND state = 'UPHELD'"


async def erase_purposeless(context: Context, transaction: Transaction, person: Person) -> bool:
    """Erase what of a locked contact the operator keeps for no purpose any more; return whether there was.

    The whole contact once every purpose has ended and no visit is ahead; before, the special categories
    that rest on a consent that was withdrawn, each visit's once it is over. Only what the operator controls:
    a professional answers for his own. Raises Refused as `erase`.
    """
    if person.record.restricted_at is not None:
        return False  # it is only kept, and the person may need just that (GDPR art. 18)
    stopped = upheld, withdrawn = await _stopped(transaction, person)
    mine = person.controller_id == context.installation.operator_id
    if mine and not left_of(person.record, upheld, withdrawn) and not person.is_expected(context.now):
        await erase(context, transaction, person)
        return True
    return await _erase_special(context, transaction, person, stopped)


async def _stopped(transaction: Transaction, person: Person) -> tuple[int, int]:
    """Return the purposes of upheld objections, and those of withdrawn consents."""
    contact_id = person.record.id
    withdrawn = await transaction.fetch(_WITHDRAWN, contact_id, StateKind.CONSENT_WITHDRAWN.value)
    upheld = await transaction.fetch(_UPHELD, contact_id)
    return mask(row["purpose"] for row in upheld), mask(row["purpose"] for row in withdrawn)


async def _erase_special(
    context: Context, transaction: Transaction, person: Person, stopped: tuple[int, int]
) -> bool:
    upheld, withdrawn = stopped
    if not withdrawn & CARE and needs_special(left_of(person.record, upheld, withdrawn)):
        return False
    operator_id, now, contact_id = context.installation.operator_id, context.now, person.record.id
    readable = [row for row in person.visits if row["has_reason"] and row["restricted_at"] is None]
    over = [row for row in readable if row["ends_at"] <= now]
    reasons = [row["id"] for row in over if person.controller_of(row) == operator_id]
    kept = person.record.physician is not None and person.controller_id == operator_id
    physician = kept and not person.is_expected(now)
    if not reasons and not physician:
        return False
    await check_no_legal_hold(transaction, contact_id, now)
    await empty_reasons(transaction, reasons, now)
    if physician:
        await empty_physician(transaction, contact_id, now)
    for record_id in [*reasons, *([contact_id] if physician else [])]:
        await record_act(
            context,
            transaction,
            "eraseCategories",
            record_id,
            contact_id=contact_id,
            reason="NO_PURPOSE_LEFT",
        )
    return True
