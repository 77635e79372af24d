"""Rules that cannot be followed, or that no law stands behind, are refused before anything is decided."""

from itertools import product

import pytest

from models.ids import Kind, new_id
from models.privacy.presets import PresetRule
from models.words import Category, Channel, FieldState, PartyKind, Preset, StateKind
from permissions.controllership import ContradictoryRules, Rule, load_controllership
from permissions.decide import Facts, decide
from permissions.effects import EFFECTS, Effect
from permissions.policy import POLICIES, TABLE, Policy, Standing, in_order
from resolvers.directory.founding import founded_operator
from tests.factories import insert, small_world


@pytest.mark.parametrize("articles", [(), ("",), ("4(7)", " ")])
def test_a_rule_without_an_article_cannot_be_made(articles: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="names no article"):
        Rule("rul_1", Preset.POLICY, Channel.PHONE, PartyKind.OPERATOR, articles, "a text", 0, None)
    with pytest.raises(ValueError, match="names no article"):
        PresetRule("rul_1", Preset.POLICY, Channel.PHONE, PartyKind.OPERATOR, articles, "a text")
    with pytest.raises(ValueError, match="names no article"):
        Effect(StateKind.ERASED, None, articles, "", "")


def test_two_versions_of_the_policy_do_not_start_at_one_date_and_do_not_share_a_name() -> None:
    one = POLICIES[-1]
    with pytest.raises(ValueError, match="start at one date"):
        in_order(one, Policy("2031", one.valid_from, TABLE))
    with pytest.raises(ValueError, match="one name"):
        in_order(one, Policy(one.version, one.valid_from + 1, TABLE))
    later = Policy("2031", one.valid_from + 1, TABLE)
    assert in_order(one, later) == in_order(later, one) == (later, one)


def test_every_decision_there_is_cites_an_article() -> None:
    pairs = [one | other for one, other in product(Facts, repeat=2)]
    for standing, category, facts in product(Standing, Category, {Facts.NONE, *pairs}):
        decision = decide(standing, category, facts)
        assert decision.articles, (standing, category, facts)
        assert all(decision.articles), (standing, category, facts)


def test_the_effects_that_are_told_are_those_that_are_decided() -> None:
    told = {each.kind: each for each in EFFECTS}
    assert set(told) == set(StateKind)
    decided = {
        StateKind.ERASED: (Standing.RECIPIENT_PROFESSIONAL, Facts.ERASED),
        StateKind.RESTRICTED: (Standing.RECIPIENT_STAFF, Facts.RESTRICTED),
        StateKind.OPPOSED: (Standing.RECIPIENT_PROFESSIONAL, Facts.OPPOSED),
        StateKind.OBJECTED: (Standing.CONTROLLER_DESK, Facts.OBJECTED | Facts.OPEN),
        StateKind.CONSENT_WITHDRAWN: (Standing.CONTROLLER_DESK, Facts.CONSENT_WITHDRAWN | Facts.OPEN),
        StateKind.HIDDEN: (Standing.RECIPIENT_PROFESSIONAL, Facts.HIDDEN),
        StateKind.BREAK_GLASS: (
            Standing.CONTROLLER_PROFESSIONAL,
            Facts.RESTRICTED | Facts.BROKEN_GLASS,
        ),
    }
    for kind, (standing, facts) in decided.items():
        decision = decide(standing, Category.REASON, facts)
        assert decision.state is told[kind].shows, kind
        if kind is not StateKind.HIDDEN:  # what is silent cites what it would cite in the open
            assert decision.articles == told[kind].articles, kind
    assert told[StateKind.HIDDEN].shows is FieldState.EMPTY


async def _add(
    controller: PartyKind, valid_from: int, valid_until: int | None, articles: str = "4(7)"
) -> None:
    await insert(
        "controllership_rule",
        id=new_id(Kind.RULE),
        preset=Preset.POLICY,
        channel=Channel.PHONE,
        controller=controller,
        articles=articles,
        source="test",
        valid_from=valid_from,
        valid_until=valid_until,
    )


@pytest.mark.usefixtures("databases")
async def test_two_controllers_at_one_date_are_refused_by_the_loader_and_by_the_start() -> None:
    world = await small_world()
    operator = world.here.operator_id
    await _add(PartyKind.OPERATOR, 50, None)  # says what the other rule says
    await load_controllership(operator)
    assert await founded_operator() == operator
    await _add(PartyKind.PROFESSIONAL, 100, 200)
    for refused in (load_controllership(operator), founded_operator()):
        with pytest.raises(ContradictoryRules, match="name two controllers at one date"):
            await refused


@pytest.mark.usefixtures("databases")
async def test_rules_that_follow_each_other_do_not_contradict() -> None:
    world = await small_world()
    operator = world.here.operator_id
    for preset, channel in ((Preset.CNIL_GUIDE, Channel.PHONE), (Preset.POLICY, Channel.AGENDA)):
        await insert(
            "controllership_rule",
            id=new_id(Kind.RULE),
            preset=preset,
            channel=channel,
            controller=PartyKind.PROFESSIONAL,
            articles="4(7)",
            source="the same",
            valid_from=7,
        )
    rules = (await load_controllership(operator)).rules
    assert len(rules) == 8
    one = Rule("a", Preset.POLICY, Channel.PHONE, PartyKind.OPERATOR, ("4(7)",), "", 0, 10)
    next_one = Rule("b", Preset.POLICY, Channel.PHONE, PartyKind.PROFESSIONAL, ("4(7)",), "", 10, None)
    overlapping = Rule("c", Preset.POLICY, Channel.PHONE, PartyKind.PROFESSIONAL, ("4(7)",), "", 9, None)
    assert not one.contradicts(next_one)
    assert not next_one.contradicts(one)
    assert one.contradicts(overlapping)
    assert overlapping.contradicts(one)


@pytest.mark.usefixtures("databases")
async def test_a_stored_rule_without_an_article_stops_the_start() -> None:
    await small_world()
    await _add(PartyKind.OPERATOR, 0, 1, articles="")
    with pytest.raises(ValueError, match="names no article"):
        await founded_operator()
