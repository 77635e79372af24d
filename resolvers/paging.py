"""Keyset pages: a list is cut after a position, never by an offset."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from models.sealing.named_secrets import SecretName
from permissions.cursor import Position, open_cursor, seal_cursor
from permissions.refusal import Refusal
from resolvers.context import Context

DEFAULT_FIRST = 20
MOST_FIRST = 100

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a page starts and how long it is."""

    query: str
    first: int
    after: Position | None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Items in order, the cursor of each, and whether the list goes on on either side."""

    items: Sequence[T]
    cursors: Sequence[str]
    has_next: bool
    has_previous: bool


def cut_of(context: Context, query: object, first: int | None, after: str | None) -> Cut:
    """Return where a page starts; `query` is all that shapes the list and the order.

    Raises Refusal BAD_USER_INPUT for a size outside 1..100, or a cursor of another caller or query.
    """
    size = DEFAULT_FIRST if first is None else first
    if not 1 <= size <= MOST_FIRST:
        raise Refusal("page_size", code="BAD_USER_INPUT", most=MOST_FIRST)
    text = repr(query)
    return Cut(text, size, open_cursor(_secret(context), context.caller, text, after) if after else None)


def page_of(context: Context, cut: Cut, found: Sequence[T], position: Callable[[T], Position]) -> Page[T]:
    """Return a page of what was found beyond a cut; one more than `first` was asked of the database."""
    items = found[: cut.first]
    cursors = [seal_cursor(_secret(context), context.caller, cut.query, position(each)) for each in items]
    return Page(items, cursors, has_next=len(found) > cut.first, has_previous=cut.after is not None)


def _secret(context: Context) -> bytes:
    return context.installation.keyring.secret(SecretName.CURSOR)
