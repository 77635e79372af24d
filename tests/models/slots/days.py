"""Instants as people say them, and the plain agenda the tests start from."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from models.booking.slots.calendar import Calendar, WeeklyHours
from models.booking.slots.claims import Claim, Seat
from models.booking.slots.question import Question
from models.booking.slots.rules import AgendaRules, VisitRules
from models.words import Channel

PARIS = "Europe/Paris"
MINUTE, HOUR, DAY = 60, 3600, 86400
TUESDAY = date(2026, 11, 17)


def at(text: str, zone: str = PARIS, fold: int = 0) -> int:
    """Return the instant at which the clock shows "2026-11-17 09:00"."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).timestamp())


def shown(instant: int, zone: str = PARIS) -> str:
    return datetime.fromtimestamp(instant, ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


def tuesday(clock: str) -> int:
    return at(f"{TUESDAY} {clock}")


def claim(start: str, end: str, id_: str = "claim", **more: Any) -> Claim:
    more.setdefault("seats", (Seat("somebody"),))
    return Claim(id_, tuesday(start), tuesday(end), **more)


NINE_TO_NOON = Calendar(PARIS, weekly=(WeeklyHours("mornings", 1, 540, 720),))
HALF_HOUR = VisitRules("visit", duration=30, grid_step=30)


@dataclass(frozen=True)
class Asked:
    """A question about Tuesday 17 November 2026, asked the day before at noon; any part may be replaced."""

    visit: VisitRules = HALF_HOUR
    calendar: Calendar = NINE_TO_NOON
    lanes: int = 1
    more: dict[str, Any] = field(default_factory=dict)

    def question(self) -> Question:
        known: dict[str, Any] = {
            "agenda": AgendaRules("agenda", self.calendar, self.lanes),
            "visit": self.visit,
            "channel": Channel.ONLINE,
            "now": at("2026-11-16 12:00"),
            "loaded": (at("2026-10-20 00:00"), at("2026-12-20 00:00")),
        }
        return Question(**(known | self.more))


def ask(
    *, calendar: Calendar = NINE_TO_NOON, lanes: int = 1, visit: dict[str, Any] | None = None, **more: Any
) -> Question:
    return Asked(replace(HALF_HOUR, **(visit or {})), calendar, lanes, more).question()
