"""A refusal tells its key and its code, and nothing of what it refused."""

from permissions.refusal import Refusal


def test_a_refusal_has_the_code_of_its_kind_unless_it_is_given_another() -> None:
    class Late(Refusal):
        code = "CONFLICT"

    assert [Refusal("a").code, Late("b").code, Late("b", code="NOT_FOUND").code] == [
        "FORBIDDEN",
        "CONFLICT",
        "NOT_FOUND",
    ]


def test_a_refusal_prints_its_key_only() -> None:
    refusal = Refusal("page_size", code="BAD_USER_INPUT", most=100)
    assert (str(refusal), refusal.key, refusal.params) == ("page_size", "page_size", {"most": 100})
