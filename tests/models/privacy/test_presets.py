"""Who controls what, by channel: the policy's answer by default, the guide's from the day it is chosen."""

from datetime import UTC, datetime

import pytest

from models.privacy.presets import GDPR_APPLIES, RULES, install_presets
from models.storage.reading import fetch
from models.storage.transaction import Transaction, in_transaction
from models.words import Channel, PartyKind, Preset
from permissions.controllership import NoControllershipRule, load_controllership
from tests.support.rows import DAY, NOW

OPERATOR = "ope_aaaaaaaaaaaaaaaaaaaa"
DOCTOR = "pro_aaaaaaaaaaaaaaaaaaaa"
pytestmark = pytest.mark.usefixtures("databases")


async def _install(chosen: Preset = Preset.POLICY, since: int = GDPR_APPLIES) -> None:
    async def work(transaction: Transaction) -> None:
        await install_presets(transaction, now=NOW, chosen_by=OPERATOR, chosen=chosen, since=since)

    await in_transaction(work)


async def _controllers(at: int, professional_id: str | None = DOCTOR) -> dict[Channel, str]:
    rules = await load_controllership(OPERATOR)
    return {channel: rules.controller(channel, at, professional_id).party_id for channel in Channel}


def test_every_preset_answers_for_every_channel_once() -> None:
    answered = [(rule.preset, rule.channel) for rule in RULES]

    assert sorted(answered) == sorted((preset, channel) for preset in Preset for channel in Channel)
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_every_rule_names_articles_and_a_source() -> None:
    assert all("4(7)" in rule.articles and rule.source for rule in RULES)
    assert {rule.channel for rule in RULES if "28" not in rule.articles} == {Channel.ONLINE, Channel.PHONE}


async def test_by_the_policy_the_professional_controls_his_agenda_and_the_operator_the_rest() -> None:
    await _install()

    assert await _controllers(NOW) == {
        Channel.ONLINE: OPERATOR,
        Channel.PHONE: OPERATOR,
        Channel.AGENDA: DOCTOR,
    }


async def test_by_the_guide_the_professional_controls_every_channel_but_no_user_account() -> None:
    await _install(Preset.CNIL_GUIDE)

    assert await _controllers(NOW) == dict.fromkeys(Channel, DOCTOR)
    assert await _controllers(NOW, professional_id=None) == dict.fromkeys(Channel, OPERATOR)


async def test_a_later_choice_leaves_earlier_records_to_their_controller() -> None:
    await _install()
    await _install(Preset.CNIL_GUIDE, since=NOW)

    assert (await _controllers(NOW - 1))[Channel.PHONE] == OPERATOR
    assert (await _controllers(NOW))[Channel.PHONE] == DOCTOR


async def test_installing_again_changes_neither_rules_nor_a_choice_that_stands() -> None:
    await _install()
    before = [await fetch("SELECT * FROM controllership_rule"), await fetch("SELECT * FROM preset_choice")]

    await _install(Preset.CNIL_GUIDE)

    after = [await fetch("SELECT * FROM controllership_rule"), await fetch("SELECT * FROM preset_choice")]
    assert [list(map(dict, rows)) for rows in after] == [list(map(dict, rows)) for rows in before]


async def test_the_rules_hold_from_the_day_the_regulation_applies_and_not_before() -> None:
    await _install()

    assert datetime.fromtimestamp(GDPR_APPLIES, UTC) == datetime(2018, 5, 25, tzinfo=UTC)
    assert (await _controllers(GDPR_APPLIES))[Channel.ONLINE] == OPERATOR
    with pytest.raises(NoControllershipRule):
        await _controllers(GDPR_APPLIES - DAY)


async def test_the_stored_rules_say_by_which_articles_the_controller_is_found() -> None:
    await _install()

    rules = await load_controllership(OPERATOR)

    found = rules.controller(Channel.AGENDA, NOW, DOCTOR)
    assert (found.kind, found.rule.articles) == (PartyKind.PROFESSIONAL, ("4(7)", "28"))
    assert found.rule.source.startswith("The operator's privacy policy")
