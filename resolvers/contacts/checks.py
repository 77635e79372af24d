"""What may be written of a person: each check returns the value in its one form, or refuses it."""

import unicodedata
from datetime import UTC, date, datetime, timedelta
from typing import Final

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from stdnum import luhn

from models.sealing.values import Physician, PostalAddress
from resolvers.writing.fault import ErrorCode, refuse
from resolvers.writing.gathered import Gathered
from resolvers.writing.plain_text import one_line

REGION: Final = "FR"
LONGEST_NAME: Final = 100
LONGEST_LINE: Final = 100
LONGEST_POSTCODE: Final = 16
MOST_LINES: Final = 5
OLDEST: Final = date(1900, 1, 1)
_AHEAD: Final = timedelta(hours=14)  # where the day begins first (UTC+14, Kiribati)
_RPPS_DIGITS: Final = 11
_IN_NAMES: Final = frozenset(" -'.\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{RIGHT SINGLE QUOTATION MARK}")


def name(text: str) -> str:
    """Return a name in NFC: letters, marks, spaces, hyphens, apostrophes and periods, 100 at most."""
    plain = one_line(text, LONGEST_NAME)
    if plain is None or not all(each in _IN_NAMES or unicodedata.category(each)[0] in "LM" for each in plain):
        raise refuse(ErrorCode.INVALID_NAME)
    if not any(unicodedata.category(each)[0] == "L" for each in plain):
        raise refuse(ErrorCode.INVALID_NAME)
    return plain


def phone(text: str) -> str:
    """Return a telephone number in E.164; without a country code it is read as a French one."""
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        raise refuse(ErrorCode.INVALID_PHONE) from None
    if number.extension or not phonenumbers.is_valid_number(number):
        raise refuse(ErrorCode.INVALID_PHONE)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def email(text: str) -> str:
    """Return an e-mail address in its normal form (RFC 5321, 6531); the domain is not asked for."""
    try:
        return validate_email(text.strip(), check_deliverability=False).normalized
    except EmailNotValidError:
        raise refuse(ErrorCode.INVALID_EMAIL) from None


def birth_date(day: date, now: int) -> date:
    """Return a birth date between 1900 and today, wherever on earth today is."""
    if not OLDEST <= day <= (datetime.fromtimestamp(now, UTC) + _AHEAD).date():
        raise refuse(ErrorCode.INVALID_BIRTH_DATE)
    return day


def address(given: PostalAddress) -> PostalAddress:
    """Return a postal address: a town at least, five lines at most, in France unless it says where."""
    faults = Gathered()
    lines = faults.take(_lines, given.lines, "lines")
    postcode = faults.take(_postcode, given.postcode, "postcode") if given.postcode is not None else None
    city = faults.take(_town, given.city or "", "city")
    country = faults.take(_country, given.country or REGION, "country")
    faults.settle()
    return PostalAddress(lines or (), postcode, city, country)


def physician(given: Physician) -> Physician:
    """Return a treating physician; an RPPS has 11 digits, the last of which checks the others."""
    faults = Gathered()
    called = faults.take(name, given.name, "name")
    city = faults.take(_town, given.city, "city") if given.city is not None else None
    number = faults.take(rpps, given.rpps, "rpps") if given.rpps is not None else None
    faults.settle()
    return Physician(called or "", city, number)


def rpps(text: str) -> str:
    """Return an RPPS, the number of a health professional in the French register (Luhn, ISO/IEC 7812-1)."""
    number = text.replace(" ", "")
    digits = len(number) == _RPPS_DIGITS and number.isascii() and number.isdecimal()
    if not digits or not luhn.is_valid(number):
        raise refuse(ErrorCode.INVALID_RPPS)
    return number


def _lines(given: tuple[str, ...]) -> tuple[str, ...]:
    lines = [one_line(line, LONGEST_LINE) for line in given if line.strip()]
    if len(lines) > MOST_LINES or None in lines:
        raise refuse(ErrorCode.INVALID_ADDRESS)
    return tuple(line for line in lines if line)


def _postcode(text: str) -> str:
    return _kept(one_line(text, LONGEST_POSTCODE))


def _town(text: str) -> str:
    return _kept(one_line(text, LONGEST_LINE))


def _country(text: str) -> str:
    return _kept(text.upper() if text.upper() in phonenumbers.SUPPORTED_REGIONS else None)


def _kept(part: str | None) -> str:
    if part is None:
        raise refuse(ErrorCode.INVALID_ADDRESS)
    return part
