"""Who controls a record follows from dated rules: what was collected before a change keeps its controller."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.words import Channel, PartyKind, Preset
from permissions.controllership import Choice, Controllership, NoControllershipRule, Rule

DOCTOR, OPERATOR = "pro_1", "ope_1"


def rule(
    controller: PartyKind,
    valid_from: int = 0,
    valid_until: int | None = None,
    *,
    preset: Preset = Preset.POLICY,
    channel: Channel = Channel.PHONE,
) -> Rule:
    name = f"rul_{preset}_{channel}_{valid_from}_{controller}"
    return Rule(name, preset, channel, controller, ("4(7)",), "test", valid_from, valid_until)


def controllership(
    *rules: Rule, choices: tuple[tuple[int, Preset], ...] = ((0, Preset.POLICY),)
) -> Controllership:
    return Controllership(OPERATOR, rules, [Choice(*each) for each in choices])


def test_a_record_for_nobody_in_particular_is_the_operators_under_any_rule() -> None:
    asked = controllership(rule(PartyKind.PROFESSIONAL))
    assert asked.controller(Channel.PHONE, 5, None).party_id == OPERATOR
    assert asked.controller(Channel.PHONE, 5, DOCTOR).party_id == DOCTOR
    assert asked.controller(Channel.PHONE, 5, DOCTOR).kind is PartyKind.PROFESSIONAL


@pytest.mark.policy("S3", "S25")
def test_a_rule_holds_from_its_first_second_until_before_its_last() -> None:
    asked = controllership(rule(PartyKind.OPERATOR, 10, 20), rule(PartyKind.PROFESSIONAL, 20))
    assert asked.controller(Channel.PHONE, 10, DOCTOR).party_id == OPERATOR
    assert asked.controller(Channel.PHONE, 19, DOCTOR).party_id == OPERATOR
    assert asked.controller(Channel.PHONE, 20, DOCTOR).party_id == DOCTOR


@pytest.mark.policy("S3")
def test_a_new_preset_leaves_earlier_records_to_their_controller() -> None:
    rules = (rule(PartyKind.OPERATOR), rule(PartyKind.PROFESSIONAL, preset=Preset.CNIL_GUIDE))
    asked = controllership(
        *rules, choices=((0, Preset.POLICY), (100, Preset.CNIL_GUIDE), (200, Preset.POLICY))
    )
    found = [asked.controller(Channel.PHONE, instant, DOCTOR).party_id for instant in (99, 100, 199, 200)]
    assert found == [OPERATOR, DOCTOR, DOCTOR, OPERATOR]
    assert [asked.preset_at(instant) for instant in (0, 150)] == [Preset.POLICY, Preset.CNIL_GUIDE]


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_rules_in_force_the_later_one_counts_in_whatever_order_they_are_read(order: int) -> None:
    both = [rule(PartyKind.OPERATOR, 0), rule(PartyKind.PROFESSIONAL, 50)][::order]
    asked = controllership(*both)
    assert asked.controller(Channel.PHONE, 49, DOCTOR).party_id == OPERATOR
    assert asked.controller(Channel.PHONE, 50, DOCTOR).party_id == DOCTOR


@pytest.mark.parametrize(
    ("channel", "instant"),
    [(Channel.ONLINE, 15), (Channel.PHONE, 9), (Channel.PHONE, 20), (Channel.PHONE, -1)],
)
def test_where_no_rule_holds_nobody_is_named(channel: Channel, instant: int) -> None:
    asked = controllership(rule(PartyKind.OPERATOR, 10, 20))
    with pytest.raises(NoControllershipRule):
        asked.controller(channel, instant, DOCTOR)


@given(st.lists(st.integers(0, 50), min_size=1, unique=True), st.integers(0, 60))
def test_the_choice_in_force_is_the_last_one_made_before(starts: list[int], instant: int) -> None:
    presets = (Preset.POLICY, Preset.CNIL_GUIDE)
    choices = tuple((start, presets[start % 2]) for start in starts)
    asked = controllership(choices=choices)
    before = [start for start in starts if start <= instant]
    if before:
        assert asked.preset_at(instant) is presets[max(before) % 2]
    else:
        with pytest.raises(NoControllershipRule):
            asked.preset_at(instant)
