"""What a role wishes for where others wished before: neither a limit nor a refusal may tell of those."""

from collections.abc import Mapping, Sequence

from tests.worlds.furnished import Furnished
from tests.worlds.roles import ENTRIES_ALSO, KNOWING_ALL_ENTRIES, OF_VISIT, Role

Wishes = Mapping[str, Sequence[Mapping[str, str]]]
"""By input type, fields that are given together."""


def wishes_of(role: Role, house: Furnished) -> Wishes:
    """Return what a role books and waits for: contacts it sees, whose visits or entries it does not."""
    cabinet = house.cabinet
    agenda = {"agendaId": cabinet.world.agenda}
    booked, waited = [], []
    for name, record in cabinet.records.items():
        letters = role.letters(cabinet, name)
        person = {**agenda, "contactId": record.contact_id}
        if all(letters[each] == "." for each in letters if each not in OF_VISIT):
            continue
        if all(letters[each] == "." for each in OF_VISIT):
            booked += [{**person, "visitTypeId": each} for each in house.things["limited"]]
        if name in ENTRIES_ALSO and role.name not in (*KNOWING_ALL_ENTRIES, *ENTRIES_ALSO[name]):
            waited.append({**person, "visitTypeId": cabinet.world.visit_type})
    return {"BookAppointmentInput": booked, "BookSeriesInput": booked, "JoinWaitlistInput": waited}
