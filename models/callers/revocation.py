"""Tokens taken back before they expire."""

from tortoise import fields
from tortoise.models import Model

from models.storage.reading import fetch
from models.storage.transaction import Transaction, in_transaction


class RevokedToken(Model):
    """A revoked token, kept until it would have expired anyway."""

    token_id = fields.CharField(400, primary_key=True)
    revoked_at = fields.BigIntField()
    expires_at = fields.BigIntField()

    class Meta:
        table = "revoked_token"


# What has expired is refused anyway: its row is dropped by the next revocation.
_PRUNE = "DELETE FROM revoked_token WHERE expires_at < ?"
_REVOKE = """
INSERT INTO revoked_token (token_id, revoked_at, expires_at) VALUES (?, ?, ?)
ON CONFLICT (token_id) DO NOTHING
"""


async def revoke(token_id: str, *, expires_at: int, now: int) -> bool:
    """Tell whether a token is revoked by this call; `expires_at` is when its row may go."""

    async def work(transaction: Transaction) -> int:
        await transaction.execute(_PRUNE, now)
        return await transaction.execute(_REVOKE, token_id, now, expires_at)

    return await in_transaction(work) > 0


async def is_revoked(token_id: str) -> bool:
    """Tell whether a token was taken back."""
    return bool(await fetch("SELECT token_id FROM revoked_token WHERE token_id = ?", token_id))
