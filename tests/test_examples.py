"""Every example, run as its caller against the demo world; and what the product promises, by them."""
from collections.abc import AsyncIterator
from datetime import UTC, datetime
import pytest
from models.storage.database import DatabaseSettings
from tests.support.demo import EXAMPLES, Demo, demo_at

WEDNESDAY = int(datetime(2026, 11, 25, 9, 5, tzinfo=UTC).timestamp())

@pytest.fixture
async def demo(database_settings: DatabaseSettings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Demo]:
    async with demo_at(WEDNESDAY, database_settings, monkeypatch) as found:
        yield found

async def test_every_example(demo: Demo) -> None:
    import json, time
    for name in EXAMPLES:
        s=time.perf_counter()
        try:
            data = await demo.run(name)
        except (AssertionError, KeyError, TypeError) as e:
            print("FAIL", name, repr(e)[:600], demo.last.text[:600])
            continue
        ms=(time.perf_counter()-s)*1000
        print(name, f"{ms:.0f}ms", demo.last.json()["extensions"]["cost"], json.dumps(data, ensure_ascii=False)[:1100])
    assert 0
