"""The matrix: every role, every kind of record, every category, every state, through HTTP."""

import json
import logging

import httpx
import pytest
from structlog.testing import capture_logs

from models.words import Preset
from permissions.caller import Caller
from tests.schema.reading.cabinet import Cabinet, full_cabinet
from tests.schema.reading.matrix import MATRIX, NEVER, RECORDS
from tests.schema.reading.planted import Planted
from tests.schema.reading.sight import SIGHT, Sight, differences, sight_of
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

ABSENT = "......"
SHARED = ("staff", "desk", "partner", "parent", "booker", "officer", "admin", *NEVER)


class Asked:
    """The cabinet behind its client, with every difference found so far and every text that left."""

    def __init__(self, cabinet: Cabinet) -> None:
        self.cabinet = cabinet
        self.client = Client(cabinet.world)
        self.found: list[str] = []
        self.cells = 0

    async def look(self, caller: Caller) -> Sight:
        contacts = [each.contact_id for each in self.cabinet.records.values()]
        answer = await self.client.ask(caller, SIGHT, contacts=contacts)
        assert self.client.last is not None
        return sight_of(answer, self.client.last.text + str(self.client.last.headers))

    async def counters(self) -> str:
        transport = httpx.ASGITransport(app=self.client._app)
        async with httpx.AsyncClient(transport=transport, base_url="http://paravent.test") as client:
            return (await client.get("/metrics")).text

    def compare(self, sight: Sight, role: str, cells: dict[str, str]) -> None:
        for name, record in self.cabinet.records.items():
            self.cells += 1
            told = differences(sight, record, cells.get(name, ABSENT))
            self.found += [f"{role}, {name}, {each}" for each in told]

    def of(self, **whose: str) -> dict[str, Planted]:
        """Return the records of a professional or a person."""
        return {
            name: each
            for name, each in self.cabinet.records.items()
            if all(getattr(each, key) == value for key, value in whose.items())
        }


async def look_as_everybody(asked: Asked, preset: Preset) -> None:
    for role in SHARED:
        column = "guide" if (role, preset) == ("desk", Preset.CNIL_GUIDE) else role
        cells = MATRIX.get(column, {})
        asked.compare(await asked.look(asked.cabinet.caller(role)), f"{role} ({preset})", cells)
    for professional_id in {each.professional_id for each in asked.cabinet.records.values()}:
        own = asked.of(professional_id=professional_id)
        caller = asked.cabinet.caller("professional", next(iter(own.values())))
        cells = {name: MATRIX["professional"][name] for name in own}
        asked.compare(await asked.look(caller), f"professional ({preset})", cells)
    for name, record in asked.cabinet.records.items():
        sight = await asked.look(asked.cabinet.caller("subject", record))
        asked.compare(sight, f"subject of {name} ({preset})", {name: MATRIX["subject"][name]})


@pytest.mark.policy("S6a", "S6b", "S6c", "S6d", "S6e", "S6f", "S6g", "S6h")
@pytest.mark.policy("S13", "S14", "S21e", "S25", "S26", "S27", "S28")
@pytest.mark.parametrize("preset", list(Preset))
async def test_every_role_is_shown_of_every_record_what_the_table_says_and_nothing_else(
    preset: Preset, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    asked = Asked(await full_cabinet(preset))
    assert tuple(asked.cabinet.records) == RECORDS

    with capture_logs() as lines:
        await look_as_everybody(asked, preset)

    assert asked.found == []
    professionals = len({each.professional_id for each in asked.cabinet.records.values()})
    assert asked.cells == (len(SHARED) + professionals + len(RECORDS)) * len(RECORDS)
    said = json.dumps(lines, default=repr, ensure_ascii=False) + caplog.text
    secrets = {
        each for it in asked.cabinet.records.values() for raw in it.raw.values() for each in raw.betraying
    }
    assert len(lines) >= len(SHARED)
    assert [each for each in secrets if each in said] == []
    counters = await asked.counters()
    assert "paravent_requests_total" in counters
    assert [each for each in secrets if each in counters] == []
