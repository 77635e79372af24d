"""The one form of a telephone number and of an e-mail address, however they are typed."""

import unicodedata

import phonenumbers
from email_validator import EmailNotValidError, validate_email


def phone_form(text: str, region: str) -> str:
    """Return the number in E.164, or the bare digits of what cannot be a number of the region."""
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return "".join(letter for letter in text if letter.isdecimal())
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def email_form(text: str) -> str:
    """Return the address in lower case with its domain in ASCII; what is no address only loses its case."""
    plain = unicodedata.normalize("NFKC", text).strip()
    try:
        address = validate_email(plain, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError:
        return plain.casefold()
    return f"{address.local_part.casefold()}@{address.ascii_domain or address.domain}"
