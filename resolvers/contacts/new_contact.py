"""A contact ready to be written: checked, sealed and findable before any transaction is open."""

from dataclasses import dataclass

from models.ids import Kind, new_id
from models.sealing.values import Personal, Value
from models.storage.dialect import Value as Bound
from models.storage.transaction import Transaction
from models.words import Category
from resolvers.contacts.categories import Tokens, merged, sealed, store_tokens, tokens_of
from resolvers.contacts.collected import collected_by
from resolvers.contacts.given import Changes, Given, checked, require
from resolvers.contacts.origin import Origin
from resolvers.context import Context
from resolvers.writing.gathered import Gathered

_COLUMNS = (
    *("id", "channel", "professional_id", "partner_id", "source_contact_id", "entered_by"),
    *("entered_by_account", "collected_at", "updated_at", "identity", "reach", "birth", "physician"),
)
_INSERT = f"INSERT INTO contact ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"


@dataclass(frozen=True, slots=True, repr=False)
class NewContact(Personal):
    """A row of `contact` and the tokens it is found by."""

    id: str
    row: dict[str, Bound]
    tokens: Tokens
    values: dict[Category, Value]


def checked_contact(
    context: Context, origin: Origin | None, given: Given, faults: Gathered, *, relative: bool
) -> Changes:
    """Return what may be kept of a new contact; what is wrong with it is gathered.

    A relative needs no reach of its own. Without an origin nothing is kept, and the rest is checked.
    """
    require(given, faults, reachable=not relative)
    collected = collected_by(origin.professional) if origin else frozenset(Category)
    return checked(given, collected, context.now, faults)


async def sealed_contact(context: Context, origin: Origin, changes: Changes) -> NewContact:
    """Return a contact ready to be inserted; its data key exists from now on."""
    here, contact_id = context.installation, new_id(Kind.CONTACT)
    controllership = await context.lens.controllership()
    wall = controllership.controller(origin.channel, context.now, origin.professional_id).party_id
    values = {
        category: value
        for category in {field.category for field in changes}
        if (value := merged(category, None, changes)) is not None
    }
    key = await here.keyring.create_data_key(contact_id, context.now)
    row = _row(context, origin, contact_id) | sealed(here, contact_id, key, values)
    return NewContact(contact_id, row, tokens_of(here, contact_id, wall, values.values()), values)


async def insert_contact(transaction: Transaction, new: NewContact) -> None:
    """Write a contact and what it is found by."""
    await transaction.execute(_INSERT, *(new.row.get(column) for column in _COLUMNS))
    await store_tokens(transaction, new.tokens)


def _row(context: Context, origin: Origin, contact_id: str) -> dict[str, Bound]:
    caller, now = context.caller, context.now
    return {
        "id": contact_id,
        "channel": origin.channel.value,
        "professional_id": origin.professional_id,
        "partner_id": origin.partner_id,
        "source_contact_id": origin.source_contact_id,
        "entered_by": caller.party_id,
        "entered_by_account": caller.account_id,
        "collected_at": now,
        "updated_at": now,
    }
