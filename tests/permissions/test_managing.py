"""Whose agendas a caller may manage."""

import pytest

from models.storage.reading import fetch
from models.words import Function
from permissions.managing import MANAGERS, managed_by
from tests.factories import NOW, instruction, small_world

pytestmark = pytest.mark.usefixtures("databases")


@pytest.mark.parametrize("function", list(Function))
async def test_staff_manage_their_own_agendas_and_the_desk_those_it_was_ordered_to(
    function: Function,
) -> None:
    world = await small_world()
    processor = world.here.operator_id
    await instruction(world.doctor, processor, categories="REASON", purposes="APPOINTMENT REMINDER")
    await instruction(world.lawyer, processor, purposes="REMINDER")
    await instruction(world.colleague, processor, withdrawn_at=NOW)

    found = await managed_by(
        fetch, world.caller(function), [world.doctor, world.colleague, world.lawyer], NOW
    )

    expected = {
        Function.PROFESSIONAL: {world.doctor},
        Function.ASSISTANT: {world.doctor, world.colleague},
        Function.DESK_AGENT: {world.doctor},
    }
    assert found == expected.get(function, set())
    assert set(expected) == MANAGERS


async def test_a_desk_agent_that_declared_another_purpose_manages_nothing() -> None:
    world = await small_world()
    await instruction(world.doctor, world.here.operator_id, purposes="APPOINTMENT REMINDER")
    caller = world.caller(Function.DESK_AGENT, purposes=frozenset({"REMINDER"}))

    assert await managed_by(fetch, caller, [world.doctor], NOW) == set()
