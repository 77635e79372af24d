"""The memory of checked tokens: short, bounded, and exact."""

import pytest
from joserfc.jwk import OKPKey

from permissions.callers import proof
from permissions.callers.proof import CheckedTokens, Proof

NOW = 1_800_000_000
KEY = OKPKey.generate_key("Ed25519")


def remembering(expires_at: int = NOW + 3600) -> CheckedTokens[str]:
    checked: CheckedTokens[str] = CheckedTokens()
    checked.keep("text", "source", "k1", KEY, Proof("acc", "t1", expires_at, strong=False), NOW)
    return checked


def test_a_token_is_remembered_for_a_minute() -> None:
    checked = remembering()
    assert checked.get("text", NOW) is not None
    assert checked.get("text", NOW + 59) is not None
    assert checked.get("text", NOW + 60) is None


def test_a_token_is_forgotten_when_it_expires() -> None:
    checked = remembering(NOW + 10)
    assert checked.get("text", NOW + 9) is not None
    assert checked.get("text", NOW + 10) is None


def test_a_clock_set_back_trusts_no_memory() -> None:
    assert remembering().get("text", NOW - 1) is None


@pytest.mark.parametrize("text", ["", "tex", "Text", "text "])
def test_only_the_same_text_is_remembered(text: str) -> None:
    assert remembering().get(text, NOW) is None


def test_the_oldest_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_MOST", 2)
    checked = remembering()
    for text in ("two", "text", "three"):
        checked.keep(text, "source", "k1", KEY, Proof("acc", "t", NOW + 60, strong=False), NOW)
    assert [checked.get(text, NOW) is not None for text in ("text", "two", "three")] == [True, False, True]
    assert len(checked._kept) == 2
