"""A stored world: professionals with full agendas, every personal value sealed as the product seals it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import time
from typing import Final

from benchmarks.agendas import CONTACTS, DAY, VISIT, VISITS_A_DAY, Agenda, Row
from benchmarks.deployment import settings_of
from benchmarks.plain_tables import PLAIN_TABLES
from benchmarks.question import Question
from models.callers.new_account import NewAccount, open_account
from models.ids import Kind, new_id
from models.privacy.presets import GDPR_APPLIES, install_presets
from models.sealing.keys import KeyRing
from models.storage.database import close_databases, open_databases
from models.storage.migrate import migrate
from models.storage.transaction import Transaction, in_transaction
from models.words import Function, PartyKind
from permissions.callers.issuing import issue_token
from schema.opening import opened
from schema.settings import Settings

FIRST: Final = int(datetime(2026, 11, 23, 7, tzinfo=UTC).timestamp())
_BATCH: Final = 25


@dataclass(frozen=True, slots=True)
class World:
    """Whose agenda is asked for, and the token that he asks with."""

    professional_id: str
    token: str

    def question(self, visits: int = VISITS_A_DAY) -> Question:
        """Return the question whose answer holds so many visits: part of a day, or whole days."""
        days, rest = divmod(visits, VISITS_A_DAY)
        seconds = days * DAY if days else rest * VISIT
        return Question(self.professional_id, _instant(FIRST), _instant(FIRST + seconds), self.token)


async def make_world(folder: Path, professionals: int) -> World:
    """Write so many professionals, 80 contacts and 400 visits each, into the databases of a folder."""
    settings = settings_of(folder)
    await open_databases(settings.databases)
    try:
        await migrate("data")
        await migrate("keys")
    finally:
        await close_databases()
    async with opened(settings) as keyring:
        await in_transaction(_foundation)
        ids: list[str] = []
        while len(ids) < professionals:
            ids += await _together(settings, keyring, range(len(ids), min(len(ids) + _BATCH, professionals)))
        return World(ids[0], await _token(settings, keyring, ids[0]))


async def _foundation(transaction: Transaction) -> None:
    operator = new_id(Kind.OPERATOR)
    await _insert(transaction, "operator", [{"id": operator, "name": "Optimum", "created_at": 0}])
    await install_presets(transaction, now=GDPR_APPLIES, chosen_by=operator)
    for statement in PLAIN_TABLES:
        await transaction.execute(statement)


async def _together(settings: Settings, keyring: KeyRing, numbers: range) -> list[str]:
    """Write many professionals in one transaction: each commit waits for the disk."""
    keys = await keyring.create_data_keys(
        [new_id(Kind.CONTACT) for _ in range(CONTACTS * len(numbers))], FIRST
    )
    owned = list(keys.items())
    agendas = [
        Agenda(settings.tenant, number, dict(owned[place * CONTACTS : (place + 1) * CONTACTS]), FIRST)
        for place, number in enumerate(numbers)
    ]

    async def work(transaction: Transaction) -> None:
        for agenda in agendas:
            for table, rows in agenda.rows():
                await _insert(transaction, table, rows)

    await in_transaction(work)
    return [agenda.professional_id for agenda in agendas]


async def _token(settings: Settings, keyring: KeyRing, professional_id: str) -> str:
    now = int(time())
    account = NewAccount(Function.PROFESSIONAL, PartyKind.PROFESSIONAL, professional_id, "bench")
    account_id = await open_account(account, now)
    issued = await issue_token(keyring, settings.tokens, account_id, now=now, lifetime_s=DAY)
    return issued.text


async def _insert(transaction: Transaction, table: str, rows: Sequence[Row]) -> None:
    names, marks = ", ".join(rows[0]), ", ".join("?" for _ in rows[0])
    sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"
    await transaction.executemany(sql, [tuple(row.values()) for row in rows])


def _instant(epoch: int) -> str:
    return datetime.fromtimestamp(epoch, UTC).isoformat()
