"""Loads the demo world, once, and carries it on from week to week."""

from collections.abc import Mapping
from typing import Final

from models.ids import Kind
from models.journal.alarm import AlertKind
from models.privacy.presets import install_presets
from models.sealing.cipher import DataKey
from models.sealing.errors import DataKeyExists
from models.sealing.keys import KeyRing
from models.sealing.named_secrets import SecretName
from models.sealing.search_tokens import SearchTokens
from models.storage.dialect import LOCK_ROWS
from models.storage.reading import fetch
from models.storage.transaction import Transaction, in_transaction
from models.words import Category, Function
from permissions.callers.api_keys import key_hash, new_api_key
from resolvers.demo.callers import demo_callers
from resolvers.demo.carried_on import PlannedWeek, carry_on
from resolvers.demo.days import monday_of, mondays_around
from resolvers.demo.directory_rows import directory_tables, operator_row, relationship_rows
from resolvers.demo.insert import Columns, Table, insert
from resolvers.demo.named import demo_id
from resolvers.demo.organisations import OPERATOR_ID, OPERATOR_NAME, PARTNER
from resolvers.demo.people import people
from resolvers.demo.sealed_rows import Sealer, token_rows
from resolvers.demo.values import demo_values
from resolvers.demo.week import visits_of_week
from resolvers.demo.world import DemoWorld

_KEY_LIFETIME: Final = 365 * 86_400
_FIND: Final = "SELECT id FROM operator WHERE id = ?"
_FOUND: Final = "INSERT INTO operator (id, name, created_at) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING"


async def load_demo(keyring: KeyRing, tenant: str, now: int) -> DemoWorld:
    """Write the demo world into the open, migrated databases, and return it.

    People, ids and appointments are the same in every run; the weeks are those around `now`, from the last
    one to the second after this. Where the world is already, its people stay as they are and only what time
    brings is written: weeks not yet filled, beside whatever was booked there meanwhile, and the outcome of
    visits that are over. Nobody who was erased or restricted gets a new appointment.

    Raises:
        StorageBusy: the databases could not be had in time; nothing is left half written.
    """
    exists = bool(await fetch(_FIND, OPERATOR_ID))
    ids = [person.id for person in people(monday_of(now)).values()]
    keys = await keyring.data_keys(ids) if exists else await _all_keys(keyring, ids, now)
    sealer, api_key = Sealer(tenant, keys), new_api_key()
    tables = [] if exists else _first_tables(keyring, sealer, api_key, now)
    weeks = _weeks(sealer, keys, now)

    async def work(transaction: Transaction) -> tuple[bool, int]:
        made = await _write_first(transaction, tables, now) if tables else False
        await transaction.fetch(f"{_FIND} {LOCK_ROWS}", OPERATOR_ID)
        return made, await carry_on(transaction, weeks, now)

    made, added = await in_transaction(work)
    callers, values = tuple(demo_callers()), demo_values(now)
    return DemoWorld(OPERATOR_ID, OPERATOR_NAME, callers, values, added, api_key if made else None)


async def _all_keys(keyring: KeyRing, ids: list[str], now: int) -> Mapping[str, DataKey]:
    """Return a key for everybody; those of a loading that was cut off are used again."""
    known = await keyring.data_keys(ids)
    try:
        made = await keyring.create_data_keys([each for each in ids if each not in known], now)
    except DataKeyExists:  # another process is loading the same world: its keys are the keys
        return await keyring.data_keys(ids)
    return {**known, **made}


def _first_tables(keyring: KeyRing, sealer: Sealer, api_key: str, now: int) -> list[Table]:
    """Return everything but the weeks, in an order that satisfies every reference."""
    monday = monday_of(now)
    everybody = people(monday).values()
    makes = SearchTokens(keyring.secret(SecretName.SEARCH))
    api_client: Columns = {
        "id": demo_id(Kind.API_CLIENT, PARTNER.key),
        "partner_id": PARTNER.id,
        "name": "Demo key",
        "key_hash": key_hash(api_key),
        "created_at": now,
        "expires_at": now + _KEY_LIFETIME,
    }
    return [
        *directory_tables(monday),
        ("api_client", [api_client]),
        ("contact", [sealer.contact(person, monday) for person in everybody]),
        ("search_token", [row for person in everybody for row in token_rows(makes, person)]),
        ("relationship", list(relationship_rows(monday, sealer))),
        ("alert", [_alert(now)]),
    ]


def _alert(now: int) -> Columns:
    """Return an alert for the officer to look at: the partner's client searched too often."""
    return {
        "id": demo_id(Kind.ALERT, PARTNER.key),
        "at": now,
        "kind": AlertKind.GUESSING.value,
        "function": Function.PARTNER_SITE.value,
        "party_id": PARTNER.id,
        "account_id": demo_id(Kind.API_CLIENT, PARTNER.key),
        "category": Category.REACH.value,
    }


def _weeks(sealer: Sealer, keys: Mapping[str, DataKey], now: int) -> list[PlannedWeek]:
    """Return the weeks around now, with rows for those whose key is not destroyed."""
    return [
        PlannedWeek(
            visits,
            {visit.id: sealer.appointment(visit, now) for visit in visits if visit.person.id in keys},
        )
        for visits in map(visits_of_week, mondays_around(now))
    ]


async def _write_first(transaction: Transaction, tables: list[Table], now: int) -> bool:
    """Tell whether this transaction made the world: of two that try, the second finds it."""
    if not await transaction.execute(_FOUND, *operator_row(monday_of(now)).values()):
        return False
    for table, rows in tables:
        await insert(transaction, table, rows)
    await install_presets(transaction, now=now, chosen_by=OPERATOR_ID)
    return True
