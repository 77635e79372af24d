"""What a compiled selection is, and how it gives up."""

from collections.abc import Callable
from inspect import iscoroutine
from typing import Any, TypeAlias

Plan: TypeAlias = Callable[[Any], Any]
"""From what a resolver returned to what stands in the answer; raises whatever it cannot complete."""


class Unusual(Exception):
    """A plan met what it was not made for: the library does the whole of it again, errors included."""


def unusual(value: Any) -> Unusual:
    """Return what to raise over a value; nobody will await it here any more."""
    if iscoroutine(value):
        value.close()
    return Unusual()
