"""Free times of many agendas take as many statements as those of one."""

import pytest

from models.storage.reading import counting_statements
from models.words import Function
from tests.factories import HOUR, NOW, agenda, claim, contact, insert, small_world
from tests.schema.availability.asking import days, explained, slots
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")


async def test_statements_are_as_many_for_one_agenda_as_for_fifty() -> None:
    client = Client(world := await small_world())
    desk, person = world.caller(Function.DESK_AGENT), await contact(world.here)
    agendas, seen = [world.agenda], {"slots": set[int](), "days": set[int]()}
    for more in (0, 4, 45):
        for number in range(more):
            agendas.append(await agenda(world.doctor))
            start = NOW + (more + number) * HOUR
            await claim(world.doctor, starts_at=start, ends_at=start + HOUR, holder_id="apt_x")
        for name, ask in (("slots", slots), ("days", days)):
            with counting_statements() as count:
                assert await ask(client, desk, world, agendas=agendas, contact=person)
            seen[name].add(len(count))
    assert {name: len(counts) for name, counts in seen.items()} == {"slots": 1, "days": 1}
    assert max(*seen["slots"], *seen["days"]) <= 13


async def test_a_block_takes_the_same_statements_as_its_absence() -> None:
    client = Client(world := await small_world())
    person = await contact(world.here)
    caller = world.caller(Function.CONTACT, person)
    await explained(client, caller, world, contact=person)  # reads what is kept from then on
    with counting_statements() as free:
        await explained(client, caller, world, contact=person)
    await insert(
        "contact_block", professional_id=world.doctor, contact_id=person, blocked_at=0, blocked_by="x"
    )

    with counting_statements() as blocked:
        await explained(client, caller, world, contact=person)

    assert blocked.texts == free.texts
