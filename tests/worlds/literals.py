"""Values as they are written in a document."""

import json
from typing import Any

from graphql import GraphQLEnumType, get_named_type

from tests.worlds.documents import Asked


def literal(value: Any, asked: Asked) -> str:
    """Return a value as it is written in a document."""
    return _written(value, get_named_type(asked.kind))


def _written(value: Any, kind: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_written(each, kind) for each in value) + "]"
    if isinstance(value, dict):
        inner = {
            name: _written(each, get_named_type(kind.fields[name].type))
            for name, each in value.items()
            if name in getattr(kind, "fields", {})
        }
        return "{" + ", ".join(f"{name}: {text}" for name, text in inner.items()) + "}"
    if isinstance(kind, GraphQLEnumType) and isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
