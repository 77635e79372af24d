"""What development lends to the page, and that nothing of it exists elsewhere."""

from collections.abc import Callable

import httpx

from models.words import Function
from schema.graphiql.demo import DemoCaller

Browser = Callable[..., httpx.AsyncClient]


async def test_development_lends_callers_with_their_tokens_never_stored(browser: Browser) -> None:
    answer = await browser().get("/graphql/session.json")
    claire = {"name": "Dr Claire", "function": "PROFESSIONAL", "party": "Lilas", "token": "secret-1"}
    assert answer.json() == {"callers": [claire]}
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


async def test_outside_development_there_is_no_session_file_and_no_token_anywhere(browser: Browser) -> None:
    client = browser(demo=None)
    assert (await client.get("/graphql/session.json")).status_code == 404
    everything = [(await client.get(path)).text for path in ("/graphql", "/graphql/examples.json")]
    assert not [text for text in everything if "secret-1" in text]


async def test_examples_carry_the_demo_worlds_values_in_development(browser: Browser) -> None:
    answer = await browser().get("/graphql/examples.json")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json() == {
        "development": True,
        "examples": [
            {
                "group": "professional",
                "name": "professional/agenda",
                "title": {"fr": "Mon agenda", "en": "My agenda"},
                "operation": "# fr: Mon agenda\n# en: My agenda\n"
                "query Agenda($id: ID!) { agenda(professionalId: $id) { id } }\n",
                "variables": {"id": "pro_1"},
            }
        ],
    }


async def test_outside_development_examples_stay_as_they_are_written(browser: Browser) -> None:
    answer = (await browser(demo=None).get("/graphql/examples.json")).json()
    assert answer["development"] is False
    assert [example["variables"] for example in answer["examples"]] == [{"id": "$professionalId"}]


def test_a_demo_callers_token_stays_out_of_logs() -> None:
    caller = DemoCaller(name="Dr Claire", function=Function.PROFESSIONAL, party="Lilas", token="secret-1")
    assert "secret-1" not in repr(caller)
