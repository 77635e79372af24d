"""Rows that hold nothing sealed: each function writes one and returns its id; any column may be given."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from models.directory.keys import key_of
from models.ids import Kind, new_id
from models.storage.dialect import Row, Value
from models.storage.reading import fetch
from models.storage.transaction import Transaction, in_transaction
from models.words import Channel, PartyKind, Preset, Sector

NOW: Final = int(datetime(2026, 11, 23, 8, tzinfo=UTC).timestamp())
"""A Monday, nine in the morning in Paris."""
HOUR: Final = 3600
DAY: Final = 24 * HOUR

HEALTH_COLLECTS: Final = "BIRTH IDENTITY NOTE PHYSICIAN REACH REASON"
OTHER_COLLECTS: Final = "BIRTH IDENTITY NOTE REACH REASON"

_OFFERED: Final = frozenset(
    {
        "agenda",
        "closure",
        "extra_opening",
        "opening",
        "place",
        "professional",
        "resource",
        "visit_type",
        "visit_type_override",
        "visit_type_pool",
    }
)

_CONTROLLED_BY_PROFESSIONAL: Final = {
    Preset.POLICY: {Channel.AGENDA},
    Preset.CNIL_GUIDE: set(Channel),
}


async def insert(table: str, **columns: Value) -> None:
    """Write one row."""
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))

    async def work(transaction: Transaction) -> None:
        await transaction.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", *columns.values())
        await _count(transaction, table)

    await in_transaction(work)


async def change(table: str, record_id: str, **columns: Value) -> None:
    """Overwrite columns of one row."""
    pairs = ", ".join(f"{name} = ?" for name in columns)

    async def work(transaction: Transaction) -> None:
        changed = await transaction.execute(
            f"UPDATE {table} SET {pairs} WHERE id = ?", *columns.values(), record_id
        )
        assert changed == 1
        await _count(transaction, table)

    await in_transaction(work)


async def _count(transaction: Transaction, table: str) -> None:
    """Count a change of what is offered, as the product does in the frame of all its changes."""
    if table in _OFFERED:
        await transaction.execute("UPDATE professional SET rules = rules + 1")


async def rows_of(table: str) -> list[Row]:
    """Return a whole table in a stable order, so that a denial can prove that nothing moved."""
    return sorted(await fetch(f"SELECT * FROM {table}"), key=lambda row: repr(tuple(row.values())))


async def operator(**given: Value) -> str:
    return await made(Kind.OPERATOR, "operator", {"name": "Optimum", "created_at": 0}, given)


async def practice(**given: Value) -> str:
    return await made(Kind.PRACTICE, "practice", {"name": "Cabinet du Parc", "created_at": 0}, given)


async def partner(**given: Value) -> str:
    return await made(Kind.PARTNER, "partner", {"name": "Rdvmedicaux.com", "created_at": 0}, given)


async def professional(**given: Value) -> str:
    """A physician unless said otherwise; a sector other than HEALTH collects no PHYSICIAN."""
    health = given.get("sector", Sector.HEALTH) == Sector.HEALTH
    own_id = str(given.get("id") or new_id(Kind.PROFESSIONAL))
    row: dict[str, Value] = {
        "id": own_id,
        "slug": own_id,
        "sector": Sector.HEALTH,
        "profession": "médecin" if health else "avocat",
        "display_name": "Dr Camille Roux" if health else "Me Claude Petit",
        "specialty": "médecine générale" if health else None,
        "languages": "en fr",
        "collects": HEALTH_COLLECTS if health else OTHER_COLLECTS,
        "created_at": 0,
        **given,
    }
    for name in ("profession", "specialty", "display_name"):
        key = "name_key" if name == "display_name" else f"{name}_key"
        row.setdefault(key, key_of(str(row[name])) if row[name] else None)
    await insert("professional", **row)
    return own_id


async def place(**given: Value) -> str:
    defaults: dict[str, Value] = {
        "name": "Maison de santé",
        "street": "5 rue du golf",
        "postcode": "21800",
        "city": "Quétigny",
        "country": "FR",
        "time_zone": "Europe/Paris",
    }
    city = str(given.get("city", defaults["city"]))
    return await made(Kind.PLACE, "place", {**defaults, "city_key": key_of(city)}, given)


async def agenda(professional_id: str, **given: Value) -> str:
    """An agenda at a new place unless one is given, open from Monday to Friday, 9 to 18."""
    place_id = given.pop("place_id", None) or await place()
    defaults: dict[str, Value] = {"professional_id": professional_id, "place_id": place_id}
    agenda_id = await made(Kind.AGENDA, "agenda", defaults, given)
    for weekday in range(1, 6):
        await opening(agenda_id, weekday=weekday)
    return agenda_id


async def opening(agenda_id: str, **given: Value) -> str:
    defaults: dict[str, Value] = {"weekday": 1, "starts_minute": 9 * 60, "ends_minute": 18 * 60}
    return await made(Kind.OPENING, "opening", {"agenda_id": agenda_id, **defaults}, given)


async def visit_type(professional_id: str, **given: Value) -> str:
    defaults: dict[str, Value] = {"name": "Consultation", "duration": 30}
    return await made(Kind.VISIT_TYPE, "visit_type", {"professional_id": professional_id, **defaults}, given)


async def relationship(contact_id: str, relative_id: str, **given: Value) -> str:
    """`contact_id` acts as parent for `relative_id`, with parental authority, unless said otherwise."""
    defaults: dict[str, Value] = {
        "contact_id": contact_id,
        "relative_id": relative_id,
        "kind": "PARENT",
        "power": "PARENTAL_AUTHORITY",
        "valid_from": NOW - DAY,
        "created_at": NOW - DAY,
    }
    return await made(Kind.RELATIONSHIP, "relationship", defaults, given)


async def claim(owner_id: str, **given: Value) -> str:
    """A span that is taken; with a `holder_id`, by who sits in it."""
    holder, held_until = given.pop("holder_id", None), given.pop("held_until", None)
    claim_id = await made(Kind.CLAIM, "claim", {"owner_id": owner_id, "state": "TAKEN"}, given)
    if holder is not None:
        await insert("seat", claim_id=claim_id, number=0, holder_id=holder, held_until=held_until)
    return claim_id


async def instruction(professional_id: str, processor_id: str, **given: Value) -> str:
    """An order in force that opens REASON for booking, unless said otherwise."""
    defaults: dict[str, Value] = {
        "professional_id": professional_id,
        "processor_id": processor_id,
        "categories": "REASON",
        "purposes": "APPOINTMENT",
        "text": "Lire le motif pour prendre les rendez-vous.",
        "valid_from": NOW - DAY,
        "signed_by": new_id(Kind.ACCOUNT),
        "given_at": NOW - DAY,
    }
    return await made(Kind.INSTRUCTION, "instruction", defaults, given)


async def controllership(preset: Preset = Preset.POLICY, valid_from: int = 0) -> None:
    """Write the rules of both presets and choose one."""
    for each, controlled in _CONTROLLED_BY_PROFESSIONAL.items():
        for channel in Channel:
            await insert(
                "controllership_rule",
                id=new_id(Kind.RULE),
                preset=each,
                channel=channel,
                controller=PartyKind.PROFESSIONAL if channel in controlled else PartyKind.OPERATOR,
                articles="4(7) | 24",
                source="test",
                valid_from=0,
            )
    await choose_preset(preset, valid_from)


async def choose_preset(preset: Preset, valid_from: int) -> None:
    await insert(
        "preset_choice",
        valid_from=valid_from,
        preset=preset,
        chosen_by=new_id(Kind.ACCOUNT),
        chosen_at=valid_from,
    )


async def made(kind: Kind, table: str, defaults: Mapping[str, Value], given: Mapping[str, Value]) -> str:
    """Write one row of a kind and return its id."""
    row: dict[str, Value] = {"id": new_id(kind), **defaults, **given}
    await insert(table, **row)
    return str(row["id"])


async def acts() -> list[Row]:
    """Return what was done, without what was only read or searched, in a stable order."""
    return [row for row in await rows_of("journal") if row["verb"] not in {"READ", "SEARCH"}]
