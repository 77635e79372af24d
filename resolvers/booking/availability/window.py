"""The span of time a caller asks about."""

from models.booking.slots.clock import DAY
from models.booking.slots.intervals import Span
from models.booking.slots.question import LAST_INSTANT, LONGEST_WINDOW
from permissions.refusal import Refusal

LONGEST_DAYS = 31


def check_window(start: int, end: int) -> None:
    """Refuse a window that is empty, reversed or longer than 31 days and the hour a clock goes back."""
    if not start < end <= start + LONGEST_WINDOW:
        raise Refusal("window", code="BAD_USER_INPUT", days=LONGEST_DAYS)


def ahead(start: int, end: int, now: int) -> Span | None:
    """Return the part of a window that is not over, or None where all of it is or no calendar reaches it.

    A visit that starts in it ends, buffers included, within two days, which a calendar reaches as well.
    """
    return (max(start, now), end) if now < end <= LAST_INSTANT - 2 * DAY else None
