"""A small company with one practice, one partner and one contact, and the tokens of its people."""

from dataclasses import dataclass
from typing import Final

from models.sealing.keys import KeyRing, open_keyring
from models.sealing.master_key import new_master_key, parse_master_keys
from models.storage.transaction import Transaction, in_transaction
from models.words import Function
from permissions.callers.accounts import create_account
from permissions.callers.issuing import issue_token
from permissions.callers.tokens import IssuedToken, TokenSettings

NOW: Final = 1_800_000_000
SETTINGS: Final = TokenSettings("https://api.example", "paravent")

OPERATOR: Final = "ope_aaaaaaaaaaaaaaaaaaaa"
PRACTICE: Final = "pra_aaaaaaaaaaaaaaaaaaaa"
DOCTOR: Final = "pro_aaaaaaaaaaaaaaaaaaaa"
COLLEAGUE: Final = "pro_bbbbbbbbbbbbbbbbbbbb"
STRANGER: Final = "pro_cccccccccccccccccccc"
PARTNER: Final = "par_aaaaaaaaaaaaaaaaaaaa"
CONTACT: Final = "con_aaaaaaaaaaaaaaaaaaaa"
RPPS: Final = "10001234567"

PARTY_OF: Final = {
    Function.PROFESSIONAL: DOCTOR,
    Function.ASSISTANT: PRACTICE,
    Function.DESK_AGENT: OPERATOR,
    Function.PARTNER_SITE: PARTNER,
    Function.CONTACT: CONTACT,
    Function.PROTECTION_OFFICER: OPERATOR,
    Function.TECHNICAL_ADMIN: OPERATOR,
}

_PARTIES = """
INSERT INTO {table} (id, name, created_at) VALUES (?, ?, ?)
"""
_PROFESSIONAL = """
INSERT INTO professional (id, slug, sector, profession, profession_key, display_name, name_key, rpps,
    practice_id, languages, collects, created_at)
VALUES (?, ?, 'HEALTH', 'physician', 'physician', ?, ?, ?, ?, 'fr', 'IDENTITY', ?)
"""
_CONTACT = """
INSERT INTO contact (id, channel, entered_by, collected_at, updated_at) VALUES (?, 'PHONE', ?, ?, ?)
"""


@dataclass(frozen=True, slots=True)
class World:
    """What the tests need to make credentials."""

    keyring: KeyRing

    async def account(self, function: Function, **more: str) -> str:
        """Open an account in a function for its party."""
        return await create_account(
            function=function, party_id=PARTY_OF[function], name="Staff", now=NOW, **more
        )

    async def token(self, account_id: str, *, strong: bool = False) -> IssuedToken:
        """Issue an hour's token."""
        return await issue_token(self.keyring, SETTINGS, account_id, now=NOW, lifetime_s=3600, strong=strong)


async def build() -> World:
    """Fill the open databases."""
    await in_transaction(_fill)
    return World(await open_keyring(parse_master_keys(new_master_key()), NOW))


async def _fill(transaction: Transaction) -> None:
    for table, party in (("operator", OPERATOR), ("practice", PRACTICE), ("partner", PARTNER)):
        await transaction.execute(_PARTIES.format(table=table), party, table, NOW)
    people = ((DOCTOR, RPPS, PRACTICE), (COLLEAGUE, None, PRACTICE), (STRANGER, None, None))
    for person, rpps, practice in people:
        await transaction.execute(_PROFESSIONAL, person, person, "Dr", "dr", rpps, practice, NOW)
    await transaction.execute(_CONTACT, CONTACT, OPERATOR, NOW, NOW)
