"""A directory to search: open hours, two visit types each, and days that are already taken."""

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Final

from models.ids import Kind, new_id
from models.storage.dialect import Value
from models.storage.transaction import Transaction, in_transaction
from tests.support.rows import DAY, HOUR, NOW

_HALF: Final = HOUR // 2
_VISITS_A_DAY: Final = 18
_FULL_DAYS: Final = 8
_TOGETHER: Final = 25
_AT_ONCE: Final = 500
Row = dict[str, Value]


async def make_directory(professionals: int) -> list[str]:
    """Write so many professionals, full for up to eight days, and return their ids."""
    random = Random(professionals)  # noqa: S311 - the same directory each time
    ids = [new_id(Kind.PROFESSIONAL) for _ in range(professionals)]
    for first in range(0, professionals, _TOGETHER):
        tables: dict[str, list[Row]] = {}
        for each in ids[first : first + _TOGETHER]:
            for table, row in _rows(each, random):
                tables.setdefault(table, []).append(row)
        await _write(tables)
    return ids


async def _write(tables: Mapping[str, Sequence[Row]]) -> None:
    async def work(transaction: Transaction) -> None:
        for table, rows in tables.items():
            names, marks = ", ".join(rows[0]), ", ".join("?" for _ in rows[0])
            sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"
            values = [tuple(row.values()) for row in rows]
            for first in range(0, len(values), _AT_ONCE):
                await transaction.executemany(sql, values[first : first + _AT_ONCE])

    await in_transaction(work)


def _rows(professional_id: str, random: Random) -> Iterator[tuple[str, Row]]:
    place_id, agenda_id = new_id(Kind.PLACE), new_id(Kind.AGENDA)
    yield "professional", _professional(professional_id)
    yield "place", _place(place_id)
    yield "agenda", {"id": agenda_id, "professional_id": professional_id, "place_id": place_id}
    for minutes in (30, 60):
        yield (
            "visit_type",
            {
                "id": new_id(Kind.VISIT_TYPE),
                "professional_id": professional_id,
                "name": "Consultation",
                "duration": minutes,
            },
        )
    for weekday in range(1, 6):
        yield (
            "opening",
            {
                "id": new_id(Kind.OPENING),
                "agenda_id": agenda_id,
                "weekday": weekday,
                "starts_minute": 9 * 60,
                "ends_minute": 18 * 60,
            },
        )
    yield from _taken(professional_id, random)


def _taken(professional_id: str, random: Random) -> Iterator[tuple[str, Row]]:
    full = random.randrange(_FULL_DAYS * _VISITS_A_DAY)
    for number in range(2 * _FULL_DAYS * _VISITS_A_DAY):
        if number < full or random.random() < 0.5:  # noqa: PLR2004 - the days after that are half full
            day, place = divmod(number, _VISITS_A_DAY)
            starts_at = NOW + day * DAY + place * _HALF
            claim_id = new_id(Kind.CLAIM)
            yield (
                "claim",
                {
                    "id": claim_id,
                    "owner_id": professional_id,
                    "starts_at": starts_at,
                    "ends_at": starts_at + _HALF,
                    "state": "TAKEN",
                },
            )
            yield "seat", {"claim_id": claim_id, "number": 0, "holder_id": new_id(Kind.APPOINTMENT)}


def _professional(professional_id: str) -> Row:
    return {
        "id": professional_id,
        "slug": professional_id,
        "sector": "HEALTH",
        "profession": "médecin",
        "profession_key": "medecin",
        "display_name": "Dr Camille Roux",
        "name_key": "dr camille roux",
        "languages": "fr",
        "collects": "BIRTH IDENTITY REACH REASON",
        "created_at": 0,
    }


def _place(place_id: str) -> Row:
    return {
        "id": place_id,
        "name": "Maison de santé",
        "street": "5 rue du golf",
        "postcode": "21800",
        "city": "Quétigny",
        "city_key": "quetigny",
        "country": "FR",
        "time_zone": "Europe/Paris",
    }
