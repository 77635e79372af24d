"""What is kept of offers between requests equals what is stored, whatever is changed between."""

from random import Random

import pytest

from models.storage.engines import engine_of
from models.storage.reading import counting_statements, fetch
from models.words import Function
from resolvers.booking import kept_offers as kept
from resolvers.booking.kept_offers import kept_offer, kept_offers
from resolvers.booking.offers import Offer, offers_of
from tests.factories import DAY, NOW, rows_of, small_world
from tests.schema.management.changes import every_change
from tests.schema.management.managing import manage
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

_VERSIONED = ("agenda", "place", "professional", "visit_type")


async def stored_and_kept(now: int = NOW) -> tuple[list[Offer], list[Offer]]:
    agendas = [row["id"] for row in await rows_of("agenda")]
    visit_types = [row["id"] for row in await rows_of("visit_type")]
    stored = await offers_of(fetch, agendas, visit_types, now)
    return stored, await kept_offers(agendas, visit_types, now)


async def versions() -> dict[str, int]:
    return {row["id"]: row["version"] for table in _VERSIONED for row in await rows_of(table)}


@pytest.mark.parametrize("seed", range(3))
async def test_after_every_change_in_any_order_what_is_kept_is_what_is_stored(seed: int) -> None:
    client = Client(world := await small_world())
    changes = list((await every_change(world)).items())
    Random(seed).shuffle(changes)  # noqa: S311 - a repeatable order
    seen, made = set[str](), 0
    for verb, (given, _) in changes:
        if "expectedVersion" in given:
            known = await versions()
            given["expectedVersion"] = next(known[each] for each in given.values() if each in known)
        payload = await manage(client, world.caller(Function.PROFESSIONAL), verb, **given)
        made += payload["errors"] == []  # another order leaves some nothing to do
        stored, remembered = await stored_and_kept()
        assert remembered == stored, verb
        seen.add(repr(stored))
    assert made >= len(changes) - 3
    assert len(seen) > 8


async def test_what_still_stands_costs_one_statement() -> None:
    world = await small_world()
    await kept_offer(world.agenda, world.visit_type, NOW)
    with counting_statements() as count:
        offer = await kept_offer(world.agenda, world.visit_type, NOW)
        nothing = await kept_offer(world.agenda, world.lawyer_visit_type, NOW)
    assert (len(count), offer is not None, nothing) == (2, True, None)


async def test_a_change_of_one_professional_reads_only_that_one_again() -> None:
    world = await small_world()
    client = Client(world)
    both = [world.agenda, world.lawyer_agenda], [world.visit_type, world.lawyer_visit_type]
    before = {each.agenda_id: each for each in await kept_offers(*both, NOW)}
    absence = {"professionalId": world.doctor, "firstDay": "2026-12-24", "lastDay": "2026-12-24"}
    await manage(client, world.caller(Function.PROFESSIONAL), "addAbsence", **absence)
    after = {each.agenda_id: each for each in await kept_offers(*both, NOW)}
    assert after[world.lawyer_agenda] is before[world.lawyer_agenda]
    assert after[world.agenda] != before[world.agenda]


async def test_the_years_of_public_holidays_move_on() -> None:
    await small_world()
    for now in (NOW, NOW + 365 * DAY):
        stored, remembered = await stored_and_kept(now)
        assert remembered == stored


async def test_only_so_many_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    world = await small_world()
    monkeypatch.setattr(kept, "_MOST", 1)
    for _ in range(2):
        stored, remembered = await stored_and_kept()
        assert remembered == stored
    assert list(kept._KEPT[engine_of("data")]) == [max(world.agenda, world.lawyer_agenda)]
