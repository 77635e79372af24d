"""What the demo world promises each demo caller, seen through scope and lens."""

from collections import Counter

import pytest

from models.callers.capacity import capacity_of_account
from models.sealing.keys import KeyRing
from models.sealing.search_tokens import SearchKind
from models.storage.reading import fetch
from models.words import Channel, FieldState, Function, Language
from permissions.caller import DEFAULT_PURPOSES, Caller
from permissions.fields import LAST_NAME, VISIT_REASON
from permissions.scope import appointments_of
from resolvers.booking.agenda import agenda
from resolvers.booking.by_id import appointments_by_id
from resolvers.contacts.by_id import contacts_by_id
from resolvers.contacts.search import Search, contacts_page
from resolvers.context import Context, Installation, new_context
from resolvers.demo.callers import demo_callers
from resolvers.demo.days import instant, mondays_around
from resolvers.demo.load import load_demo
from resolvers.demo.organisations import EXPIRED_PARTNER, OPERATOR_ID, OPERATOR_NAME
from resolvers.demo.values import CONTACTS, demo_values

NAMES = {
    "professional": Function.PROFESSIONAL,
    "assistant": Function.ASSISTANT,
    "other-professional": Function.PROFESSIONAL,
    "lawyer": Function.PROFESSIONAL,
    "desk": Function.DESK_AGENT,
    "partner": Function.PARTNER_SITE,
    "contact": Function.CONTACT,
    "dpo": Function.PROTECTION_OFFICER,
    "admin": Function.TECHNICAL_ADMIN,
}


class Sight:
    """The demo world as its callers see it."""

    def __init__(self, keyring: KeyRing, now: int) -> None:
        self.now = now
        self.values = demo_values(now)
        self._here = Installation("demo", OPERATOR_ID, OPERATOR_NAME, keyring)

    async def of(self, name: str) -> Context:
        account_id = {each.name: each.account_id for each in demo_callers()}[name]
        held = await capacity_of_account(account_id, "")
        assert held
        purposes = DEFAULT_PURPOSES[held.function]
        caller = Caller(
            held.function, held.party_kind, held.party_id, account_id, "", purposes, held.professional_ids
        )
        return await new_context(self._here, caller, self.now, Language.EN, "")

    async def reason(self, name: str, value: str) -> FieldState | None:
        """Return the state of an appointment's reason, or None where the appointment is absent."""
        context = await self.of(name)
        found = (await appointments_by_id(context, [self.values[value]])).get(self.values[value])
        if found is None:
            return None
        await context.lens.focus([found], [VISIT_REASON.category])
        return context.lens.show(found, VISIT_REASON).state

    async def last_name(self, name: str, value: str) -> FieldState | None:
        context = await self.of(name)
        found = (await contacts_by_id(context, [self.values[value]])).get(self.values[value])
        if found is None:
            return None
        await context.lens.focus([found], [LAST_NAME.category])
        return context.lens.show(found, LAST_NAME).state


@pytest.fixture
async def sight(keyring: KeyRing, now: int) -> Sight:
    """The world, loaded."""
    await load_demo(keyring, "demo", now)
    return Sight(keyring, now)


def test_the_callers_are_those_promised_and_can_be_listed_without_a_database() -> None:
    assert {each.name: each.function for each in demo_callers()} == NAMES
    assert len({each.account_id for each in demo_callers()}) == len(NAMES)
    assert demo_callers() == demo_callers()


async def test_every_caller_has_an_account_in_its_function_for_its_party(sight: Sight) -> None:
    for each in demo_callers():
        caller = (await sight.of(each.name)).caller
        assert (caller.function, caller.party_kind, caller.party_id) == (
            each.function,
            each.party_kind,
            each.party_id,
        )


async def test_the_assistant_works_for_the_professional(sight: Sight) -> None:
    assistant = (await sight.of("assistant")).caller

    assert sight.values["professionalId"] in assistant.professional_ids
    assert len(assistant.professional_ids) == 3


async def test_the_professional_has_twenty_appointments_this_week_and_the_next(sight: Sight) -> None:
    context = await sight.of("professional")
    _, monday, following, after = mondays_around(sight.now)

    for first, last in ((monday, following), (following, after)):
        found = await agenda(context, sight.values["professionalId"], instant(first, 0), instant(last, 0))
        channels = Counter(each.channel for each in found)
        assert len(found) >= 20
        assert all(channels[channel] >= 3 for channel in Channel)


async def test_the_professional_reads_every_reason_of_his_own_and_nothing_of_others(sight: Sight) -> None:
    assert await sight.reason("professional", "agendaAppointmentId") is FieldState.CLEAR
    assert await sight.reason("professional", "phoneAppointmentId") is FieldState.CLEAR
    assert await sight.reason("professional", "instructedAppointmentId") is None
    assert await sight.reason("professional", "lawyerAppointmentId") is None


async def test_the_desk_reads_what_came_by_phone_and_what_an_instruction_opens(sight: Sight) -> None:
    assert await sight.reason("desk", "agendaAppointmentId") is FieldState.WITHHELD
    assert await sight.reason("desk", "phoneAppointmentId") is FieldState.CLEAR
    assert await sight.reason("desk", "instructedAppointmentId") is FieldState.CLEAR
    assert await sight.reason("desk", "lawyerAppointmentId") is FieldState.WITHHELD
    assert await sight.last_name("desk", "agendaContactId") is FieldState.PARTIAL


async def test_the_lawyer_and_the_other_professional_read_their_own(sight: Sight) -> None:
    assert await sight.reason("lawyer", "lawyerAppointmentId") is FieldState.CLEAR
    assert await sight.reason("other-professional", "instructedAppointmentId") is FieldState.CLEAR


async def test_only_one_instruction_is_given_and_not_by_the_professional(sight: Sight) -> None:
    given = await fetch("SELECT professional_id, categories, purposes FROM instruction")

    assert [tuple(row.values()) for row in given] == [
        (sight.values["otherProfessionalId"], "REASON", "APPOINTMENT CARE")
    ]


async def test_the_partner_sees_what_it_booked_and_no_more(sight: Sight) -> None:
    assert await sight.reason("partner", "onlineAppointmentId") is FieldState.WITHHELD
    assert await sight.reason("partner", "phoneAppointmentId") is None
    assert await sight.reason("partner", "contactAppointmentId") is None
    assert await sight.last_name("partner", "partnerContactId") is FieldState.CLEAR
    assert await sight.last_name("partner", "contactId") is None


async def test_a_partner_without_guarantee_has_bookings_and_sees_none(sight: Sight) -> None:
    rows = await fetch("SELECT id FROM appointment WHERE partner_id = ?", EXPIRED_PARTNER.id)
    view = (await sight.of("partner")).view
    scope = appointments_of(type(view)(_as(view.caller, EXPIRED_PARTNER.id), sight.now))
    seen = await fetch(f"SELECT a.id FROM appointment a WHERE {scope.sql}", *scope.values)

    assert rows
    assert seen == []


async def test_the_contact_has_past_and_coming_appointments_of_her_own_and_of_her_child(sight: Sight) -> None:
    scope = appointments_of((await sight.of("contact")).view)
    rows = await fetch(
        f"SELECT a.contact_id, a.starts_at > ? AS coming FROM appointment a WHERE {scope.sql}",
        sight.now,
        *scope.values,
    )
    seen = {(row["contact_id"], bool(row["coming"])) for row in rows}

    own, child, adult = (sight.values[name] for name in ("contactId", "childId", "relativeWithoutPowerId"))
    assert seen == {(each, coming) for each in (own, child, adult) for coming in (True, False)}


async def test_the_secret_of_a_minor_is_absent_for_her_mother_and_clear_to_her_doctor(sight: Sight) -> None:
    assert await sight.reason("contact", "secretAppointmentId") is None
    assert await sight.reason("desk", "secretAppointmentId") is FieldState.CLEAR
    assert await sight.last_name("contact", "teenagerId") is FieldState.CLEAR


async def test_the_contact_reads_her_data_and_her_childs(sight: Sight) -> None:
    for value in ("contactAppointmentId", "childAppointmentId"):
        assert await sight.reason("contact", value) is FieldState.CLEAR
    assert await sight.last_name("contact", "childId") is FieldState.CLEAR
    assert await sight.last_name("contact", "phoneContactId") is None


@pytest.mark.parametrize("name", ["dpo", "admin"])
async def test_those_who_run_and_watch_read_no_content(sight: Sight, name: str) -> None:
    for value in ("agendaAppointmentId", "phoneAppointmentId", "onlineAppointmentId"):
        assert await sight.reason(name, value) is FieldState.WITHHELD


async def test_the_desk_finds_the_caller_by_phone_and_by_name(sight: Sight) -> None:
    context = await sight.of("desk")

    for kind, value in ((SearchKind.PHONE, "searchPhone"), (SearchKind.NAME, "searchName")):
        page = await contacts_page(context, Search(kind, sight.values[value]), None, None)
        assert sight.values["phoneContactId"] in {found.id for found in page.items}


async def test_every_value_names_something_that_exists(sight: Sight) -> None:
    tables = {
        "ope": "operator",
        "par": "partner",
        "pra": "practice",
        "pro": "professional",
        "age": "agenda",
        "vis": "visit_type",
        "con": "contact",
        "apt": "appointment",
    }
    ids = {name: value for name, value in sight.values.items() if value[:3] in tables and value[3:4] == "_"}

    assert set(CONTACTS) < set(ids)
    for value in ids.values():
        assert len(await fetch(f"SELECT id FROM {tables[value[:3]]} WHERE id = ?", value)) == 1


def _as(caller: Caller, party_id: str) -> Caller:
    return Caller(caller.function, caller.party_kind, party_id, "", "", caller.purposes)
