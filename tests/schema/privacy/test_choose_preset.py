"""choosePreset: from an instant on, by the operator, once for each instant, and never backwards."""

from typing import Any, Final

import pytest

from models.words import Channel, Function, Preset
from permissions.caller import Caller
from tests.factories import DAY, NOW, choose_preset, contact, rows_of, small_world
from tests.schema.privacy.hindsight import written
from tests.support.client import Client
from tests.support.errors import mutation, refusals

pytestmark = pytest.mark.usefixtures("databases")

CHOOSE: Final = mutation("choosePreset", "choice { preset validFrom chosenAt chosenBy }")
CONTROL: Final = """
query ($id: ID!) { node(id: $id) { ... on Contact { privacy { controller { id } control { preset } } } } }
"""
LEAD: Final = 60


async def chosen(client: Client, caller: Caller | None = None, **given: Any) -> dict[str, Any]:
    asked = {"preset": "CNIL_GUIDE", "reason": "AUTHORITY_GUIDANCE", **given}
    by = caller or client.world.caller(Function.TECHNICAL_ADMIN)
    payload: dict[str, Any] = (await client.data(by, CHOOSE, input=asked))["choosePreset"]
    return payload


async def controller(client: Client, record: str) -> tuple[str, str]:
    data = await client.data(client.world.caller(Function.PROTECTION_OFFICER), CONTROL, id=record)
    privacy = data["node"]["privacy"]
    return privacy["controller"]["id"], privacy["control"]["preset"]


@pytest.mark.policy("S3")
async def test_what_was_collected_before_keeps_its_controller_and_what_comes_after_does_not() -> None:
    client = Client(world := await small_world())
    whose = {"channel": Channel.PHONE, "professional_id": world.doctor}
    before = await contact(world.here, **whose, collected_at=NOW)
    admin = world.caller(Function.TECHNICAL_ADMIN)

    payload = await chosen(client)

    assert payload == {
        "choice": {
            "preset": "CNIL_GUIDE",
            "validFrom": written(NOW + LEAD),
            "chosenAt": written(NOW),
            "chosenBy": admin.account_id,
        },
        "errors": [],
    }
    last = await contact(world.here, **whose, collected_at=NOW + LEAD - 1)
    after = await contact(world.here, **whose, collected_at=NOW + LEAD)
    client.now = NOW + DAY
    assert await controller(client, before) == (world.here.operator_id, "POLICY")
    assert await controller(client, last) == (world.here.operator_id, "POLICY")
    assert await controller(client, after) == (world.doctor, "CNIL_GUIDE")


async def test_the_choice_leaves_an_act_without_free_text() -> None:
    client = Client(world := await small_world())
    await chosen(client, validFrom=written(NOW + DAY))
    [act] = await rows_of("journal")
    assert (act["verb"], act["record_id"], act["reason"], act["function"]) == (
        "choosePreset",
        world.here.operator_id,
        f"CNIL_GUIDE {NOW + DAY} AUTHORITY_GUIDANCE",
        "TECHNICAL_ADMIN",
    )


@pytest.mark.parametrize("function", sorted(set(Function) - {Function.TECHNICAL_ADMIN}))
async def test_nobody_else_settles_the_means_and_the_officer_least_of_all(function: Function) -> None:
    client = Client(world := await small_world())
    before = await rows_of("preset_choice"), await rows_of("journal"), await rows_of("idempotency")
    payload = await chosen(client, world.caller(function, _party(function)), idempotencyKey="k")
    assert refusals(payload) == [("NotAllowed", "NOT_ALLOWED", "")]
    assert payload["errors"][0]["articles"] == ["4(7)", "38(6)"]
    assert (await rows_of("preset_choice"), await rows_of("journal"), await rows_of("idempotency")) == before


def _party(function: Function) -> str | None:
    return f"con_{'a' * 20}" if function is Function.CONTACT else None


async def test_a_second_choice_for_one_instant_is_contradictory_whatever_it_says() -> None:
    client = Client(await small_world())
    await choose_preset(Preset.CNIL_GUIDE, NOW + DAY)
    before = await rows_of("preset_choice")
    for preset in Preset:
        payload = await chosen(client, preset=preset, validFrom=written(NOW + DAY))
        assert refusals(payload) == [("WrongState", "CONTRADICTORY_RULES", "validFrom")]
    assert await rows_of("preset_choice") == before


async def test_nothing_is_chosen_for_the_past_and_nothing_that_is_in_force() -> None:
    client = Client(await small_world())
    before = await rows_of("preset_choice")
    past = await chosen(client, validFrom=written(NOW - 61))
    same = await chosen(client, preset="POLICY")
    assert refusals(past) == [("InvalidInput", "INVALID_PERIOD", "validFrom")]
    assert refusals(same) == [("InvalidInput", "NOTHING_TO_CHANGE", "preset")]
    assert await rows_of("preset_choice") == before
    slow_clock = await chosen(client, validFrom=written(NOW - 60))
    assert slow_clock["choice"]["validFrom"] == written(NOW + LEAD)


async def test_one_key_chooses_once() -> None:
    client = Client(await small_world())
    first = await chosen(client, idempotencyKey="k")
    client.now = NOW + 30
    assert await chosen(client, idempotencyKey="k") == first
    other = await chosen(client, idempotencyKey="k", reason="CORRECTION")
    assert refusals(other) == [("IdempotencyMismatch", "IDEMPOTENCY_MISMATCH", "idempotencyKey")]
    assert len(await rows_of("preset_choice")) == 2


async def test_the_choices_are_told_and_who_chose_to_the_operator_alone() -> None:
    client = Client(world := await small_world())
    await chosen(client)
    asked = """{
      presetChoices { preset validFrom chosenAt chosenBy }
      controllershipRules { preset channel articles choices { validFrom chosenBy } }
      policies { version validFrom validUntil }
    }"""
    told = {
        function: await client.data(world.caller(function), asked)
        for function in (Function.PROTECTION_OFFICER, Function.TECHNICAL_ADMIN, Function.DESK_AGENT)
    }
    officer = told[Function.PROTECTION_OFFICER]
    assert officer == told[Function.TECHNICAL_ADMIN]
    assert [each["preset"] for each in officer["presetChoices"]] == ["CNIL_GUIDE", "POLICY"]
    assert officer["presetChoices"][0]["chosenBy"] == world.caller(Function.TECHNICAL_ADMIN).account_id
    assert len(officer["controllershipRules"]) == 6
    assert officer["policies"] == [
        {"version": "2026-11", "validFrom": "2018-05-25T00:00:00Z", "validUntil": None}
    ]
    others = told[Function.DESK_AGENT]
    assert [each["chosenBy"] for each in others["presetChoices"]] == [None, None]
    assert {choice["chosenBy"] for rule in others["controllershipRules"] for choice in rule["choices"]} == {
        None
    }


async def test_a_rule_of_a_preset_that_was_never_chosen_says_so() -> None:
    client = Client(world := await small_world())
    data = await client.data(
        world.caller(Function.PROTECTION_OFFICER), "{ controllershipRules { preset choices { validFrom } } }"
    )
    assert {(rule["preset"], len(rule["choices"])) for rule in data["controllershipRules"]} == {
        ("POLICY", 1),
        ("CNIL_GUIDE", 0),
    }
