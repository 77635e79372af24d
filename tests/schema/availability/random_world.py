"""Random agendas in the databases, near a change of the clock: every kind of rule, exception and claim."""

from datetime import UTC, date, datetime, timedelta
from random import Random

from models.ids import Kind, new_id
from models.storage.dialect import Value
from tests.factories import HOUR, World, agenda, change, claim, contact, insert, opening, place
from tests.support.rows import made

NOW = int(datetime(2027, 3, 26, 7, 20, tzinfo=UTC).timestamp())
"""A Friday: Paris puts its clocks on in two days."""
DAYS = [date(2027, 3, 26) + timedelta(days=n) for n in range(6)]
ZONES = ("Europe/Paris", "Europe/Paris", "Indian/Reunion", "Australia/Lord_Howe")


def dice(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - the same worlds each time


async def randomise(random: Random, world: World) -> tuple[list[str], str]:
    """Give `doctor` rules, agendas and claims; return the agendas and a contact."""
    places = [await place(time_zone=random.choice(ZONES)) for _ in range(2)]
    agendas = [
        await agenda(world.doctor, place_id=each, lanes=random.choice((1, 2)), closes_on_holidays=False)
        for each in places
    ]
    await change("visit_type", world.visit_type, **_rules(random))
    for agenda_id in agendas:
        await _hours(random, world, agenda_id)
        if random.random() < 0.5:
            own = dict(random.sample(sorted(_rules(random).items()), 3))
            await insert("visit_type_override", agenda_id=agenda_id, visit_type_id=world.visit_type, **own)
    owners = [world.doctor, *await _rooms(random, world)]
    for owner in owners:
        await _claims(random, world, owner)
    return agendas, await _contact(random, world, agendas[0])


def _rules(random: Random) -> dict[str, Value]:
    return {
        "duration": random.choice((15, 30, 45)),
        "buffer_before": random.choice((0, 5)),
        "buffer_after": random.choice((0, 10)),
        "grid_step": random.choice((10, 15, 20, 30)),
        "notice": random.choice((0, 0, 90, 1500)),
        "horizon": random.choice((None, 4000)),
        "per_day": random.choice((None, 1, 2)),
        "per_week": random.choice((None, None, 2)),
        "open_appointments": random.choice((None, None, 3)),
        "accepts_new": random.random() < 0.9,
        "accepts_known": random.random() < 0.9,
        "channels": "AGENDA" if random.random() < 0.1 else "AGENDA ONLINE PHONE",
        "capacity": random.choice((1, 1, 3)),
    }


async def _hours(random: Random, world: World, agenda_id: str) -> None:
    for day in random.sample(DAYS, 3):
        start = random.choice((0, 60, 120, 600))
        given: dict[str, Value] = {"starts_minute": start, "ends_minute": start + random.choice((150, 240))}
        if random.random() < 0.5:
            given |= {"weeks": random.choice(("EVEN", "ODD")), "first_day": str(DAYS[0] - timedelta(days=7))}
        await opening(agenda_id, weekday=day.isoweekday(), **given)
    await made(
        Kind.EXTRA_OPENING,
        "extra_opening",
        {"agenda_id": agenda_id, "day": str(random.choice(DAYS)), "starts_minute": 1200, "ends_minute": 1320},
        {},
    )
    closed, start = str(random.choice(DAYS)), random.choice((0, 540, 700))
    closure: dict[str, Value] = {
        "first_day": closed,
        "last_day": closed,
        "starts_minute": start,
        "created_at": 0,
    }
    whose = agenda_id if random.random() < 0.5 else None
    await made(Kind.CLOSURE, "closure", {"professional_id": world.doctor, "agenda_id": whose}, closure)


async def _rooms(random: Random, world: World) -> list[str]:
    if random.random() < 0.5:
        return []
    pool = await made(
        Kind.RESOURCE_POOL, "resource_pool", {"name": "Rooms"}, {"professional_id": world.doctor}
    )
    await insert("visit_type_pool", visit_type_id=world.visit_type, pool_id=pool)
    return [await made(Kind.RESOURCE, "resource", {"name": f"Room {n}"}, {"pool_id": pool}) for n in range(2)]


async def _claims(random: Random, world: World, owner: str) -> None:
    start = NOW - 2 * HOUR
    while start < NOW + 120 * HOUR:
        start += random.randrange(300, 5 * HOUR, 300)
        length = 60 * random.choice((15, 30, 45, 60))
        lane = random.choice((0, 0, 1))
        await claim(owner, starts_at=start, ends_at=start + length, lane=lane, **_seat(random, world))
        start += length


def _seat(random: Random, world: World) -> dict[str, Value]:
    """A block, an appointment or a hold; of one's own visit type perhaps, where others may join."""
    seats: list[dict[str, Value]] = [
        {},
        {"holder_id": new_id(Kind.APPOINTMENT)},
        {"holder_id": new_id(Kind.HOLD), "held_until": NOW + 60},
    ]
    own: dict[str, Value] = {"visit_type_id": world.visit_type, "capacity": 3}
    return {**random.choice(seats), **(own if random.random() < 0.3 else {})}


async def _contact(random: Random, world: World, agenda_id: str) -> str:
    person = await contact(world.here)
    for number in range(random.choice((0, 1, 2))):
        visit = await world.visit(person, agenda_id=agenda_id, starts_at=NOW + (400 + number) * HOUR)
        start = NOW + random.randrange(1, 100) * HOUR
        await change("appointment", visit, starts_at=start, ends_at=start + HOUR)
    return person
