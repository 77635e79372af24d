"""The name by which a request is found again."""

import re
from secrets import token_hex

from starlette.types import Scope

_WELL_FORMED = re.compile(rb"[A-Za-z0-9][A-Za-z0-9._-]{7,63}", re.ASCII)
KEY = "paravent.request_id"
HEADER = b"x-request-id"


def request_id_of(scope: Scope) -> str:
    """The request's id, the same for as long as it lasts.

    The client's `X-Request-Id` if it stands once and is 8 to 64 letters, digits, `.`, `_` or `-`, else a
    new one of 24 hexadecimal digits.
    """
    known = scope.get(KEY)
    if known is None:
        given = [value for name, value in scope["headers"] if name == HEADER]
        well_formed = len(given) == 1 and _WELL_FORMED.fullmatch(given[0])
        known = scope[KEY] = given[0].decode("ascii") if well_formed else token_hex(12)
    return str(known)
