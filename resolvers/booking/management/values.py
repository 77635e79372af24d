"""What may be written of an agenda: each check returns the value as it is stored, or refuses it."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final
from zoneinfo import available_timezones

import holidays
import phonenumbers

from resolvers.writing.fault import Because, ErrorCode, refuse
from resolvers.writing.gathered import Gathered
from resolvers.writing.plain_text import one_line

LONGEST_NAME: Final = 100
TWO_YEARS: Final = 2 * 366 * 24 * 60
"""The longest notice, horizon and cancellation window, in minutes."""

Check = Callable[[Any], Any]
_NO_PLACES: Final = frozenset({"localtime", "posixrules", "Factory"})


def label(text: str) -> str:
    """Return a name on one line, 100 characters at most."""
    plain = one_line(text, LONGEST_NAME)
    if plain is None:
        raise refuse(ErrorCode.INVALID_TEXT, because=Because.LENGTH, least=1, most=LONGEST_NAME)
    return plain


def between(least: float, most: float) -> Check:
    """Return the check that a number lies within its bounds, both included."""
    return _within(Because.RANGE, least, most)


def minutes(least: int, most: int) -> Check:
    """Return the check that a length of time in minutes lies within its bounds, both included."""
    return _within(Because.MINUTES, least, most)


def _within(because: Because, least: float, most: float) -> Check:
    def check(number: float) -> float:
        if not least <= number <= most:
            raise refuse(ErrorCode.INVALID_NUMBER, because=because, least=least, most=most)
        return number

    return check


def words(given: Iterable[StrEnum]) -> str:
    """Return words of a closed list as they are stored: at least one, each once, sorted."""
    found = sorted({each.value for each in given})
    if not found:
        raise refuse(ErrorCode.MISSING_REQUIRED_DATA)
    return " ".join(found)


def time_zone(name: str) -> str:
    """Return an IANA time zone."""
    if name not in _zones():
        raise refuse(ErrorCode.INVALID_ZONE)
    return name


def country(code: str) -> str:
    """Return an ISO 3166-1 alpha-2 country code in capitals."""
    if code.upper() not in phonenumbers.SUPPORTED_REGIONS:
        raise refuse(ErrorCode.INVALID_REGION)
    return code.upper()


def holiday_region(code: str, of_country: str) -> str:
    """Return a region whose public holidays differ from its country's, as the holidays library names it."""
    if code not in holidays.list_supported_countries().get(of_country, []):
        raise refuse(ErrorCode.INVALID_REGION)
    return code


def checked(
    given: Mapping[str, Any], checks: Mapping[str, Check], nullable: Iterable[str], faults: Gathered
) -> dict[str, Any]:
    """Return what was given, by column, as it is stored; every value out of bounds becomes a fault.

    A null is kept for a nullable column, and otherwise is a value that is missing.
    """
    columns: dict[str, Any] = {}
    for name, value in given.items():
        path = camel(name)
        if value is None:
            columns[name] = None
            if name not in nullable:
                faults.add(ErrorCode.MISSING_REQUIRED_DATA, path)
        else:
            columns[name] = faults.take(checks[name], value, path)
    return columns


def camel(name: str) -> str:
    """Return the name of a column as clients know it."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones()) - _NO_PLACES
