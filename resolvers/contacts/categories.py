"""The values of a contact by category: put together from its fields, sealed, and made findable."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from models.sealing.cipher import Binding, DataKey, seal
from models.sealing.named_secrets import SecretName
from models.sealing.search_tokens import SearchTokens, kinds_of
from models.sealing.values import VALUE_OF, Birth, Identity, Reach, Value, encode
from models.storage.transaction import Transaction
from models.words import Category
from resolvers.contacts.given import Changes
from resolvers.context import Installation

Searchable = Identity | Reach | Birth

_EMPTY: Final[Mapping[Category, Identity | Reach]] = {
    Category.IDENTITY: Identity(),
    Category.REACH: Reach(),
}


def merged(category: Category, current: Value | None, changes: Changes) -> Value | None:
    """Return the values of a category after changes to its fields, or None where nothing is left of it."""
    changed = {field.attribute: each for field, each in changes.items() if field.category is category}
    if category is Category.PHYSICIAN:
        return changed["name"]  # type: ignore[no-any-return]  # the field is the whole category
    if category is Category.BIRTH:
        return Birth(**changed) if changed["birth_date"] else None
    empty = _EMPTY[category]
    value = replace(current or empty, **changed)
    return None if value == empty else value


def sealed(
    here: Installation, contact_id: str, key: DataKey, values: Mapping[Category, Value | None]
) -> dict[str, bytes | None]:
    """Return the columns of categories: sealed for this contact, None where there is nothing to seal."""
    return {
        category.lower(): None if value is None else _sealed_in(here.tenant, category, contact_id, key, value)
        for category, value in values.items()
    }


def _sealed_in(tenant: str, category: Category, contact_id: str, key: DataKey, value: Value) -> bytes:
    return seal(encode(value), key, Binding(tenant, "contact", category.lower(), contact_id))


Tokens = list[tuple[bytes, str, str]]
"""Rows of `search_token`: fingerprint, contact, kind."""


def tokens_of(here: Installation, contact_id: str, wall: str, values: Iterable[Any]) -> Tokens:
    """Return the rows under which a contact is found by these values, behind its controller's wall."""
    makes = SearchTokens(here.keyring.secret(SecretName.SEARCH))
    found = {
        each for value in values if isinstance(value, Searchable) for each in makes.tokens_of(wall, value)
    }
    return [(each.token, contact_id, each.kind.value) for each in found]


async def forget_tokens(transaction: Transaction, contact_id: str, categories: Iterable[Category]) -> None:
    """Remove whatever these categories were found by."""
    for category in categories:
        kind = VALUE_OF[category]
        if kind is Identity or kind is Reach or kind is Birth:
            await transaction.executemany(
                "DELETE FROM search_token WHERE contact_id = ? AND kind = ?",
                [(contact_id, each.value) for each in kinds_of(kind)],
            )


async def store_tokens(transaction: Transaction, tokens: Tokens) -> None:
    """Make a contact findable."""
    await transaction.executemany(
        "INSERT INTO search_token (token, contact_id, kind) VALUES (?, ?, ?)", tokens
    )
