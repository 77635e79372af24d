"""Partial forms: pure functions from a value to what may be shown of it."""

from datetime import date

_DOT = "•"


def initials(name: str) -> str:
    """Return the initial of each part of a name: `Jean-Luc` gives `J.-L.`."""
    parts = ["-".join(f"{piece[0].upper()}." for piece in word.split("-") if piece) for word in name.split()]
    return " ".join(part for part in parts if part)


def last_digits(phone: str) -> str:
    """Return a phone number with only its last two digits left."""
    return f"{_DOT * 2} {_DOT * 2} {_DOT * 2} {_DOT * 2} {phone[-2:]}"


def first_letter_and_domain(email: str) -> str:
    """Return an e-mail address with only its first letter and its domain left."""
    local, _, domain = email.rpartition("@")
    return f"{local[:1]}{_DOT * 3}@{domain}"


def year(day: date) -> str:
    """Return the year of a date."""
    return f"{day.year:04d}"
