"""Opaque identifiers: one text is primary key, GraphQL id and log id at once."""

import base64
import secrets
from enum import StrEnum

_NOISE_BYTES = 13  # 104 bits, of which the 20 characters kept carry 100
_NOISE_LENGTH = 20


class Kind(StrEnum):
    """The prefix that tells what an identifier names."""

    OPERATOR = "ope"
    PRACTICE = "pra"
    PROFESSIONAL = "pro"
    PLACE = "pla"
    AGENDA = "age"
    VISIT_TYPE = "vis"
    OPENING = "opn"
    PARTNER = "par"
    CONTACT = "con"
    RELATIONSHIP = "rel"
    APPOINTMENT = "apt"
    CLAIM = "clm"
    HOLD = "hol"
    SERIES = "ser"
    WAITLIST = "wai"
    ENTRY = "jou"
    ALERT = "ale"
    EVENT = "evt"
    EXTRA_OPENING = "ext"
    CLOSURE = "clo"
    RESOURCE_POOL = "poo"
    RESOURCE = "res"
    INSTRUCTION = "ins"
    RULE = "rul"
    ACCOUNT = "acc"
    API_CLIENT = "api"
    STATE = "sta"
    CONSENT = "csn"
    OBJECTION = "obj"
    TEAM = "tea"


_KINDS = {kind.value: kind for kind in Kind}


def new_id(kind: Kind) -> str:
    """Return a fresh identifier: it reveals its kind, and neither count nor time."""
    noise = base64.b32encode(secrets.token_bytes(_NOISE_BYTES)).decode().lower()
    return f"{kind}_{noise[:_NOISE_LENGTH]}"


def kind_of(identifier: str) -> Kind | None:
    """Return what an identifier names, or None for a text that is not one of ours."""
    prefix, _, noise = identifier.partition("_")
    well_formed = (
        len(noise) == _NOISE_LENGTH and noise.isascii() and noise.isalnum() and noise == noise.lower()
    )
    return _KINDS.get(prefix) if well_formed else None
