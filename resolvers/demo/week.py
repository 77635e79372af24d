"""One week of the demo world: every visit to every professional, the same whenever it is planned.

Public holidays are days like others here: the demo's agendas know weekly hours only.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from models.words import Channel
from resolvers.demo.days import instant
from resolvers.demo.gaps import drawn_visits
from resolvers.demo.people import people
from resolvers.demo.person import Person
from resolvers.demo.professional import DemoProfessional, Hours
from resolvers.demo.professionals import PROFESSIONALS
from resolvers.demo.regulars import FREE_HOURS, FREE_WEEKDAY, FREE_WITH, REGULARS, Regular
from resolvers.demo.story import drawn_story, regular_story
from resolvers.demo.turns import Turns
from resolvers.demo.visit import DemoVisit


class _Week(NamedTuple):
    monday: date
    rng: random.Random
    everybody: dict[str, Person]
    turns: Turns

    def at(self, weekday: int, minute: int) -> int:
        return instant(self.monday + timedelta(days=weekday - 1), minute)


@lru_cache(maxsize=8)
def visits_of_week(monday: date) -> tuple[DemoVisit, ...]:
    """Return the visits of the week of a Monday in the order of their starts."""
    rng = random.Random(f"week {monday.isoformat()}")  # noqa: S311 - a world to look at, always the same
    everybody = people(monday)
    week = _Week(monday, rng, everybody, Turns(rng, everybody.values()))
    visits = [_regular(week, regular) for regular in REGULARS]
    for professional in PROFESSIONALS.values():
        visits.extend(_drawn(week, professional))
    return tuple(sorted(visits, key=lambda visit: (visit.starts_at, visit.id)))


def _regular(week: _Week, regular: Regular) -> DemoVisit:
    visit = DemoVisit(
        professional=PROFESSIONALS[regular.professional],
        place=regular.place,
        visit_type=regular.visit_type,
        starts_at=week.at(regular.weekday, regular.minute),
        channel=regular.channel,
        person=week.everybody[regular.contact],
        booked_by=week.everybody[regular.booked_by] if regular.booked_by else None,
        story=regular_story(regular, week.monday.toordinal() // 7),
        secret=regular.secret,
    )
    week.turns.take(visit.person, visit.starts_at, visit.ends_at)
    return visit


def _drawn(week: _Week, professional: DemoProfessional) -> Iterator[DemoVisit]:
    for place, weekday, hours in professional.stretches():
        kept = _kept(professional, weekday)
        for minute, visit_type in drawn_visits(week.rng, professional, hours, kept):
            starts_at = week.at(weekday, minute)
            ends_at = week.at(weekday, minute + professional.visit_types[visit_type].duration)
            found = week.turns.next(professional.key, starts_at, ends_at)
            if found:
                person, channel = found
                yield DemoVisit(
                    professional=professional,
                    place=place,
                    visit_type=visit_type,
                    starts_at=starts_at,
                    channel=channel,
                    person=person,
                    booked_by=_booker(week, person, channel),
                    story=drawn_story(week.rng, professional, visit_type, channel, person),
                )


def _kept(professional: DemoProfessional, weekday: int) -> list[Hours]:
    """Return the minutes of a weekday that are not for drawn visits."""
    kept = [
        (each.minute, each.minute + professional.visit_types[each.visit_type].duration)
        for each in REGULARS
        if (each.professional, each.weekday) == (professional.key, weekday)
    ]
    return [*kept, FREE_HOURS] if (professional.key, weekday) == (FREE_WITH, FREE_WEEKDAY) else kept


def _booker(week: _Week, person: Person, channel: Channel) -> Person | None:
    """Return the contact who booked: the one who brings a child, or who has an account of his own."""
    if channel is Channel.AGENDA or person.partner:
        return None
    if person.source:
        return week.everybody[person.source]
    return person if channel is Channel.ONLINE else None
