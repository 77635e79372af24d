"""Whom a contact may speak for, at an instant."""

import pytest

from models.words import Function
from permissions.scope import NOTHING, appointments_of, contacts_of
from permissions.viewpoint import viewpoint_of
from tests.factories import NOW, change, contact, relationship, small_world
from tests.permissions.records import OPERATOR, seen_by

databases = pytest.mark.usefixtures("databases")


@databases
async def test_a_relationship_counts_from_its_first_second_until_before_its_last() -> None:
    world = await small_world()
    parent, child = await contact(world.here), await contact(world.here)
    await relationship(parent, child, valid_from=NOW, valid_until=NOW + 10)
    caller = world.caller(Function.CONTACT, parent)

    seen = [await viewpoint_of(caller, instant) for instant in (NOW - 1, NOW, NOW + 9, NOW + 10)]

    assert [each.represented for each in seen] == [frozenset(), {child}, {child}, frozenset()]
    assert [each.relatives for each in seen] == [frozenset(), {child}, {child}, frozenset()]


@databases
async def test_without_a_legal_power_a_relative_is_related_and_not_represented() -> None:
    world = await small_world()
    one, other = await contact(world.here), await contact(world.here)
    bond = await relationship(one, other, power="NONE")
    caller = world.caller(Function.CONTACT, one)

    weak = await viewpoint_of(caller, NOW)
    await change("relationship", bond, power="MANDATE")
    strong = await viewpoint_of(caller, NOW)

    assert [set(weak.represented), set(weak.relatives)] == [set(), {other}]
    assert [set(strong.represented), set(strong.relatives)] == [{other}, {other}]
    back = await viewpoint_of(world.caller(Function.CONTACT, other), NOW)
    assert back.relatives == frozenset(), "a relationship points one way"


@databases
@pytest.mark.parametrize("function", sorted(set(Function) - {Function.CONTACT}))
async def test_only_a_contact_speaks_for_others(function: Function) -> None:
    world = await small_world()
    one, other = await contact(world.here), await contact(world.here)
    await relationship(one, other)

    view = await viewpoint_of(world.caller(function, one), NOW)

    assert (view.contact_id, view.represented, view.relatives) == (None, frozenset(), frozenset())


def test_nobody_has_a_scope() -> None:
    anonymous = seen_by(Function.ANONYMOUS, "")
    assert (appointments_of(anonymous), contacts_of(anonymous)) == (NOTHING, NOTHING)


def test_a_professional_never_has_the_desks_scope() -> None:
    desk, doctor = seen_by(Function.DESK_AGENT, OPERATOR), seen_by(Function.PROFESSIONAL, "pro_1")
    assert appointments_of(desk).sql.startswith("1 = 1 AND (a.archived_at IS NULL OR EXISTS (")
    assert "1 = 1" not in appointments_of(doctor).sql + contacts_of(doctor).sql
