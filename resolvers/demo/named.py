"""Identifiers of the demo world: made from names, so that they are the same in every run."""

import base64
import hashlib

from models.ids import Kind

_LENGTH = 20


def demo_id(kind: Kind, name: str) -> str:
    """Return the identifier of what bears this name in the demo world, in the form of all identifiers."""
    digest = hashlib.sha256(f"paravent demo {kind} {name}".encode()).digest()
    return f"{kind}_{base64.b32encode(digest).decode().lower()[:_LENGTH]}"
