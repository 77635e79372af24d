"""What an appointment of the demo world is about, and what becomes of it."""

import random
from dataclasses import dataclass
from typing import Final

from models.sealing.values import Personal
from models.words import AppointmentStatus, Category, Channel
from resolvers.demo.organisations import EXPIRED_PARTNER
from resolvers.demo.person import Person
from resolvers.demo.professional import DemoProfessional
from resolvers.demo.regulars import Regular
from resolvers.demo.talk import REASONS, STAFF_NOTES, THIRD_PARTY_NOTES

_DAY_S: Final = 86_400
_REGULAR_LEAD: Final = 10 * _DAY_S
_WHILE_GUARANTEED: Final = 45 * _DAY_S
_WITH_REASON: Final = 0.75
_WITH_NOTE: Final = 0.2
_ABOUT_OTHERS: Final = 0.3
_OUTLOOKS: Final = {
    AppointmentStatus.BOOKED: 75,
    AppointmentStatus.CONFIRMED: 17,
    AppointmentStatus.CANCELLED: 8,
}
_OUTCOMES: Final = {
    AppointmentStatus.COMPLETED: 84,
    AppointmentStatus.NO_SHOW: 8,
    AppointmentStatus.ARRIVED: 8,
}


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Story(Personal):
    """Its status until its end and from then on, the seconds it is made ahead, and what was said."""

    outlook: AppointmentStatus
    outcome: AppointmentStatus
    lead: int
    reason: str | None = None
    note: str | None = None
    about_third_party: bool = False


def regular_story(regular: Regular, week: int) -> Story:
    """Return the story of a visit that comes back: it takes place, and has the reason of that week."""
    return Story(
        outlook=AppointmentStatus.BOOKED,
        outcome=AppointmentStatus.COMPLETED,
        lead=_REGULAR_LEAD,
        reason=regular.reasons[week % len(regular.reasons)],
        note=regular.note,
        about_third_party=regular.about_third_party,
    )


def drawn_story(
    rng: random.Random, professional: DemoProfessional, visit_type: int, channel: Channel, person: Person
) -> Story:
    """Return a drawn story, with nothing that the professional does not collect."""
    outlook, outcome = _drawn(rng, _OUTLOOKS), _drawn(rng, _OUTCOMES)
    note, about_third_party = _note(rng, professional, channel)
    return Story(
        outlook=outlook,
        outcome=outlook if outlook is AppointmentStatus.CANCELLED else outcome,
        lead=rng.randint(1, 20) * _DAY_S
        + (_WHILE_GUARANTEED if person.partner == EXPIRED_PARTNER.key else 0),
        reason=_reason(rng, professional, visit_type),
        note=note,
        about_third_party=about_third_party,
    )


def _drawn(rng: random.Random, shares: dict[AppointmentStatus, int]) -> AppointmentStatus:
    return rng.choices(list(shares), list(shares.values()))[0]


def _reason(rng: random.Random, professional: DemoProfessional, visit_type: int) -> str | None:
    given = rng.random() < _WITH_REASON or professional.visit_types[visit_type].reason_required
    return (
        rng.choice(REASONS[professional.key]) if given and Category.REASON in professional.collects else None
    )


def _note(rng: random.Random, professional: DemoProfessional, channel: Channel) -> tuple[str | None, bool]:
    """Staff write notes; those about somebody else stand in agendas."""
    if channel is Channel.ONLINE or Category.NOTE not in professional.collects or rng.random() > _WITH_NOTE:
        return None, False
    about_third_party = channel is Channel.AGENDA and rng.random() < _ABOUT_OTHERS
    return rng.choice(THIRD_PARTY_NOTES if about_third_party else STAFF_NOTES), about_third_party
