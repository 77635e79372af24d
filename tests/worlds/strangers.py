"""What other callers were given, for a role to try: it means another place in each of the worlds."""

from collections.abc import Mapping
from typing import Final

import orjson

from permissions.caller import Caller
from tests.schema.reading.cabinet import Cabinet
from tests.worlds.asking import Face, Request, Watch

_CURSORS: Final = "{ appointments(first: 50) { edges { cursor } } }"
_PLACES: Final = (9, 16, 19)
_HEADERS: Final = (
    (b"content-type", b"application/json"),
    (b"accept", b"application/graphql-response+json"),
    (b"x-request-id", b"request-of-a-stranger"),
)


async def marks_of(face: Face, cabinet: Cabinet, watch: Watch) -> Mapping[bytes, bytes]:
    """Return the cursors that stand in this world where a request of either world has a mark."""
    found: list[str] = []
    for role in ("officer", "desk"):
        found += await _cursors(face, cabinet.caller(role), watch)
    return {f"§cursor{number}§".encode(): each.encode() for number, each in enumerate(found)}


async def _cursors(face: Face, caller: Caller, watch: Watch) -> list[str]:
    request = Request(caller, orjson.dumps({"query": _CURSORS}), _HEADERS, 0, "stranger")
    seen = await face.ask(request, watch, {})
    edges = (seen.answer.get("data") or {"appointments": {"edges": []}})["appointments"]["edges"]
    return [edges[place]["cursor"] for place in _PLACES if place < len(edges)]
