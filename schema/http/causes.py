"""What lies behind a library's error."""

from collections.abc import Iterator

from graphql import GraphQLError

from permissions.refusal import Refusal


def causes_of(error: BaseException) -> Iterator[BaseException]:
    """An error and the ones it wraps, outermost first; never twice the same."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = getattr(current, "original_error", None) or current.__cause__


def refusal_in(error: BaseException) -> Refusal | None:
    """The refusal an error carries, if it is one."""
    return next((cause for cause in causes_of(error) if isinstance(cause, Refusal)), None)


def fault_in(error: BaseException) -> BaseException:
    """The first cause that is not the library's own wrapping; the error itself if it has none."""
    return next((cause for cause in causes_of(error) if not isinstance(cause, GraphQLError)), error)
