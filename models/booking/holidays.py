"""Public holidays by rule, with regional variants."""

from datetime import UTC, date, datetime
from functools import lru_cache

import holidays

_YEARS = 3


def holidays_of(country: str, region: str | None, now: int) -> tuple[date, ...]:
    """Return the public holidays of a country, or of a region of it (ISO 3166-2), sorted.

    They reach from last year to the year after next. A country the library does not know has none.
    """
    return _of_years(country, region, datetime.fromtimestamp(now, UTC).year)


@lru_cache(maxsize=256)
def _of_years(country: str, region: str | None, year: int) -> tuple[date, ...]:
    if country not in holidays.list_supported_countries():
        return ()
    years = range(year - 1, year + _YEARS)
    return tuple(sorted(holidays.country_holidays(country, subdiv=region, years=years)))
