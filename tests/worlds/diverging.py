"""World B: the same as A but for what a role may not see. What that is, the matrix says, not the product."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random
from typing import Final

from models.sealing.cipher import Binding, seal
from models.sealing.named_secrets import SecretName
from models.sealing.search_tokens import SearchTokens
from models.sealing.values import Birth, Identity, Reach, Reason, encode
from models.sealing.values import Value as Personal
from models.storage.dialect import Value
from models.storage.transaction import Transaction, in_transaction
from models.words import Category
from permissions.controllership import load_controllership
from tests.factories import DAY, HOUR, NOW, contact_row
from tests.schema.reading.planted import Planted, person, words
from tests.worlds.furnished import Furnished
from tests.worlds.roles import OF_VISIT, SILENT, Role

APART: Final = 200
"""How far the number of a hidden value is from that of the value it stands for, in the other world."""
WAYS: Final = 3
"""What happens to a hidden value, in turns: it goes, it is longer, it is another."""
LONG: Final = " et plus longuement" * 6

_HELD: Final = {
    "IDENTITY": ("contact", "identity"),
    "REACH": ("contact", "reach"),
    "BIRTH": ("contact", "birth"),
    "PHYSICIAN": ("contact", "physician"),
    "REASON": ("appointment", "reason"),
    "NOTE": ("appointment", "note"),
}


@dataclass
class Divergence:
    """The writes that make world B for one role; `turn` shifts what happens to which record.

    `gone` are the ids of what world B does not have. In odd turns the role may lift restrictions, so that
    nothing differs that would come to light then.
    """

    house: Furnished
    role: Role
    turn: int
    writes: list[tuple[str, tuple[Value, ...]]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    @property
    def lifting(self) -> bool:
        return self.turn % 2 == 1

    def say(self, sql: str, *values: Value) -> None:
        self.writes.append((sql, values))

    def change(self, table: str, record_id: str, **columns: Value) -> None:
        pairs = ", ".join(f"{name} = ?" for name in columns)
        self.say(f"UPDATE {table} SET {pairs} WHERE id = ?", *columns.values(), record_id)

    async def apply(self) -> None:
        async def work(transaction: Transaction) -> None:
            for sql, values in self.writes:
                await transaction.execute(sql, *values)

        await in_transaction(work)


async def diverge_record(divergence: Divergence, name: str) -> None:
    """Change one record as far as the role cannot see."""
    record = divergence.house.cabinet.records[name]
    letters = divergence.role.letters(divergence.house.cabinet, name, lifting=divergence.lifting)
    contact_gone = all(letters[each] == "." for each in letters if each not in OF_VISIT)
    visit_gone = all(letters[each] == "." for each in OF_VISIT)
    way = (record.number + divergence.turn) % WAYS
    if contact_gone and visit_gone and way == 0 and not _something_stands_on(name, divergence.role):
        _remove_both(divergence, record)
        return
    if visit_gone:
        _change_absent_visit(divergence, record, way)
    if contact_gone:
        _change_absent_contact(divergence, record, alone=visit_gone)
    if not _half_erased(name, letters["REASON"]) and _type_hidden(divergence.role, letters["REASON"]):
        _change_type(divergence, record)
    await _diverge_values(divergence, name, letters, way)


async def _diverge_values(divergence: Divergence, name: str, letters: Mapping[str, str], way: int) -> None:
    """Change what the letters hide; a silent record may not even be silent in the other world."""
    record = divergence.house.cabinet.records[name]
    quiet = way == 0 and "hidden" in name and SILENT in letters.values()
    if quiet:
        divergence.change("contact", record.contact_id, states=None)
        divergence.say("DELETE FROM record_state WHERE record_id = ? AND kind = 'HIDDEN'", record.contact_id)
    keyed = not any(word in name for word in ("erased", "both", "keyless"))
    values = _values(record.number + (APART if keyed else 2 * APART))
    for place, (category, letter) in enumerate(letters.items()):
        if letter == "P":
            await _replace(divergence, record, category, _alike(record, values[category]))
        elif letter in "WRES." and not _half_erased(name, letter):
            turn = 0 if quiet and letter == SILENT else (way + place) % WAYS
            kept = _otherwise(values[category], way=turn)
            await _replace(divergence, record, category, kept, keyed=keyed)


def _half_erased(name: str, letter: str) -> bool:
    """Whether only the key of a record is gone: then ERASED itself tells that something was there."""
    return "keyless" in name and letter == "E"


def _something_stands_on(name: str, role: Role) -> bool:
    """Whether a role would miss a record it does not see; who left a care team knows that he was in it."""
    left = name == "team-left" and role.states == "member"
    return left or name in {"child-ended", "child-later", "phone", "phone-over", "agenda-over"}


def _values(number: int) -> dict[str, Personal]:
    identity, reach, birth, physician = person(number)
    reason, note = words(number)
    every = (identity, reach, birth, physician, reason, note)
    order = ("IDENTITY", "REACH", "BIRTH", "PHYSICIAN", "REASON", "NOTE")
    return dict(zip(order, every, strict=True))


def _alike(record: Planted, value: Personal) -> Personal:
    """Return another value with the same partial form as the record's own."""
    sparse = set(record.raw) == {"lastName"}
    match value:
        case Identity() if sparse:
            return Identity(f"{value.last_name}longuement")
        case Identity():
            return replace(value, last_name=f"{value.last_name}longuement")
        case Reach(address=address) if address is not None:
            city = f"Villecache{record.number:03d}"
            return replace(value, address=replace(address, city=city, lines=(*address.lines, "b")))
    return value


def _otherwise(value: Personal, *, way: int) -> Personal | None:
    if way == 0:
        return None
    if way == 1 and isinstance(value, Identity):
        return replace(value, last_name=f"{value.last_name}{'longuement' * 8}")
    if way == 1 and isinstance(value, Reason):
        return Reason(value.text + LONG)
    if way == 1 and isinstance(value, Birth):
        return Birth(date(2015, 5, 5))
    return value


async def _replace(
    divergence: Divergence, record: Planted, category: str, value: Personal | None, *, keyed: bool = True
) -> None:
    """Seal another value, or none, in the place of a record's own; what can be searched for follows."""
    table, column = _HELD[category]
    record_id = record.contact_id if table == "contact" else record.appointment_id
    sealed: bytes | None = None
    if value is not None and not keyed:
        sealed = Random(record_id).randbytes(157)  # noqa: S311 - what is left of a value whose key is gone
    elif value is not None:
        here = divergence.house.cabinet.world.here
        keys = await here.keyring.data_keys([record.contact_id])
        sealed = seal(encode(value), keys[record.contact_id], Binding(here.tenant, table, column, record_id))
    divergence.change(table, record_id, **{column: sealed})
    if table == "contact" and keyed:
        await _make_findable(divergence, record, Category(category), value)


_TOKENS: Final = {
    Category.IDENTITY: ("NAME",),
    Category.REACH: ("PHONE", "EMAIL"),
    Category.BIRTH: ("BIRTH",),
}


async def _make_findable(
    divergence: Divergence, record: Planted, category: Category, value: Personal | None
) -> None:
    for kind in _TOKENS.get(category, ()):
        divergence.say("DELETE FROM search_token WHERE contact_id = ? AND kind = ?", record.contact_id, kind)
    if not isinstance(value, Identity | Reach | Birth):
        return
    here, row = divergence.house.cabinet.world.here, await contact_row(record.contact_id)
    rules = await load_controllership(here.operator_id)
    wall = rules.controller(row.channel, row.collected_at, row.professional_id).party_id
    for each in SearchTokens(here.keyring.secret(SecretName.SEARCH)).tokens_of(wall, value):
        divergence.say(
            "INSERT INTO search_token (token, contact_id, kind) VALUES (?, ?, ?)",
            each.token,
            record.contact_id,
            each.kind,
        )


def _remove_both(divergence: Divergence, record: Planted) -> None:
    """Let a record not be there at all; its time stays taken, as anybody may know."""
    contact, visit = record.contact_id, record.appointment_id
    divergence.gone += [contact, visit]
    divergence.say("DELETE FROM appointment WHERE id = ?", visit)
    for table in ("search_token", "waitlist", "contact_block", "record_state", "care_team"):
        divergence.say(f"DELETE FROM {table} WHERE contact_id = ?", contact)
    divergence.say("DELETE FROM relationship WHERE contact_id = ? OR relative_id = ?", contact, contact)
    divergence.say("DELETE FROM contact WHERE id = ?", contact)


def _change_absent_visit(divergence: Divergence, record: Planted, way: int) -> None:
    if way == 0:
        divergence.gone.append(record.appointment_id)
        divergence.say("DELETE FROM appointment WHERE id = ?", record.appointment_id)
        return
    divergence.change(
        "appointment",
        record.appointment_id,
        status="CONFIRMED" if way == 1 else "ARRIVED",
        version=7,
        mode="VIDEO",
        note_about_third_party=True,
        override_reason="URGENT",
        created_at=NOW - 3 * DAY,
    )


def _change_absent_contact(divergence: Divergence, record: Planted, *, alone: bool) -> None:
    """Change the row of an absent contact; its states show on a visit that is there."""
    columns: dict[str, Value] = {"version": 9, "updated_at": NOW - 1, "entered_by_account": "acc_other"}
    if alone:
        columns["restricted_at"] = NOW - 2 * HOUR if record.number % 2 else None
        columns["collected_at"] = NOW - 2 * DAY
        columns["states"] = "OBJECTED:CARE"
    divergence.change("contact", record.contact_id, **columns)


def _type_hidden(role: Role, letter: str) -> bool:
    """Whether the type of a visit, which is its reason in part, is withheld from a role."""
    return letter in "RE." or (letter == "W" and not role.books)


def _change_type(divergence: Divergence, record: Planted) -> None:
    if record.professional_id == divergence.house.cabinet.world.doctor:
        divergence.change("appointment", record.appointment_id, visit_type_id=divergence.house.other_type)
