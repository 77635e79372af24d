"""explainAccess for another function: who may ask, and that each is told what it is told itself."""

import pytest

from models.storage.reading import counting_statements
from models.words import Channel, Function, Preset
from tests.factories import NOW, contact, small_world
from tests.schema.privacy.hindsight import explained, of_others, states, written
from tests.schema.reading.cabinet import full_cabinet
from tests.support.client import Client

pytestmark = pytest.mark.usefixtures("databases")


@pytest.mark.parametrize(
    ("function", "party", "allowed"),
    [
        (Function.PROTECTION_OFFICER, None, True),
        (Function.PROFESSIONAL, None, True),
        (Function.ASSISTANT, None, False),
        (Function.DESK_AGENT, None, False),
        (Function.TECHNICAL_ADMIN, None, False),
        (Function.PROFESSIONAL, "lawyer", None),
        (Function.PARTNER_SITE, None, None),
        (Function.ANONYMOUS, None, None),
    ],
)
async def test_others_sight_is_for_who_answers_for_the_record_and_for_the_person(
    function: Function, party: str | None, allowed: bool | None
) -> None:
    world = await small_world()
    client = Client(world)
    mine = {"channel": Channel.AGENDA, "professional_id": world.doctor}
    person = await contact(world.here, **mine)
    caller = world.caller(function, world.lawyer if party else None)
    asked = {"as": Function.DESK_AGENT}

    told = await explained(client, caller, person, **asked)

    if allowed:
        assert states(told) == "PPWW"
    else:
        assert told == ("NOT_FOUND" if allowed is None else "FORBIDDEN")
        if allowed is False:
            assert client.last is not None
            [error] = client.last.json()["errors"]
            assert error["extensions"]["articles"] == ["5(2)", "15(1)(c)", "39(1)(b)"]
    assert states(await explained(client, world.caller(Function.CONTACT, person), person, **asked)) == "PPWW"


async def test_a_recipient_asks_for_itself_alone() -> None:
    world = await small_world()
    client = Client(world)
    visit = await world.visit(await contact(world.here), channel=Channel.PHONE)
    doctor = world.caller(Function.PROFESSIONAL)
    assert await explained(client, doctor, visit, **{"as": Function.DESK_AGENT}) == "FORBIDDEN"
    assert states(await explained(client, doctor, visit, at=written(NOW))) == "CC"


async def test_each_function_is_told_as_it_would_be_told_itself() -> None:
    cabinet = await full_cabinet(Preset.POLICY)
    world, client = cabinet.world, Client(cabinet.world)
    officer = cabinet.caller("officer")
    record = cabinet.records["online"]
    roles = {
        Function.PROFESSIONAL: "professional",
        Function.ASSISTANT: "staff",
        Function.DESK_AGENT: "desk",
        Function.PARTNER_SITE: "partner",
        Function.CONTACT: "subject",
        Function.PROTECTION_OFFICER: "officer",
        Function.TECHNICAL_ADMIN: "admin",
    }
    for function, role in roles.items():
        own = await explained(client, cabinet.caller(role, record), record.appointment_id)
        assert await explained(client, officer, record.appointment_id, **{"as": function}) == of_others(
            own
        ), function
    assert await explained(client, officer, record.appointment_id, **{"as": Function.ANONYMOUS}) == []
    theirs = await contact(world.here, channel=Channel.ONLINE)
    for function in (Function.ASSISTANT, Function.PROFESSIONAL, Function.PARTNER_SITE):
        assert await explained(client, officer, theirs, **{"as": function}) == []


async def test_explaining_takes_the_same_statements_whatever_there_is_to_tell() -> None:
    cabinet = await full_cabinet(Preset.POLICY)
    client = Client(cabinet.world)
    officer = cabinet.caller("officer")

    async def counted(record: str) -> int:
        with counting_statements() as count:
            assert isinstance(await explained(client, officer, record, at=written(NOW)), list)
        return len(count)

    names = ("agenda", "online", "child-secret", "adult", "order-all", "agenda-erased", "both-states")
    assert len({await counted(cabinet.records[name].appointment_id) for name in names}) == 1
    assert len({await counted(cabinet.records[name].contact_id) for name in names}) == 1
