"""The number of statements of a request does not grow with its rows."""

from typing import Any, Final

import pytest

from models.sealing.values import Identity, Reach
from models.storage.reading import counting_statements
from models.words import Channel, Function, Purpose
from permissions.caller import Caller
from schema.http.settings import EndpointSettings
from tests.factories import (
    HOUR,
    NOW,
    World,
    agenda,
    appointment,
    contact,
    instruction,
    professional,
    small_world,
)
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")

WHOLE_PERSON: Final = """id lastName { state value why { text } } phone { value } birthDate { value }
  privacy { controller { id } instruction { id } states { state } }"""
VISIT: Final = f"""id visitReason {{ state value why {{ text }} }} note {{ state }} visitType {{ name }}
  place {{ city }} professional {{ displayName places {{ city }} visitTypes {{ name }} }}
  contact {{ {WHOLE_PERSON} }} privacy {{ controller {{ id }} instruction {{ id }} states {{ state }} }}"""

WINDOW: Final = 'from: "2026-11-23T00:00:00Z", to: "2026-12-20T00:00:00Z"'

# Each query, and the statements it takes: counted once, then constant.
QUERIES: Final = {
    "agenda": f"query ($doctor: ID!) {{ agenda(professionalId: $doctor, {WINDOW}) {{ {VISIT} }} }}",
    "appointments": f"{{ appointments(first: 100) {{ nodes {{ {VISIT} }} edges {{ cursor }} }} }}",
    "contacts": '{ contacts(first: 100, search: {name: {name: "Zephyr"}}) { nodes { '
    f"{WHOLE_PERSON} }} }} }}",
    "professionals": """{ professionals(first: 100) {
      nodes { displayName places { city } agendas { id } visitTypes { name } } } }""",
    "nodes": "query ($ids: [ID!]!) { nodes(ids: $ids) "
    f"{{ id ... on Appointment {{ {VISIT} }} ... on Contact {{ {WHOLE_PERSON} }} }} }}",
    "instructions": "{ instructions(first: 100) { nodes { text professional { displayName } } } }",
}
FLUSH: Final = 5  # the head, the links, the entries, whom they are about, the head again
SEARCH: Final = 5  # a flush about nobody, and a count
ROOMY: Final = EndpointSettings(cost=60_000, usual_rate=100_000)


class Growing:
    """A world that grows to a number of rows of each kind."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.ids: list[str] = []
        self.rows = 0

    async def grow(self, rows: int) -> None:
        for number in range(self.rows, rows):
            await self._add(number)
        self.rows = rows

    async def _add(self, number: int) -> None:
        world = self.world
        channel = (Channel.PHONE, Channel.AGENDA)[number % 2]
        values = (Identity(f"Zephyr{number}"), Reach(f"+3361234{number:04d}"))
        person = await contact(world.here, *values, channel=channel, professional_id=world.doctor)
        visit = await appointment(
            world.here,
            contact_id=person,
            channel=channel,
            professional_id=world.doctor,
            agenda_id=world.agenda,
            visit_type_id=world.visit_type,
            starts_at=NOW + number * HOUR // 2,
        )
        self.ids += [visit, person]
        own = await professional(display_name=f"Dr {number:03d}")
        await agenda(own)
        await instruction(own, world.here.operator_id, purposes=str(Purpose.CARE))


async def statements(
    client: Client, caller: Caller, name: str, **variables: Any
) -> tuple[int, tuple[int, int]]:
    """Return how many rows a query answered, by how many statements, and how many wrote the journal."""
    asked = {key: value for key, value in variables.items() if f"${key}" in QUERIES[name]}
    with counting_statements() as count:
        data = await client.data(caller, QUERIES[name], **asked)
    [answer] = data.values()
    journalled = sum("journal" in text for text in count.texts)
    rows = len(answer if isinstance(answer, list) else answer["nodes"])
    return rows, (len(count) - journalled, journalled)


@pytest.mark.parametrize("function", [Function.DESK_AGENT, Function.PROFESSIONAL])
async def test_statements_stay_constant_for_one_five_and_a_hundred_rows(function: Function) -> None:
    growing = Growing(world := await small_world())
    client = Client(world, settings=ROOMY)
    caller = world.caller(function)
    seen: dict[str, set[tuple[int, int]]] = {name: set() for name in QUERIES}
    for rows in (1, 5, 100):
        await growing.grow(rows)
        for name, counts in seen.items():
            found, count = await statements(client, caller, name, doctor=world.doctor, ids=growing.ids[:100])
            assert found >= (
                0 if name == "instructions" and function is Function.PROFESSIONAL else rows // 2
            ), name
            counts.add(count)
    assert {name: len(counts) for name, counts in seen.items()} == dict.fromkeys(QUERIES, 1), seen
    reads, written = zip(*(count for counts in seen.values() for count in counts), strict=True)
    assert max(reads) <= 16
    assert set(written) <= {0, FLUSH, SEARCH + FLUSH}, seen
