"""What a request says beside its document."""

import re
from dataclasses import dataclass

from models.words import Language
from schema.http.exchange import Exchange
from schema.http.refusals import header_refused

_KEY = re.compile(r'"?([\x21\x23-\x5b\x5d-\x7e]{1,128})"?', re.ASCII)
_WORD = re.compile(r"[A-Z_]{1,40}", re.ASCII)


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """What a context is made of beside the caller.

    `language` is the answer's, `now` the UTC second of arrival; `idempotency_key` and `purpose` are the
    headers `Idempotency-Key` and `X-Purpose`, None if absent.
    """

    language: Language
    request_id: str
    now: int
    idempotency_key: str | None
    purpose: str | None


def facts_of(exchange: Exchange) -> RequestFacts:
    """The facts of a request; refuses malformed headers (400).

    `Idempotency-Key` is 1 to 128 visible ASCII characters, quoted or not; `X-Purpose` is a word in
    capitals, whose meaning is not judged here.
    """
    return RequestFacts(
        language=exchange.language,
        request_id=exchange.request_id,
        now=exchange.now,
        idempotency_key=_matched(exchange, "Idempotency-Key", _KEY),
        purpose=_matched(exchange, "X-Purpose", _WORD),
    )


def _matched(exchange: Exchange, name: str, form: re.Pattern[str]) -> str | None:
    value = exchange.headers.get(name.lower().encode())
    if value is None:
        return None
    match = form.fullmatch(value.decode("latin-1").strip())
    if match is None:
        raise header_refused(name)
    return match[match.lastindex or 0]
