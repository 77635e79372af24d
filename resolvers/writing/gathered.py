"""Every fault of an input, told at once."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from resolvers.writing.fault import ErrorCode, Fault, Refused

V = TypeVar("V")
K = TypeVar("K")


class Gathered:
    """Collects the faults of an input; `prefix` is where the input stands in a larger one."""

    def __init__(self, *prefix: str, into: list[Fault] | None = None) -> None:
        self._prefix = prefix
        self._faults = [] if into is None else into

    def add(self, code: ErrorCode, *path: str, **details: Any) -> None:
        """Remember a fault of the input at a path."""
        self._faults.append(Fault(code, (*self._prefix, *path), details))

    def take(self, check: Callable[[V], K], value: V, *path: str) -> K | None:
        """Return what a check makes of a value, or None and remember why it refused it."""
        try:
            return check(value)
        except Refused as refused:
            self._learn(refused, *path)
            return None

    async def wait(self, asked: Awaitable[K]) -> K | None:
        """Return what is awaited, or None and remember why it was refused."""
        try:
            return await asked
        except Refused as refused:
            self._learn(refused)
            return None

    def within(self, *prefix: str) -> "Gathered":
        """Return a collector for a part of the input, whose faults are told with the others."""
        return Gathered(*self._prefix, *prefix, into=self._faults)

    def settle(self) -> None:
        """Raise Refused with everything gathered, if there is anything."""
        if self._faults:
            raise Refused(*self._faults)

    def settled(self, value: K | None) -> K:
        """Return a value that is only missing where a fault was gathered; raise Refused if one was."""
        self.settle()
        if value is None:
            raise LookupError("a value is missing and no fault says why")
        return value

    def _learn(self, refused: Refused, *path: str) -> None:
        for fault in refused.faults:
            self.add(fault.code, *path, *fault.path, **fault.details)
