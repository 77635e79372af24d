"""Only the appointments that a caller may know of count when it books: a rule tells of no others."""

import pytest

from models.words import Channel, Function
from permissions.caller import Caller
from tests.factories import DAY, NOW, change, contact, relationship, small_world
from tests.schema.availability.asking import starts
from tests.support.booking import book, booking, partners_contact
from tests.support.changing import cancel, codes
from tests.support.client import Client
from tests.support.slots import booked
from tests.support.waiting import entry, joined, own_contact, own_minor

pytestmark = pytest.mark.usefixtures("databases")

FRIDAY_NINE = NOW + 4 * DAY


async def with_a_secret(client: Client) -> tuple[Caller, Caller, str]:
    """Return a parent, its child and the child's id; what the child keeps secret is all it ever had here."""
    world = client.world
    parent, child = await own_contact(world), await own_minor(world)
    await relationship(parent, child)
    await world.visit(child, starts_at=FRIDAY_NINE, secret=True)
    return world.caller(Function.CONTACT, parent), world.caller(Function.CONTACT, child), child


@pytest.mark.policy("S6h")
async def test_a_secret_visit_does_not_make_a_child_known_to_who_represents_it() -> None:
    client = Client(world := await small_world())
    parent, itself, child = await with_a_secret(client)
    await change("visit_type", world.visit_type, accepts_new=False)

    by_parent = await book(client, parent, **booking(world, child))

    assert codes(by_parent) == ["NEW_CONTACTS_REFUSED"]
    assert await starts(client, parent, world, contact=child) == []
    assert await starts(client, itself, world, contact=child) != []
    assert codes(await book(client, itself, **booking(world, child))) == []


@pytest.mark.policy("S6h")
async def test_a_secret_visit_takes_nothing_of_what_a_representative_may_book() -> None:
    client = Client(world := await small_world())
    parent, itself, child = await with_a_secret(client)
    await change("visit_type", world.visit_type, open_appointments=1)

    assert codes(await book(client, itself, **booking(world, child))) == ["LIMIT_REACHED"]
    assert codes(await book(client, parent, **booking(world, child))) == []


async def test_what_others_booked_does_not_make_a_contact_known_to_a_partner() -> None:
    client = Client(world := await small_world())
    person = await partners_contact(world)
    await world.visit(person, starts_at=FRIDAY_NINE, channel=Channel.PHONE, partner_id=None)
    await change("visit_type", world.visit_type, accepts_new=False)
    asked = booking(world, person)

    assert codes(await book(client, world.caller(Function.PARTNER_SITE), **asked)) == ["NEW_CONTACTS_REFUSED"]
    assert codes(await book(client, world.caller(Function.DESK_AGENT), **asked)) == []


async def test_an_archived_visit_counts_for_nobody_at_daily_work() -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)
    visit = await world.visit(person, starts_at=NOW - 300 * DAY)
    await change("visit_type", world.visit_type, accepts_new=False)
    desk = world.caller(Function.DESK_AGENT)

    assert await starts(client, desk, world, contact=person) != []
    await change("appointment", visit, archived_at=NOW)
    assert await starts(client, desk, world, contact=person) == []


@pytest.mark.policy("S6h")
async def test_no_time_is_offered_to_who_waits_because_of_a_secret_visit() -> None:
    client = Client(world := await small_world())
    parent, itself, child = await with_a_secret(client)
    taken = await booked(client, await own_contact(world))
    await change("visit_type", world.visit_type, accepts_new=False)
    of_child = await joined(client, itself, child, secret=True)
    of_parent = await joined(client, parent, child)

    desk = world.caller(Function.DESK_AGENT)
    assert codes(await cancel(client, desk, id=taken["id"], expectedVersion=1)) == []

    assert (await entry(client, parent, of_parent))["state"] == "WAITING"
    assert (await entry(client, itself, of_child))["state"] == "OFFERED"
