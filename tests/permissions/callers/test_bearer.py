"""The header: one scheme, one credential, nothing else."""

import pytest

from permissions.callers.bearer import LONGEST, bearer
from permissions.callers.refusal import CredentialRefused


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer ",
        "Basic dXNlcjpwYXNz",
        "Token abc",
        "abc",
        "Bearer a b",
        "Bearer  abc",
        "Bearer abc\n",
        "Bearer abc\x00",
        "Bearer é",
        "Bearer \u0661\u0662",
        "Bearer \udc80",
        "Bearer\tabc",
        "Bearer " + "a" * (LONGEST + 1),
    ],
)
def test_anything_but_one_bearer_credential_is_refused(header: str) -> None:
    with pytest.raises(CredentialRefused) as refused:
        bearer(header)
    assert str(refused.value) == "The credential is not valid. Ask for a new one."


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_the_scheme_is_read_in_any_case(scheme: str) -> None:
    assert bearer(f"{scheme} abc.def") == "abc.def"


def test_refusals_differ_in_nothing_but_the_word_for_the_log() -> None:
    one, other = CredentialRefused("expired"), CredentialRefused("signature")
    assert (str(one), repr(one), one.args) == (str(other), repr(other), other.args)
    assert (one.reason, other.reason) == ("expired", "signature")
