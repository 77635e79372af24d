"""What examples fill their variables with: ids and instants of the demo world by name."""

from datetime import date, timedelta

from models.ids import Kind
from resolvers.demo.days import instant, monday_of, written
from resolvers.demo.named import demo_id
from resolvers.demo.organisations import OPERATOR_ID, PARTNER, practice_id
from resolvers.demo.people import people
from resolvers.demo.professionals import PROFESSIONALS
from resolvers.demo.regulars import FREE_HOURS, FREE_WEEKDAY, REGULARS
from resolvers.demo.visit import visit_id

_QUARTER = 15
_APPROVED = 4
"""The rank of the visit type that the demo caller `professional` approves himself."""
_EARLY = 7 * 60
"""A local minute at which nobody receives, for whoever asks why."""

CONTACTS = {
    "contactId": "contact",
    "childId": "child",
    "teenagerId": "teenager",
    "relativeWithoutPowerId": "grandmother",
    "guardianId": "guardian",
    "wardId": "ward",
    "agendaContactId": "professional AGENDA 0",
    "phoneContactId": "professional PHONE 0",
    "partnerContactId": "professional ONLINE 0",
}
"""Names of values and the keys of the contacts they stand for."""

REGULAR_VISITS = {
    "agendaAppointmentId": "ward",
    "phoneAppointmentId": "professional PHONE 0",
    "onlineAppointmentId": "professional ONLINE 0",
    "instructedAppointmentId": "other-professional AGENDA 0",
    "lawyerAppointmentId": "lawyer AGENDA 0",
    "secretAppointmentId": "teenager",
    "contactAppointmentId": "contact",
    "childAppointmentId": "child",
}
"""Names of values and the contacts whose regular visit of this week they stand for."""


def demo_values(now: int) -> dict[str, str]:
    """Return ids, texts to search for and instants (DateTime) of the demo world by name.

    Appointments are those of the week `now` falls in; with `next` before the name, those of the week after,
    with `last` those of the week before.
    Free times are on Thursday of the next week, with the demo caller `professional`. Nothing is read.
    """
    monday = monday_of(now)
    following = monday + timedelta(weeks=1)
    return {
        "operatorId": OPERATOR_ID,
        "partnerId": PARTNER.id,
        "alertId": demo_id(Kind.ALERT, PARTNER.key),
        "practiceId": practice_id("tilleuls"),
        **_directory(),
        **{name: demo_id(Kind.CONTACT, key) for name, key in CONTACTS.items()},
        **_searches(monday),
        **_appointments(monday),
        **{_next(name): visit for name, visit in _appointments(following).items()},
        "lastAgendaAppointmentId": _appointments(monday - timedelta(weeks=1))["agendaAppointmentId"],
        **_instants(monday),
    }


def _directory() -> dict[str, str]:
    values = {"slug": PROFESSIONALS["professional"].slug, "rpps": PROFESSIONALS["professional"].number}
    values["approvedVisitTypeId"] = PROFESSIONALS["professional"].visit_type_id(_APPROVED)
    values["siret"] = PROFESSIONALS["lawyer"].number
    values["paediatricianId"] = PROFESSIONALS["paediatrician"].id
    for prefix, key in (("", "professional"), ("other", "other-professional"), ("lawyer", "lawyer")):
        professional = PROFESSIONALS[key]
        values[_named(prefix, "agendaId")] = professional.agenda_id(professional.places[0])
        values[_named(prefix, "visitTypeId")] = professional.visit_type_id(0)
        values["lawyerId" if key == "lawyer" else _named(prefix, "professionalId")] = professional.id
    return values


def _searches(monday: date) -> dict[str, str]:
    everybody = people(monday)
    known, parent = everybody[CONTACTS["phoneContactId"]], everybody[CONTACTS["contactId"]]
    values = {
        "searchName": known.identity.last_name,
        "searchPhone": known.reach.phone,
        "parentPhone": parent.reach.phone,
    }
    return {name: value for name, value in values.items() if value}


def _appointments(monday: date) -> dict[str, str]:
    by_contact = {each.contact: each for each in reversed(REGULARS)}
    found = {}
    for name, contact in REGULAR_VISITS.items():
        regular = by_contact[contact]
        starts_at = instant(monday + timedelta(days=regular.weekday - 1), regular.minute)
        found[name] = visit_id(regular.professional, starts_at)
    return found


def _instants(monday: date) -> dict[str, str]:
    free = monday + timedelta(weeks=1, days=FREE_WEEKDAY - 1)
    first, end = FREE_HOURS
    starts = [written(instant(free, minute)) for minute in range(first, end, _QUARTER)]
    week = {
        "weekStart": instant(monday, 0),
        "weekEnd": instant(monday + timedelta(weeks=1), 0),
        "nextWeekEnd": instant(monday + timedelta(weeks=2), 0),
    }
    following = monday + timedelta(weeks=1)
    return {
        **{name: written(each) for name, each in week.items()},
        "nextWeekTuesday": (following + timedelta(days=1)).isoformat(),
        "nextWeekSaturday": (following + timedelta(days=5)).isoformat(),
        "earlyStartsAt": written(instant(free, _EARLY)),
        **{f"freeStartsAt{rank if rank > 1 else ''}": start for rank, start in enumerate(starts, 1)},
    }


def _named(prefix: str, name: str) -> str:
    return prefix + name[0].upper() + name[1:] if prefix else name


def _next(name: str) -> str:
    return _named("next", name)
