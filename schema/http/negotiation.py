"""In which form an answer goes out."""

from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from schema.http.preference import Choice, preferences


class Form(Enum):
    """A form of answer; its value is the media type."""

    GRAPHQL = "application/graphql-response+json"
    JSON = "application/json"
    STREAM = "text/event-stream"


class Negotiated(NamedTuple):
    """The form of the answer (None: nothing acceptable), and whether a stream may be sent."""

    form: Form | None
    stream: bool
    page: bool


@lru_cache(maxsize=512)
def negotiate(accept: str | None) -> Negotiated:
    """What a client accepts, by q, then by the order of its list (RFC 9110, section 12.5.1).

    No `Accept` is taken for `application/graphql-response+json`; so are `*/*` and `application/*`.
    An event stream is the form of the answer only if it is preferred to both others; `stream` says that
    it is accepted at all, which a subscription needs. `page` says that `text/html` is listed by name.
    """
    if accept is None or not accept.strip():
        return Negotiated(Form.GRAPHQL, stream=True, page=False)
    choices = list(preferences(accept))
    ranked = sorted(_ranked(choices))
    return Negotiated(
        form=ranked[0][2] if ranked else None,
        stream=any(form is Form.STREAM for _, _, form in ranked),
        page=any(choice.name == "text/html" and choice.quality > 0 for choice in choices),
    )


def _ranked(choices: list[Choice]) -> list[tuple[float, tuple[int, int], Form]]:
    ranked = []
    for own, form in enumerate(Form):
        place, choice = _match(choices, form.value)
        if choice is not None and choice.quality > 0:
            ranked.append((-choice.quality, (place, own), form))
    return ranked


def _match(choices: list[Choice], media_type: str) -> tuple[int, Choice | None]:
    # The most specific range speaks for a type, whatever its place.
    for name in (media_type, media_type.partition("/")[0] + "/*", "*/*"):
        for place, choice in enumerate(choices):
            if choice.name == name and _readable(choice):
                return place, choice
    return len(choices), None


def _readable(choice: Choice) -> bool:
    charsets = [p for p in choice.parameters if p.startswith("charset=")]
    return all(charset in ("charset=utf-8", "charset=utf8") for charset in charsets)
