"""Verbs about who may call, and about the keys that prove it and seal."""

from datetime import timedelta
from typing import Final

from models.sealing.keys import KeyRing
from models.sealing.rotation import rotate
from models.words import Function
from permissions.callers import accounts, api_clients, issuing
from resolvers.demo.callers import demo_callers
from resolvers.directory.founding import found_operator
from schema.command_line.verb import verb
from schema.settings import Settings

_TOKEN_SECONDS: Final = int(timedelta(days=7).total_seconds())


async def token_for(settings: Settings, keyring: KeyRing, now: int, account_id: str) -> str:
    """Return a token for an account, good for a week."""
    issued = await issuing.issue_token(
        keyring, settings.tokens, account_id, now=now, lifetime_s=_TOKEN_SECONDS
    )
    return issued.text


@verb("token", "Print a token for a demo caller, or for an account id.", "who")
async def token(settings: Settings, keyring: KeyRing, now: int, *, who: str) -> str:
    """Print a token."""
    account_id = {each.name: each.account_id for each in demo_callers()}.get(who, who)
    return await token_for(settings, keyring, now, account_id)


@verb("operator", "Name the company that runs this deployment, once.", "name")
async def operator(_: Settings, __: KeyRing, now: int, *, name: str) -> str:
    """Found the operator."""
    return await found_operator(name, now)


@verb("rotate-keys", "Wrap every key by the current key-encryption key; may be interrupted.")
async def rotate_keys(_: Settings, keyring: KeyRing, __: int) -> str:
    """Wrap every key anew."""
    wrapped = 0
    async for progress in rotate(keyring):
        wrapped = progress.rewrapped
    return f"{wrapped} keys wrapped anew"


@verb("rotate-signing-key", "Sign new tokens with a new key; older tokens stay good.")
async def rotate_signing_key(_: Settings, keyring: KeyRing, now: int) -> str:
    """Make a new signing key."""
    return await issuing.rotate_signing_key(keyring, now)


@verb("revoke-token", "Refuse a token from the next request on.", "text")
async def revoke_token(settings: Settings, _: KeyRing, now: int, *, text: str) -> str:
    """Revoke a token."""
    return "revoked" if await issuing.revoke_token(settings.tokens, text, now) else "was revoked before"


@verb("account", "Open an account in a FUNCTION for a PARTY, and print its id.", "function", "party", "name")
async def account(_: Settings, __: KeyRing, now: int, *, function: str, party: str, name: str) -> str:
    """Open an account."""
    return await accounts.create_account(function=Function(function), party_id=party, name=name, now=now)


@verb("api-key", "Make an API client of a PARTNER; its key is shown this once.", "partner", "name")
async def api_key(_: Settings, __: KeyRing, now: int, *, partner: str, name: str) -> str:
    """Make an API client."""
    made = await api_clients.create_client(partner_id=partner, name=name, now=now)
    return f"{made.client_id}\n{made.key}"


@verb("revoke-api-key", "Refuse an API client from the next request on.", "client")
async def revoke_api_key(_: Settings, __: KeyRing, now: int, *, client: str) -> str:
    """Revoke an API client."""
    return "revoked" if await api_clients.revoke_client(client, now) else "nothing to revoke"


CREDENTIAL_VERBS: Final = (
    token,
    operator,
    rotate_keys,
    rotate_signing_key,
    revoke_token,
    account,
    api_key,
    revoke_api_key,
)
"""The commands of this module."""
