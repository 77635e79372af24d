"""Scalars of the contract, each with the specification it follows."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, NewType

from graphql import GraphQLError
from strawberry import scalar
from strawberry.types.scalar import ScalarDefinition

Instant = NewType("Instant", int)
Day = NewType("Day", date)
LocalTime = NewType("LocalTime", int)
Duration = NewType("Duration", int)
TimeZone = NewType("TimeZone", str)
PhoneNumber = NewType("PhoneNumber", str)
EmailAddress = NewType("EmailAddress", str)
CountryCode = NewType("CountryCode", str)

_DURATION = re.compile(
    r"P(?:([0-9]{1,4})W|(?=[0-9T])(?:([0-9]{1,4})D)?"
    r"(?:T(?=[0-9])(?:([0-9]{1,5})H)?(?:([0-9]{1,7})M)?(?:([0-9]{1,7})S)?)?)"
)
"""ISO 8601 lengths that do not depend on the calendar (RFC 3339, appendix A)."""
_LATEST = 253402300800  # the year 10000, where ISO dates end
_LONGEST_TEXT = 254  # of an e-mail address (RFC 5321, 4.5.3.1.3), the longest of our texts


@lru_cache(maxsize=16384)
def _write_instant(epoch: int) -> str:
    return datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _read_instant(text: Any) -> Instant:
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        raise GraphQLError("a DateTime is an RFC 3339 text such as 2026-11-23T09:00:00+01:00") from None
    if moment.tzinfo is None or moment.microsecond:
        raise GraphQLError("a DateTime carries its offset and whole seconds")
    epoch = int(moment.timestamp())
    if not 0 <= epoch < _LATEST:
        raise GraphQLError("a DateTime lies between 1970 and 9999")
    return Instant(epoch)


def _read_day(text: Any) -> Day:
    try:
        return Day(date.fromisoformat(text))
    except (TypeError, ValueError):
        raise GraphQLError("a Date is written YYYY-MM-DD") from None


def _write_local_time(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _read_local_time(text: Any) -> LocalTime:
    hours, colon, minutes = text.partition(":") if isinstance(text, str) else ("", "", "")
    if not (colon and len(text) == len("09:30") and hours.isdecimal() and minutes.isdecimal()):
        raise GraphQLError("a LocalTime is written HH:MM")
    if int(minutes) >= 60 or int(hours) * 60 + int(minutes) > 24 * 60:  # noqa: PLR2004 - a clock
        raise GraphQLError("a LocalTime lies between 00:00 and 24:00")
    return LocalTime(int(hours) * 60 + int(minutes))


def _write_duration(minutes: int) -> str:
    return f"PT{minutes}M"


def _read_duration(text: Any) -> Duration:
    found = _DURATION.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise GraphQLError(
            "a Duration is written in weeks, days, hours and minutes, such as PT30M, PT1H30M or P7D; months "
            "and years have no one length"
        )
    weeks, days, hours, minutes, seconds = (int(each or 0) for each in found.groups())
    if seconds % 60:
        raise GraphQLError("a Duration has whole minutes")
    return Duration(((weeks * 7 + days) * 24 + hours) * 60 + minutes + seconds // 60)


def _reader(name: str) -> Callable[[Any], str]:
    def read(text: Any) -> str:
        if not isinstance(text, str) or not text or len(text) > _LONGEST_TEXT:
            raise GraphQLError(f"{name} is a text of at most {_LONGEST_TEXT} characters")
        return text

    return read


def _text(name: str, description: str, url: str) -> ScalarDefinition:
    return scalar(name=name, description=description, specified_by_url=url, parse_value=_reader(name))


SCALARS: dict[object, ScalarDefinition] = {
    Instant: scalar(
        name="DateTime",
        description="An instant with its offset and whole seconds; answers are in UTC.",
        specified_by_url="https://datatracker.ietf.org/doc/html/rfc3339#section-5.6",
        serialize=_write_instant,
        parse_value=_read_instant,
    ),
    Day: scalar(
        name="Date",
        description="A calendar day, YYYY-MM-DD.",
        specified_by_url="https://datatracker.ietf.org/doc/html/rfc3339#section-5.6",
        serialize=date.isoformat,
        parse_value=_read_day,
    ),
    LocalTime: scalar(
        name="LocalTime",
        description="A time of day on the clock of a place, HH:MM; 24:00 ends a day.",
        specified_by_url="https://scalars.graphql.org/andimarek/local-time",
        serialize=_write_local_time,
        parse_value=_read_local_time,
    ),
    Duration: scalar(
        name="Duration",
        description="A length of time: PT30M, PT1H30M, P7D or P2W, in whole minutes, a day being 24 hours; "
        "answers are in minutes alone, such as PT90M. Months and years are refused: they have no one length.",
        specified_by_url="https://datatracker.ietf.org/doc/html/rfc3339#appendix-A",
        serialize=_write_duration,
        parse_value=_read_duration,
    ),
    TimeZone: _text(
        "TimeZone", "An IANA time zone, such as Europe/Paris.", "https://www.iana.org/time-zones"
    ),
    PhoneNumber: _text(
        "PhoneNumber",
        "A telephone number: E.164 in answers; inputs may be national, read in the country of the place.",
        "https://www.itu.int/rec/T-REC-E.164",
    ),
    EmailAddress: _text(
        "EmailAddress", "An e-mail address.", "https://datatracker.ietf.org/doc/html/rfc5321#section-4.1.2"
    ),
    CountryCode: _text(
        "CountryCode",
        "An ISO 3166-1 alpha-2 country code.",
        "https://www.iso.org/iso-3166-country-codes.html",
    ),
}
"""The scalars by the Python type that stands for each in the schema's code."""
