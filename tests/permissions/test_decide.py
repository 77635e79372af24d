"""The decision: the table as it was agreed, the states above it, and nothing that opens by accident."""

from dataclasses import replace
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.words import Category, FieldState, PartyRole, UnlockWay
from permissions.decide import Facts, decide
from permissions.decision import Decision, MaskCode
from permissions.policy import (
    CURRENT,
    INSTRUCTABLE,
    POLICIES,
    TABLE,
    Cell,
    Policy,
    Standing,
    policy_at,
)

# The table as it was agreed, copied by hand. o while the visit is open · m one's own · w in the answer of
# the write · s unless secret · t as typed · u as typed until the visit ends · x unless of a third party.
_AGREED: Final = """
controller-professional  C C C C C C
controller-staff         C C P P W W
controller-desk          C C C o C m
processor-instructed     C C C C C W
processor                P P W W W W
recipient-professional   C C C C C C
recipient-staff          C C P P W W
sub-processor            C C C w W W
sub-processor-other      A A A A A A
other-professional       A A A A A A
data-subject             C C C C C x
representative           C C C s s s
booker                   t t t u W W
protection-officer       P P P W W W
technical-admin          W W W W W W
anonymous                A A A A A A
"""
_CELLS: Final = {
    "C": Cell.CLEAR,
    "P": Cell.PARTIAL,
    "W": Cell.WITHHELD,
    "A": Cell.ABSENT,
    "o": Cell.WHILE_OPEN,
    "m": Cell.OWN,
    "w": Cell.ON_WRITE,
    "s": Cell.UNLESS_SECRET,
    "t": Cell.AS_TYPED,
    "u": Cell.AS_TYPED_OPEN,
    "x": Cell.NO_THIRD_PARTY,
}
_ORDER: Final = ("IDENTITY", "REACH", "BIRTH", "REASON", "PHYSICIAN", "NOTE")

FACTS = st.integers(0, 2 * max(Facts) - 1).map(Facts)
STANDINGS = st.sampled_from(Standing)
CATEGORIES = st.sampled_from(Category)
CLOSING: Final = {
    Facts.OPPOSED: MaskCode.OPPOSED,
    Facts.NO_PURPOSE: MaskCode.PURPOSE_OUTSIDE,
    Facts.OBJECTED: MaskCode.OBJECTED,
    Facts.CONSENT_WITHDRAWN: MaskCode.CONSENT_WITHDRAWN,
}
PROTECTING = (
    *(Facts.SECRET, Facts.THIRD_PARTY, Facts.RESTRICTED, Facts.ERASED, Facts.PURPOSE_OUTSIDE),
    *(Facts.HIDDEN, *CLOSING),
)
OPENING = (
    *(Facts.OPEN, Facts.OWN_NOTE, Facts.JUST_WRITTEN, Facts.TYPED_BY_CALLER, Facts.AHEAD),
    Facts.BROKEN_GLASS,
)
PROFESSIONALS: Final = (Standing.CONTROLLER_PROFESSIONAL, Standing.RECIPIENT_PROFESSIONAL)
_RANK: Final = {FieldState.CLEAR: 0, FieldState.PARTIAL: 1}


@pytest.mark.policy("S6", "S28")
def test_the_table_is_the_one_that_was_agreed() -> None:
    agreed = {
        line.split()[0]: [_CELLS[each] for each in line.split()[1:]] for line in _AGREED.splitlines()[1:]
    }
    assert {
        standing.value: [TABLE[standing].cells[Category(name)] for name in _ORDER] for standing in Standing
    } == agreed


@pytest.mark.policy("S3")
def test_every_row_of_the_table_cites_the_law() -> None:
    for standing, row in TABLE.items():
        assert row.articles, standing
        for article in row.articles:
            number = article.split()[-1]
            assert article.split()[0] in {number, "CSP", "LIL"}
            assert number.removeprefix("L")[0].isdigit(), article


def test_an_instruction_may_open_everything_but_the_notes() -> None:
    assert set(Category) - INSTRUCTABLE == {Category.NOTE}


@given(STANDINGS, CATEGORIES, FACTS)
def test_a_decision_is_remembered_by_what_it_depends_on(
    standing: Standing, category: Category, facts: Facts
) -> None:
    again = decide(Standing(standing.value), Category(category.value), Facts(int(facts)))
    assert again is decide(standing, category, facts)


@given(STANDINGS, CATEGORIES, FACTS, st.sampled_from(PROTECTING))
def test_no_protecting_fact_ever_opens_a_value(
    standing: Standing, category: Category, facts: Facts, protecting: Facts
) -> None:
    without, with_it = (
        decide(standing, category, facts & ~protecting),
        decide(standing, category, facts | protecting),
    )
    assert _RANK.get(with_it.state, 2) >= _RANK.get(without.state, 2)


@given(STANDINGS, CATEGORIES, FACTS, st.sampled_from(OPENING))
def test_a_condition_that_holds_never_closes_a_value(
    standing: Standing, category: Category, facts: Facts, opening: Facts
) -> None:
    without, with_it = (
        decide(standing, category, facts & ~opening),
        decide(standing, category, facts | opening),
    )
    assert _RANK.get(with_it.state, 2) <= _RANK.get(without.state, 2)


@given(STANDINGS, CATEGORIES, FACTS)
def test_what_is_erased_is_erased_for_everybody_and_what_is_limited_for_all_but_the_person(
    standing: Standing, category: Category, facts: Facts
) -> None:
    erased = decide(standing, category, facts | Facts.ERASED)
    assert (erased.state, erased.articles, erased.opens) == (FieldState.ERASED, ("17",), False)
    facts &= ~Facts.BROKEN_GLASS
    limited = decide(standing, category, (facts | Facts.RESTRICTED) & ~Facts.ERASED)
    plain = decide(standing, category, facts & ~(Facts.ERASED | Facts.RESTRICTED))
    if standing is Standing.DATA_SUBJECT:
        assert limited == plain
    else:
        assert (limited.state, limited.articles) == (FieldState.RESTRICTED, ("18",))


@given(STANDINGS, CATEGORIES, FACTS)
def test_whatever_is_not_shown_says_why_and_whatever_is_silent_does_not(
    standing: Standing, category: Category, facts: Facts
) -> None:
    decision = decide(standing, category, facts)
    glass = Facts.BROKEN_GLASS in facts and standing in PROFESSIONALS
    rules = {f"{standing}/{category.lower()}", *([f"break-glass/{category.lower()}"] if glass else [])}
    assert decision.rule in rules
    assert decision.articles
    assert (decision.code is None) == (decision.state in (FieldState.CLEAR, FieldState.EMPTY))
    assert decision.silent == (decision.state is FieldState.EMPTY)
    assert bool(decision.unlock) == (decision.code is not None)
    assert decision.opens == (decision.state in (FieldState.CLEAR, FieldState.PARTIAL))


def test_a_secret_is_silent_to_the_representative_and_tells_what_emptiness_tells() -> None:
    silent = decide(Standing.REPRESENTATIVE, Category.REASON, Facts.SECRET)
    plain = decide(Standing.REPRESENTATIVE, Category.REASON, Facts.NONE)

    assert (silent.state, silent.silent, silent.opens) == (FieldState.EMPTY, True, False)
    assert (silent.told, silent.role, silent.rule, silent.articles, silent.code, silent.unlock) == (
        (plain.told, plain.role, plain.rule, plain.articles, plain.code, plain.unlock)
    )


def test_a_record_that_should_be_absent_shows_nothing_if_it_is_decided_all_the_same() -> None:
    for standing in (Standing.SUB_PROCESSOR_OTHER, Standing.OTHER_PROFESSIONAL, Standing.ANONYMOUS):
        for category in Category:
            decision = decide(
                standing, category, Facts(2 * max(Facts) - 1) & ~Facts.ERASED & ~Facts.RESTRICTED
            )
            assert decision.state is FieldState.WITHHELD


@given(STANDINGS, CATEGORIES, FACTS, st.sampled_from(list(CLOSING)))
def test_what_the_person_stopped_closes_what_the_table_opens_and_says_nothing_of_what_it_does_not(
    standing: Standing, category: Category, facts: Facts, closing: Facts
) -> None:
    states = Facts.ERASED | Facts.RESTRICTED | Facts.HIDDEN | Facts.BROKEN_GLASS
    facts &= ~(states | Facts(sum(CLOSING)))
    plain, stopped = decide(standing, category, facts), decide(standing, category, facts | closing)

    if standing is Standing.DATA_SUBJECT or not plain.opens:
        assert stopped == plain
    else:
        assert (stopped.state, stopped.code) == (FieldState.WITHHELD, CLOSING[closing])


@given(STANDINGS, CATEGORIES)
def test_what_is_hidden_tells_what_emptiness_tells(standing: Standing, category: Category) -> None:
    plain, hidden = (
        decide(standing, category, Facts.OPEN),
        decide(standing, category, Facts.OPEN | Facts.HIDDEN),
    )

    if standing is Standing.DATA_SUBJECT or not plain.opens:
        assert hidden == plain
    else:
        assert (hidden.state, hidden.silent, hidden.opens) == (FieldState.EMPTY, True, False)
        assert (hidden.role, hidden.rule, hidden.articles) == (plain.role, plain.rule, plain.articles)
        assert (hidden.code, hidden.unlock) == (None, ())


@given(STANDINGS, CATEGORIES, FACTS)
def test_a_broken_glass_opens_to_professionals_only_and_never_what_is_erased(
    standing: Standing, category: Category, facts: Facts
) -> None:
    glass = decide(standing, category, facts | Facts.BROKEN_GLASS)

    if Facts.ERASED in facts:
        assert glass.state is FieldState.ERASED
    elif standing in PROFESSIONALS:
        assert glass.state is FieldState.CLEAR
        assert glass.rule == f"break-glass/{category.lower()}"
        assert glass.articles == ("6(1)(d)", "9(2)(c)")
        hidden = decide(standing, category, facts | Facts.BROKEN_GLASS | Facts.HIDDEN)
        assert hidden == decide(standing, category, (facts | Facts.BROKEN_GLASS) & ~Facts.HIDDEN)
    else:
        assert glass == decide(standing, category, facts & ~Facts.BROKEN_GLASS)


@pytest.mark.parametrize("standing", PROFESSIONALS)
def test_what_the_person_stopped_says_to_a_professional_that_he_may_break_the_glass(
    standing: Standing,
) -> None:
    for fact in (Facts.RESTRICTED, Facts.OPPOSED, Facts.OBJECTED, Facts.CONSENT_WITHDRAWN):
        assert UnlockWay.BREAK_GLASS in decide(standing, Category.REASON, fact).unlock
        staff = decide(Standing.RECIPIENT_STAFF, Category.REASON, fact)
        assert UnlockWay.BREAK_GLASS not in staff.unlock
    assert UnlockWay.BREAK_GLASS not in decide(standing, Category.REASON, Facts.ERASED).unlock
    assert decide(standing, Category.REASON, Facts.HIDDEN).unlock == ()


def test_a_category_without_a_rule_is_withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    row = TABLE[Standing.DATA_SUBJECT]
    monkeypatch.setitem(row.cells, Category.BIRTH, None)
    decide.cache_clear()
    missing = decide(Standing.DATA_SUBJECT, Category.BIRTH, Facts.NONE)
    monkeypatch.delitem(TABLE, Standing.BOOKER)
    unknown = decide(Standing.BOOKER, Category.REASON, Facts.NONE)
    decide.cache_clear()

    for decision, category in ((missing, Category.BIRTH), (unknown, Category.REASON)):
        assert (decision.category, decision.state, decision.code) == (
            (category, FieldState.WITHHELD, MaskCode.NO_RULE)
        )
        assert decision.unlock == (UnlockWay.NONE,)
    assert missing.role is PartyRole.NONE


@pytest.mark.policy("S3")
def test_a_rule_that_cites_no_article_is_refused_before_anything_is_served() -> None:
    row = TABLE[Standing.PROCESSOR]
    for lacking in (replace(row, articles=()), replace(row, cells={})):
        with pytest.raises(ValueError, match="processor of policy 2030"):
            Policy("2030", 0, {**TABLE, Standing.PROCESSOR: lacking})


def test_the_policy_of_a_date_is_the_latest_that_was_in_force_then(monkeypatch: pytest.MonkeyPatch) -> None:
    stricter = {
        **TABLE,
        Standing.PROCESSOR: replace(TABLE[Standing.PROCESSOR], cells=TABLE[Standing.ANONYMOUS].cells),
    }
    later = Policy("2031-01", 1_924_992_000, stricter)
    monkeypatch.setattr("permissions.policy.POLICIES", (later, *POLICIES))

    assert policy_at(1_924_992_000) is later
    assert policy_at(1_924_991_999) is CURRENT
    before = decide(Standing.PROCESSOR, Category.IDENTITY, Facts.NONE, policy_at(1_924_991_999))
    after = decide(Standing.PROCESSOR, Category.IDENTITY, Facts.NONE, policy_at(1_924_992_000))
    assert (before.state, after.state) == (FieldState.PARTIAL, FieldState.WITHHELD)
    with pytest.raises(LookupError):
        policy_at(CURRENT.valid_from - 1)


def test_a_decision_cannot_be_changed_by_who_receives_it() -> None:
    decision = decide(Standing.PROCESSOR, Category.REASON, Facts.NONE)
    assert isinstance(decision, Decision)
    assert hash(decision) == hash(decide(Standing.PROCESSOR, Category.REASON, Facts.NONE))
    with pytest.raises(AttributeError):
        decision.state = FieldState.CLEAR  # type: ignore[misc]
