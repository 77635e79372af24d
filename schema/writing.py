"""From a mutation's input to a write that happens once."""

import dataclasses
from typing import Any

import orjson
import strawberry

from resolvers.writing.once import Write
from schema.context import Info


def idempotency_key() -> Any:
    """Return the input field of the key, which every mutation takes."""
    return strawberry.field(
        default=None,
        description="The same key for the same mutation from the same caller gets the same answer for 24 "
        "hours; with another input it is refused. Other mutations and other accounts have keys of their own. "
        "1 to 255 characters; the Idempotency-Key header counts where this is absent.",
    )


def write_of(info: Info, operation: str, asked: Any) -> Write:
    """Return the write an input asks for; the Idempotency-Key header counts where the input has no key."""
    content = _plain(asked)
    key = content.pop("idempotency_key", None)
    if key is None:
        key = info.context.idempotency_key
    return Write(operation, key, orjson.dumps(content, option=orjson.OPT_SORT_KEYS))


def _plain(value: Any) -> Any:
    """Return an input as plain data: what is absent is left out, what is null stays."""
    if dataclasses.is_dataclass(value):
        entries = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return {name: _plain(each) for name, each in entries.items() if each is not strawberry.UNSET}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value
