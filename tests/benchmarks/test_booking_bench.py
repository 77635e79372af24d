"""The booking benchmark runs on each kind of store, in a form too small to measure anything."""

from benchmarks.booking import BARE, BOOKED, HELD, NAIVE, SHARED, Extent, lines
from models.storage.database import DatabaseSettings


async def test_a_tiny_run_tells_every_row_beside_its_target_and_its_peer(
    database_settings: DatabaseSettings,
) -> None:
    told = "\n".join(await lines("a store", database_settings, Extent(writes=3, rounds=1, professionals=3)))
    assert all(name in told for name in (BARE, SHARED, NAIVE, BOOKED, HELD))
    assert all(target in told for target in ("<= 5", "<= 200", "<= 50", ">= 0.5"))
    assert told.count("that / ours") == 2
