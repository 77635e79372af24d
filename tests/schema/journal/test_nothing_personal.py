"""Not a byte of what the journal keeps is personal, and an erasure leaves the chain whole."""

from datetime import date
from typing import Any, Final

import pytest

from models.journal.verify import verify
from models.sealing.values import Birth, Identity, Note, Physician, Reach, Reason
from models.words import Channel, Function
from tests.factories import contact, rows_of, small_world
from tests.schema.journal.seeing import AGENDA, JOURNAL
from tests.support.booking import book, booking
from tests.support.client import Client
from tests.support.journal import run

pytestmark = pytest.mark.usefixtures("databases")

TABLES: Final = (
    "journal", "journal_about", "journal_link", "journal_head", "journal_unlinked", "journal_checkpoint",
    "alert",
)  # fmt: skip
PLANTED: Final = (
    "Zwartkop", "Quillon", "Ysolde", "633221100", "ysolde@planted.example", "1971", "Xanthome", "Opodeldoch",
    "Marmottan", "10009998887", "Wickham", "Vexilla", "Umbrella",
)  # fmt: skip
SEARCH: Final = "query ($name: String!) { contacts(search: {name: {name: $name}}) { nodes { id } } }"
WHOLE: Final = """query ($id: ID!) { node(id: $id) { ... on Contact {
  lastName { value } birthName { value } firstName { value } phone { value } email { value }
  birthDate { value } treatingPhysician { value } } } }"""


async def kept() -> str:
    return repr([dict(row) for table in TABLES for row in await rows_of(table)])


async def test_no_byte_of_the_journal_is_personal() -> None:
    client = Client(world := await small_world())
    who = await contact(
        world.here,
        Identity("Zwartkop", "Quillon", "Ysolde"),
        Reach("+33633221100", "ysolde@planted.example"),
        Birth(date(1971, 3, 4)),
        Physician("Dr Marmottan", "Wickham", "10009998887"),
        channel=Channel.PHONE,
    )
    await world.visit(who, Reason("Xanthome"), Note("Opodeldoch"))
    doctor, desk = world.caller(Function.PROFESSIONAL), world.caller(Function.DESK_AGENT)
    await client.data(doctor, AGENDA, doctor=world.doctor)
    await client.data(world.caller(Function.CONTACT, who), WHOLE, id=who)
    await client.data(desk, SEARCH, name="Zwartkop")
    spoken: dict[str, Any] = booking(world, who, reason="Vexilla", startsAt="2026-11-24T10:00:00+01:00")
    await book(client, desk, **spoken)
    named = {"x-request-id": "Umbrella-633221100", "idempotency-key": "Umbrella"}
    await client.ask(desk, WHOLE, named, id=who)
    assert client.last is not None
    assert client.last.headers["x-request-id"] == "Umbrella-633221100"
    text = await kept()
    assert len(await rows_of("journal")) == 6
    assert [word for word in PLANTED if word.lower() in text.lower()] == []


async def test_an_erasure_leaves_the_chain_whole_and_the_journal_readable() -> None:
    client = Client(world := await small_world())
    who = await contact(world.here)
    visit = await world.visit(who, Reason("Xanthome"))
    await client.data(world.caller(Function.PROFESSIONAL), AGENDA, doctor=world.doctor)
    before = await rows_of("journal")
    await run("UPDATE appointment SET reason = NULL WHERE id = ?", visit)
    await run(
        "UPDATE contact SET identity = NULL, reach = NULL, birth = NULL, erased_at = 1 WHERE id = ?", who
    )
    await world.here.keyring.destroy_data_key(who)
    verdict = await verify([], 2**40)
    assert (verdict.broken, await rows_of("journal")) == (None, before)
    officer = world.caller(Function.PROTECTION_OFFICER)
    [entry] = (await client.data(officer, JOURNAL, contact=who))["accessJournal"]["nodes"]
    assert [each["records"] for each in entry["sights"]] == [[visit], [who]]
