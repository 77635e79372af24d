"""The values that examples are filled with."""

from datetime import UTC, datetime, timedelta

from models.words import Channel
from resolvers.demo.days import mondays_around
from resolvers.demo.values import REGULAR_VISITS, demo_values
from resolvers.demo.week import visits_of_week

WEDNESDAY = int(datetime(2026, 11, 25, 9, 5, tzinfo=UTC).timestamp())
SUNDAY = int(datetime(2026, 11, 29, 22, 59, tzinfo=UTC).timestamp())
MONDAY = SUNDAY + 60


def test_what_does_not_pass_with_time_is_the_same_in_every_week() -> None:
    now, later = demo_values(WEDNESDAY), demo_values(WEDNESDAY + 35 * 86_400)
    passing = {name for name in now if now[name] != later[name]}

    assert now.keys() == later.keys()
    assert all("Appointment" in name or "Starts" in name or "week" in name.lower() for name in passing)
    assert passing


def test_the_appointments_of_the_next_week_become_those_of_this_week() -> None:
    sunday, monday = demo_values(SUNDAY), demo_values(MONDAY)

    for name in REGULAR_VISITS:
        assert monday[name] == sunday[f"next{name[0].upper()}{name[1:]}"]
        assert sunday[name] == demo_values(WEDNESDAY)[name]


def test_the_named_appointments_of_the_professional_came_by_the_channels_they_are_named_for() -> None:
    values = demo_values(WEDNESDAY)
    visits = {visit.id: visit for visit in visits_of_week(mondays_around(WEDNESDAY)[1])}

    for name, channel in (
        ("agendaAppointmentId", Channel.AGENDA),
        ("phoneAppointmentId", Channel.PHONE),
        ("onlineAppointmentId", Channel.ONLINE),
    ):
        visit = visits[values[name]]
        assert (visit.channel, visit.professional.id) == (channel, values["professionalId"])
        assert visit.story.reason


def test_free_times_lie_ahead_whatever_the_day() -> None:
    for now in (WEDNESDAY, SUNDAY, MONDAY):
        values = demo_values(now)
        times = [datetime.fromisoformat(values[f"freeStartsAt{rank}"]) for rank in ("", "2", "3", "4")]
        assert times == [times[0] + timedelta(minutes=15 * rank) for rank in range(4)]
        assert times[0].isoweekday() == 4
        assert times[0].timestamp() > now


def test_the_week_is_that_of_paris() -> None:
    values = demo_values(WEDNESDAY)

    assert [values[name] for name in ("weekStart", "weekEnd", "nextWeekEnd")] == [
        "2026-11-22T23:00:00Z",
        "2026-11-29T23:00:00Z",
        "2026-12-06T23:00:00Z",
    ]
