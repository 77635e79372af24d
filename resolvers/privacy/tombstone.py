"""What an erasure leaves: rows without a value, without a way to be found, without a meaning for a person.

The plain columns stay: that something was booked, done and decided, by whom and when, is what the controller
must be able to show (GDPR art. 5(2), 7(1), 17(3)).
"""

from collections.abc import Iterable
from typing import Final

from models.storage.dialect import among, listed
from models.storage.transaction import Transaction
from resolvers.privacy.justified import code_of

_EMPTIED: Final = (
    """
    UPDATE contact SET identity = NULL, reach = NULL, birth = NULL, physician = NULL, erased_at = ?,
        updated_at = ?, version = version + 1
    WHERE id = ?
    """,
    """
    UPDATE appointment SET reason = NULL, note = NULL, updated_at = ?, version = version + 1
    WHERE contact_id = ? AND (reason IS NOT NULL OR note IS NOT NULL)
    """,
    "DELETE FROM search_token WHERE contact_id = ?",
    "DELETE FROM contact_block WHERE contact_id = ?",
    "UPDATE care_team SET ended_at = ? WHERE contact_id = ? AND ended_at IS NULL",
    "UPDATE account SET name = '', issuer = NULL, subject = NULL, active = FALSE WHERE party_id = ?",
    "UPDATE relationship SET proof = NULL WHERE contact_id = ? OR relative_id = ?",
    """
    UPDATE relationship SET valid_until = ?
    WHERE (contact_id = ? OR relative_id = ?) AND valid_from < ? AND (valid_until IS NULL OR valid_until > ?)
    """,
)
_WORDS: Final = "SELECT id, ground FROM record_state WHERE contact_id = ? AND ground LIKE '% %'"
_ONLY_CODE: Final = "UPDATE record_state SET ground = ? WHERE id = ?"
_WHOM: Final = "UPDATE record_state SET target = '' WHERE contact_id = ? AND kind IN ('HIDDEN', 'OPPOSED')"
_END: Final = "UPDATE record_state SET ended_at = ? WHERE contact_id = ? AND ended_at IS NULL"
_NO_SUMMARY: Final = (
    "UPDATE contact SET states = NULL WHERE id = ?",
    "UPDATE appointment SET states = NULL WHERE contact_id = ? AND states IS NOT NULL",
)
_SPECIAL: Final = f"""
UPDATE appointment SET reason = NULL, updated_at = ?, version = version + 1 WHERE {among("id")}
"""
_PHYSICIAN: Final = "UPDATE contact SET physician = NULL, updated_at = ?, version = version + 1 WHERE id = ?"


async def empty_rows(transaction: Transaction, contact_id: str, now: int) -> None:
    """Empty a locked contact and everything that is sealed or found about it."""
    contact, visits, tokens, blocks, team, account, proofs, powers = _EMPTIED
    await transaction.execute(contact, now, now, contact_id)
    await transaction.execute(visits, now, contact_id)
    for statement in (tokens, blocks, account):
        await transaction.execute(statement, contact_id)
    await transaction.execute(team, now, contact_id)
    await transaction.execute(proofs, contact_id, contact_id)
    await transaction.execute(powers, now, contact_id, contact_id, now, now)


async def empty_states(transaction: Transaction, contact_id: str, now: int) -> None:
    """End every state of a contact and its appointments; of why and against whom only codes are left."""
    await transaction.execute(_END, now, contact_id)
    for row in await transaction.fetch(_WORDS, contact_id):
        await transaction.execute(_ONLY_CODE, code_of(row["ground"]), row["id"])
    await transaction.execute(_WHOM, contact_id)
    for statement in _NO_SUMMARY:
        await transaction.execute(statement, contact_id)


async def empty_reasons(transaction: Transaction, appointment_ids: Iterable[str], now: int) -> None:
    """Empty the reasons of locked appointments."""
    await transaction.execute(_SPECIAL, now, listed(appointment_ids))


async def empty_physician(transaction: Transaction, contact_id: str, now: int) -> None:
    """Empty the treating physician of a locked contact."""
    await transaction.execute(_PHYSICIAN, now, contact_id)
