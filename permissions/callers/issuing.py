"""Issuing our tokens: the commands for tokens and the keys that sign them."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc.jwk import OKPKey

from models.callers.capacity import capacity_of_account
from models.callers.revocation import revoke
from models.callers.signing_key import withdraw_signing_key
from models.sealing.keys import KeyRing
from models.sealing.signing_keys import retire_signing_key, signing_keys, store_signing_key
from permissions.callers.accounts import AccountRefused
from permissions.callers.own_keys import own_keys
from permissions.callers.refusal import CredentialRefused
from permissions.callers.signature import read_unchecked
from permissions.callers.tokens import IssuedToken, SigningKey, TokenSettings, issue, verify

__all__ = ["issue_token", "revoke_token", "revoke_token_id", "rotate_signing_key", "withdraw_signing_key"]


async def issue_token(
    keyring: KeyRing,
    settings: TokenSettings,
    account_id: str,
    *,
    now: int,
    lifetime_s: int,
    strong: bool = False,
) -> IssuedToken:
    """Return a token for an active account, making the first signing key if there is none.

    Raises:
        AccountRefused: no such account, or a closed one.
        LifetimeTooLong: more seconds than the settings allow.
    """
    if await capacity_of_account(account_id, token_id="") is None:
        raise AccountRefused("There is no active account of this id.")
    signing = await _signing_key(keyring, now)
    return issue(settings, signing, account_id=account_id, now=now, lifetime_s=lifetime_s, strong=strong)


async def rotate_signing_key(keyring: KeyRing, now: int) -> str:
    """Return the id of a new key, which signs from now on.

    The private parts of the others are destroyed; tokens they signed stay good until they expire.
    """
    others = [key.kid for key in await signing_keys(keyring) if key.private]
    fresh = await _new_key(keyring, now)
    for kid in others:
        await retire_signing_key(kid, now)
    return fresh.key_id


async def revoke_token(settings: TokenSettings, text: str, now: int) -> bool:
    """Tell whether one of our tokens is revoked by this call; it is refused from the next request on.

    Raises:
        CredentialRefused: not a good token of ours, so there is nothing to revoke.
    """
    key = await own_keys(settings.longest_s).find(read_unchecked(text).key_id, now)
    if key is None:
        raise CredentialRefused("key")
    proof = verify(settings, text, key, now)
    return await revoke(proof.token_id, expires_at=proof.expires_at, now=now)


async def revoke_token_id(settings: TokenSettings, token_id: str, now: int) -> bool:
    """Tell whether a token known by its id only (`Caller.credential_id`) is revoked by this call."""
    return await revoke(token_id, expires_at=now + settings.longest_s, now=now)


async def _signing_key(keyring: KeyRing, now: int) -> SigningKey:
    newest = next((key for key in await signing_keys(keyring) if key.private), None)
    if newest is None or newest.private is None:
        return await _new_key(keyring, now)
    return SigningKey(newest.kid, OKPKey.import_key(Ed25519PrivateKey.from_private_bytes(newest.private)))


async def _new_key(keyring: KeyRing, now: int) -> SigningKey:
    private = Ed25519PrivateKey.generate()
    key = OKPKey.import_key(private)
    signing = SigningKey(key.thumbprint(), key)
    secret, public = private.private_bytes_raw(), private.public_key().public_bytes_raw()
    await store_signing_key(keyring, signing.key_id, secret, public, now)
    return signing
