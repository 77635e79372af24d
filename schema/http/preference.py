"""Header lists whose entries carry a weight."""

from collections.abc import Iterator
from typing import NamedTuple

MAX_CHOICES = 50
"""Longer lists are cut: no client needs more, and reading stays bounded."""


class Choice(NamedTuple):
    """One entry: its name in lower case, its parameters in lower case, its q from 0 to 1."""

    name: str
    parameters: tuple[str, ...]
    quality: float


def preferences(header: str) -> Iterator[Choice]:
    """The entries of `Accept` or `Accept-Language` in their order (RFC 9110, section 12.4.2).

    A q that is no number from 0 to 1 makes its entry count as refused (0).
    """
    for entry in header.lower().split(",")[:MAX_CHOICES]:
        name, *rest = (part.strip() for part in entry.split(";"))
        weights = [part[2:] for part in rest if part.startswith("q=")]
        parameters = tuple(part.replace('"', "") for part in rest if part and not part.startswith("q="))
        if name:
            yield Choice(name, parameters, _quality(weights[0]) if weights else 1.0)


def _quality(text: str) -> float:
    # float() would take "nan", "1e-3" and "१"; the grammar has digits and one point.
    if not text.isascii() or not text.replace(".", "", 1).isdigit():
        return 0.0
    value = float(text)
    return value if value <= 1 else 0.0
