"""Which form of answer a client gets."""

import pytest

from models.words import Language
from schema.http.language import language_of
from schema.http.negotiation import Form, negotiate

G, J, S = Form.GRAPHQL, Form.JSON, Form.STREAM
GT, JT, ST = (form.value for form in Form)
URQL = f"{GT}, application/graphql+json, {JT}, {ST}, multipart/mixed"
APOLLO = f"{GT},{JT};q=0.9"


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (None, G),
        ("", G),
        ("*/*", G),
        ("application/*", G),
        (GT, G),
        (JT, J),
        (ST, S),
        (APOLLO, G),
        (URQL, G),
        (f"{JT}, {GT}", J),
        (f"{GT};q=0.5, {JT}", J),
        (f"{JT};q=0.5, {GT};q=0.5", J),
        (f"{ST}, {JT}", S),
        (f"{JT}, {ST}", J),
        (f"{JT};q=0.9, {ST}", S),
        (f"{ST};q=0.9, */*", G),
        (f"*/*;q=0.1, {JT}", J),
        (f"*/*, {GT};q=0", J),
        (f"{GT};q=0, {JT};q=0, {ST};q=0", None),
        (f"{GT};q=0", None),
        ("text/html", None),
        ("text/html, */*;q=0.8", G),
        ("text/*", S),
        (f"{GT.upper()};Q=1.0", G),
        (f"{GT}; charset=utf-8, {JT}; charset=utf-8", G),
        (f"{GT}; charset=utf-16", None),
        (f'{JT}; charset="utf-8"', J),
        (f"{GT};q=nan", None),
        (f"{GT};q=2", None),
        (f"{GT};q=-1", None),
        (f"{GT};q=1e-1", None),
        (f"{GT};q=", None),
        (f" , ;q=1,,{JT}", J),
        ("garbage", None),
        (";;;", None),
    ],
)
def test_the_form_follows_q_then_order(accept: str | None, form: Form | None) -> None:
    assert negotiate(accept).form is form


@pytest.mark.parametrize(
    ("accept", "stream"),
    [
        (None, True),
        ("*/*", True),
        (URQL, True),
        (ST, True),
        (GT, False),
        (JT, False),
        (f"{GT}, {ST};q=0", False),
    ],
)
def test_a_stream_may_be_sent_only_where_it_is_accepted(accept: str | None, stream: bool) -> None:
    assert negotiate(accept).stream is stream


@pytest.mark.parametrize(
    ("accept", "page"),
    [
        (None, False),
        ("*/*", False),
        ("text/html,*/*;q=0.8", True),
        ("text/html;q=0", False),
        ("text/*", False),
    ],
)
def test_the_page_is_for_clients_that_name_it(accept: str | None, page: bool) -> None:
    assert negotiate(accept).page is page


def test_an_endless_list_is_cut() -> None:
    assert negotiate("a/b," * 5000 + JT).form is None


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "fr"),
        ("fr", "fr"),
        ("en", "en"),
        ("EN-gb", "en"),
        ("fr-CA, en;q=0.9", "fr"),
        ("en, fr", "en"),
        ("en;q=0.5, fr;q=0.8", "fr"),
        ("de, en;q=0.1", "en"),
        ("de", "fr"),
        ("*", "fr"),
        ("en;q=0", "fr"),
        ("english", "fr"),
        ("en;q=x", "fr"),
    ],
)
def test_the_language_is_french_unless_english_is_preferred(header: str, language: str) -> None:
    assert language_of(header) is Language(language)
