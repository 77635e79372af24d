"""A record at an instant, and who stood around it then: what explaining a decision of that instant needs.

Of what is not dated the present counts: times, who booked, who wrote the note, secrecy, how often it was
written.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models.booking.record import AppointmentRecord
from models.privacy.record import InstructionRecord
from models.privacy.states import StateInForce, written
from models.storage.dialect import Row, among, listed
from models.storage.reading import fetch
from models.words import Function, LegalPower, StateKind
from permissions.controllership import Controllership
from permissions.instructions import instructions_at
from permissions.standing import Record
from permissions.ties import known_hand


@dataclass(frozen=True, slots=True)
class Moment:
    """`record` as it was; the professionals who held it with their practices, and who acted for the person.

    `opened` are the accounts that had opened its archive; `accounts` those that had opened it or broken the
    glass, by function and party.
    """

    instant: int
    record: Record
    controllership: Controllership
    instructions: Mapping[str, list[InstructionRecord]]
    professionals: Mapping[str, str | None]
    represented_by: frozenset[str]
    related_to: frozenset[str]
    guaranteed: bool
    archived: bool
    opened: frozenset[str]
    accounts: Mapping[tuple[str, str], str]

    def without_silence(self) -> Record:
        """Return the record as if nothing of it had been silenced: no explanation may tell of silence."""
        states = _loud(self.record.states)
        if isinstance(self.record, AppointmentRecord):
            person = _loud(self.record.person_states)
            return self.record._replace(states=states, person_states=person, secret=False)
        return self.record._replace(states=states)


async def moment_of(
    record: Record, instant: int, controllership: Controllership, *, to_representative: bool = False
) -> Moment:
    """Return a record of today at another instant, in a constant number of statements.

    Around it stand, `to_representative`, only the professionals of whom who acts for a minor may know.
    """
    states = await fetch(_STATES, listed({record.id, record.contact_id}), instant, instant, instant)
    holder, operator_id = record.professional_id, controllership.operator_id
    sql, bound = _around(record, instant, known=to_representative)
    around = await fetch(sql, *bound)
    relatives = await fetch(_RELATIVES, record.contact_id, instant, instant)
    [own] = await fetch(_OWN.format("appointment" if _is_visit(record) else "contact"), record.id)
    guarantee = own["guarantee_until"]
    opening = [row for row in states if row["kind"] in _OPENING and row["record_id"] == record.id]
    return Moment(
        instant=instant,
        record=_as_it_was(record, states, instant),
        controllership=controllership,
        instructions=await instructions_at({holder} if holder else (), operator_id, instant),
        professionals={row["id"]: row["practice_id"] for row in around},
        represented_by=frozenset(row["contact_id"] for row in relatives if row["power"] != LegalPower.NONE),
        related_to=frozenset(row["contact_id"] for row in relatives),
        guaranteed=guarantee is None or guarantee >= instant,
        archived=_since(states, StateKind.ARCHIVED, own["archived_at"], instant, of=record.id) is not None,
        opened=frozenset(row["target"] for row in opening if row["kind"] == StateKind.ARCHIVE_OPENED),
        accounts={(row["set_by_function"], row["set_by_party"]): row["target"] for row in opening},
    )


_OPENING = frozenset({StateKind.BREAK_GLASS, StateKind.ARCHIVE_OPENED})
"""The states that open a record to one account: their target."""

_STATES = f"""
SELECT record_id, kind, target, valid_from, valid_until, set_by_function, set_by_party FROM record_state
WHERE {among("record_id")} AND valid_from <= ? AND (valid_until IS NULL OR valid_until > ?)
    AND (ended_at IS NULL OR ended_at > ?)
"""
_RELATIVES = """
SELECT contact_id, power FROM relationship
WHERE relative_id = ? AND valid_from <= ? AND (valid_until IS NULL OR valid_until > ?)
"""
_OWN = """
SELECT r.archived_at, p.guarantee_until FROM {} r LEFT JOIN partner p ON p.id = r.partner_id WHERE r.id = ?
"""
_TEAM = """
SELECT t.member_id FROM care_team t
WHERE t.contact_id = ? AND t.valid_from <= ? AND (t.ended_at IS NULL OR t.ended_at > ?)
"""
_VISITED = "SELECT v.professional_id FROM appointment v WHERE v.contact_id = ? AND v.created_at <= ?"
_PROFESSIONALS = "SELECT p.id, p.practice_id FROM professional p WHERE p.id IN ({}) ORDER BY p.id"
_KNOWN = """
SELECT p.id, p.practice_id FROM professional p
JOIN (SELECT c.id, CAST(? AS BIGINT) AS at FROM contact c WHERE c.id = ?) x ON {hand}
WHERE p.id IN ({{}}) ORDER BY p.id
""".format(hand=known_hand(f"'{Function.PROFESSIONAL}'", "p.id", "x.id", "x.at"))


def _around(record: Record, instant: int, *, known: bool) -> tuple[str, list[str | int]]:
    """Return the statement for the professionals who held a record at an instant, and what it binds."""
    sql, bound = _holding(record, instant)
    if known:
        return _KNOWN.format(sql), [instant, record.contact_id, *bound]
    return _PROFESSIONALS.format(sql), bound


def _holding(record: Record, instant: int) -> tuple[str, list[str | int]]:
    sources: list[tuple[str, tuple[str | int, ...]]] = [(_TEAM, (record.contact_id, instant, instant))]
    if record.professional_id is not None:
        sources[0] = (f"{_TEAM} AND t.named_by = ?", (*sources[0][1], record.professional_id))
        sources.append(("SELECT h.id FROM professional h WHERE h.id = ?", (record.professional_id,)))
    if not _is_visit(record):
        sources.append((_VISITED, (record.contact_id, instant)))
    sql = " UNION ".join(each for each, _ in sources)
    return sql, [value for _, bound in sources for value in bound]


def _as_it_was(record: Record, states: list[Row], instant: int) -> Record:
    restricted = _since(states, StateKind.RESTRICTED, record.restricted_at, instant)
    erased = _since(states, StateKind.ERASED, record.erased_at, instant)
    own = _written(states, record.id)
    if isinstance(record, AppointmentRecord):
        person = _written(states, record.contact_id)
        return record._replace(restricted_at=restricted, erased_at=erased, states=own, person_states=person)
    return record._replace(restricted_at=restricted, erased_at=erased, states=own)


def _since(
    states: list[Row], kind: StateKind, column: int | None, instant: int, *, of: str | None = None
) -> int | None:
    """Return since when a state held at an instant: by the timeline, or by the column of the present."""
    held = [row["valid_from"] for row in states if row["kind"] == kind and of in {None, row["record_id"]}]
    if column is not None and column <= instant:
        held.append(column)
    return min(held, default=None)


def _written(states: list[Row], record_id: str) -> str | None:
    return written(
        StateInForce(StateKind(row["kind"]), row["target"], row["valid_until"])
        for row in states
        if row["record_id"] == record_id
    )


def _loud(states: str | None) -> str | None:
    silent = f"{StateKind.HIDDEN}:"
    kept: Iterable[str] = (each for each in (states or "").split() if not each.startswith(silent))
    return " ".join(kept) or None


def _is_visit(record: Record) -> bool:
    return isinstance(record, AppointmentRecord)
