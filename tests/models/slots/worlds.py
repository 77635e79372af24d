"""Random agendas, crowded and small, most of them around a change of the clock."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from models.booking.slots.calendar import Calendar, Closure, ExtraOpening, WeeklyHours, Weeks
from models.booking.slots.claims import Claim, Pool, Resource, Seat
from models.booking.slots.question import Contact, ContactVisit, Question
from models.booking.slots.rules import AgendaRules, VisitRules
from models.words import Channel

HOUR = 3600
QUARTERS = range(0, 1440, 15)
CHANGES = {
    "Europe/Paris": ("2026-03-29T01:00", "2026-10-25T01:00", "2027-03-28T01:00", "2027-10-31T01:00"),
    "Australia/Lord_Howe": ("2026-04-04T15:00", "2026-10-03T15:30", "2027-04-03T15:00", "2027-10-02T15:30"),
    "America/Martinique": (),
    "Indian/Reunion": (),
    "Pacific/Noumea": (),
}
ZONES = tuple(CHANGES)


def instant(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def dice(seed: int | str) -> Random:
    return Random(seed)  # noqa: S311 - the same agendas each time


@dataclass(frozen=True)
class World:
    question: Question
    start: int
    end: int


def world(random: Random) -> World:
    """Return a question and the window to put it in."""
    zone = random.choice(ZONES)
    quiet = instant("2026-01-01T00:00") + random.randrange(0, 730) * 24 * HOUR
    middle = instant(random.choice(CHANGES[zone])) if CHANGES[zone] and random.random() < 0.7 else quiet
    start = middle - random.randrange(1, 24) * HOUR // 2
    end = start + random.randrange(2, 24) * HOUR // 2
    visit = _visit(random)
    loaded = (start - 3 * HOUR, end + 4 * HOUR)
    question = Question(
        agenda=AgendaRules("agenda", _calendar(random, zone, middle), lanes=random.choice((1, 2, 3))),
        visit=visit,
        channel=random.choice(tuple(Channel)),
        now=start + random.choice((-5000, -5000, -5000, -600, -100, 120)) * 60 + random.choice((0, 0, 1, 59)),
        loaded=loaded,
        claims=_claims(random, visit, start, end, "claim"),
        pools=tuple(_pool(random, visit, start, end, n) for n in range(random.choice((0, 0, 0, 1, 2)))),
        contact=_contact(random, start, end),
        ignored=frozenset(random.choice(("", "", "a", "ab"))),
    )
    return World(question, start, end)


def _visit(random: Random) -> VisitRules:
    step = random.choice((5, 7, 10, 15, 15, 20, 30, 45, 100))
    return VisitRules(
        visit_type_id="visit",
        duration=random.choice((5, 10, 15, 20, 30, 60, 90)),
        buffer_before=random.choice((0, 0, 5, 10)),
        buffer_after=random.choice((0, 0, 5, 15)),
        grid_step=step,
        grid_anchor=random.choice((0, 0, random.randrange(step))),
        notice=random.choice((0, 0, 60, 720)),
        horizon=random.choice((None, None, 5200, 6000)),
        per_day=random.choice((None, None, None, 1, 2)),
        per_week=random.choice((None, None, None, 2, 3)),
        open_appointments=random.choice((None, None, 2, 3)),
        accepts_new=random.random() < 0.95,
        accepts_known=random.random() < 0.95,
        channels=frozenset(Channel) - ({Channel.PHONE} if random.random() < 0.1 else set()),
        capacity=random.choice((1, 1, 2, 4)),
    )


def _calendar(random: Random, zone: str, middle: int) -> Calendar:
    today = datetime.fromtimestamp(middle, UTC).date()
    days = [today + timedelta(days=n) for n in range(-2, 3)]
    return Calendar(
        zone=zone,
        weekly=tuple(_weekly(random, random.choice(days[1:4]), n) for n in range(random.randrange(4, 12))),
        extra=tuple(
            ExtraOpening(f"extra{n}", random.choice(days), *_hours(random))
            for n in range(random.randrange(2))
        ),
        closures=tuple(_closure(random, days, f"closure{n}") for n in range(random.choice((0, 0, 1, 2)))),
        holidays=(random.choice(days),) if random.random() < 0.1 else (),
        absences=tuple(_closure(random, days, f"absence{n}") for n in range(random.choice((0, 0, 0, 1)))),
    )


def _hours(random: Random) -> tuple[int, int]:
    start = random.choice(QUARTERS)
    return start, start + random.choice((15, 150, 300, 600, 600, 1440))


def _weekly(random: Random, day: date, number: int) -> WeeklyHours:
    return WeeklyHours(
        f"weekly{number}",
        day.weekday(),
        *_hours(random),
        first_day=day - timedelta(days=random.choice((-1, 0, 7, 14, 20, 28, 42))),
        last_day=random.choice((None, None, day)),
        weeks=random.choice((*[Weeks.ALL] * 4, Weeks.EVEN, Weeks.ODD)),
        every=random.choice((1, 1, 1, 2, 3)),
    )


def _closure(random: Random, days: list[date], id_: str) -> Closure:
    day, start = random.choice(days), random.choice(QUARTERS)
    if random.random() < 0.3:
        return Closure(id_, day, day + timedelta(days=random.randrange(2)))
    return Closure(id_, day, day, start, random.randrange(start, 1440) + 1)


def _claims(random: Random, visit: VisitRules, start: int, end: int, name: str) -> tuple[Claim, ...]:
    return tuple(_claim(random, visit, start, end, f"{name}{n}") for n in range(random.choice((0, 1, 3, 6))))


def _claim(random: Random, visit: VisitRules, start: int, end: int, id_: str) -> Claim:
    begin = random.randrange(start - HOUR, end + HOUR, 300)
    whole = visit.buffer_before + visit.duration + visit.buffer_after
    seats = tuple(
        Seat(random.choice("abcd"), random.choice((None, None, None, start - 6000 * 60, start + HOUR)))
        for _ in range(random.randrange(4))
    )
    return Claim(
        id=id_,
        start=begin,
        end=begin + 60 * random.choice((whole, whole, 5, 40, 120)),
        lane=random.choice((0, 0, 0, 1, 2)),
        visit_type_id=random.choice(("visit", "visit", "other", None)),
        capacity=random.choice((1, 2, 3)),
        seats=seats,
    )


def _pool(random: Random, visit: VisitRules, start: int, end: int, number: int) -> Pool:
    ids = [f"room{number}.{n}" for n in range(random.randrange(1, 3))]
    return Pool(f"pool{number}", tuple(Resource(id_, _claims(random, visit, start, end, id_)) for id_ in ids))


def _contact(random: Random, start: int, end: int) -> Contact | None:
    if random.random() < 0.5:
        return None
    visits = (
        ContactVisit(random.choice("abcd"), random.randrange(start - 30 * HOUR, end + 30 * HOUR, 900))
        for _ in range(random.randrange(4))
    )
    return Contact(known=random.random() < 0.7, visits=tuple(visits))
