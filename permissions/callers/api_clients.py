"""API clients of partner sites: given a key once, listed, revoked."""

from dataclasses import dataclass, field

from models.callers.client_list import ListedClient, add_client, clients_of_partner, revoke_client
from permissions.callers.api_keys import key_hash, new_api_key

__all__ = [
    "ClientRefused",
    "ListedClient",
    "NewClient",
    "clients_of_partner",
    "create_client",
    "revoke_client",
]


class ClientRefused(ValueError):
    """An API client cannot be made as asked; the message tells the next step."""


@dataclass(frozen=True, slots=True)
class NewClient:
    """A new API client with its key, which is shown this once and stored only as a hash."""

    client_id: str
    key: str = field(repr=False)


async def create_client(*, partner_id: str, name: str, now: int, expires_at: int | None = None) -> NewClient:
    """Return a new API client of a partner; `expires_at` in epoch seconds, None for no end.

    Raises:
        ClientRefused: no such partner, or an end that is already past.
    """
    if expires_at is not None and expires_at <= now:
        raise ClientRefused("The key would be expired: give a later end.")
    key = new_api_key()
    client_id = await add_client(
        partner_id=partner_id, name=name, key_hash=key_hash(key), expires_at=expires_at, now=now
    )
    if client_id is None:
        raise ClientRefused("There is no such partner.")
    return NewClient(client_id, key)
