"""What differs between the worlds beside the records: rows that a role may know nothing of."""

from tests.factories import DAY, NOW
from tests.worlds.diverging import Divergence
from tests.worlds.roles import (
    ENTRIES_ALSO,
    INSTRUCTIONS_HIDDEN,
    KNOWING_ALL_ENTRIES,
    KNOWING_BLOCKS,
    KNOWING_THE_JOURNAL,
    TOLD_WISH,
)


def diverge_around(divergence: Divergence) -> None:
    """Change what stands around the records, as far as the role cannot see."""
    _what_no_field_shows(divergence)
    if divergence.role.name not in KNOWING_THE_JOURNAL:
        _more_acts(divergence)
    _strangers(divergence)
    _entries(divergence)
    _instructions(divergence)
    if divergence.role.name not in KNOWING_BLOCKS:
        divergence.say("DELETE FROM contact_block")


def _what_no_field_shows(divergence: Divergence) -> None:
    """Answers kept for others, proofs and reasons: nobody reads them."""
    divergence.say("DELETE FROM idempotency")
    divergence.say("UPDATE relationship SET proof = ? WHERE proof IS NOT NULL", b"\x01" * 173)
    divergence.say("UPDATE appointment SET override_reason = 'KEPT', cancel_reason = 'KEPT'")
    divergence.say("UPDATE contact SET entered_by_account = 'acc_someone'")


def _more_acts(divergence: Divergence) -> None:
    """Let more have been done to records that do not exist for a role, a minor's secret among them."""
    cabinet = divergence.house.cabinet
    for name, record in cabinet.records.items():
        letters = divergence.role.letters(cabinet, name)
        own = divergence.role.column in {"subject", "parent"} and letters["IDENTITY"] != "."
        if not own or letters["REASON"] == ".":
            divergence.say(
                "INSERT INTO journal (id, at, verb, record_id, contact_id, function, party_id, account_id)"
                " VALUES (?, ?, 'cancelAppointment', ?, ?, 'DESK_AGENT', 'ope_x', 'acc_x')",
                f"jou_{record.number:020d}",
                NOW - DAY,
                record.appointment_id,
                record.contact_id,
            )


def _strangers(divergence: Divergence) -> None:
    """Another stranger holds the times that are held, and there are more accounts."""
    divergence.say("UPDATE hold SET caller = 'PARTNER_SITE par_stranger acc'")
    divergence.say(
        "INSERT INTO account (id, function, party_kind, party_id, name, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        "acc_zzzzzzzzzzzzzzzzzzzz",
        "CONTACT",
        "CONTACT",
        "con_zzzzzzzzzzzzzzzzzzzz",
        "Zephyr999",
        NOW,
    )


def _entries(divergence: Divergence) -> None:
    """Whoever may not know that somebody waits, or for what, meets others who wait for something else."""
    house, role = divergence.house, divergence.role
    for number, name in enumerate(ENTRIES_ALSO):
        entry = house.things["entry"][number]
        if role.name not in (*KNOWING_ALL_ENTRIES, *ENTRIES_ALSO[name]):
            _unknown_entry(divergence, entry, number)
        elif role.name not in TOLD_WISH[name]:
            divergence.change("waitlist", entry, visit_type_id=house.other_type)


def _unknown_entry(divergence: Divergence, entry: str, number: int) -> None:
    if (number + divergence.turn) % 2:
        divergence.say("DELETE FROM waitlist WHERE id = ?", entry)
    else:
        divergence.change("waitlist", entry, version=5, offers=2, created_at=NOW - 5 * DAY)


def _instructions(divergence: Divergence) -> None:
    world = divergence.house.cabinet.world
    hidden = INSTRUCTIONS_HIDDEN.get(divergence.role.name, "all")
    wording = "UPDATE instruction SET text = 'Tout autre chose', signed_by = 'x', categories = 'BIRTH'"
    match hidden:
        case "all":
            divergence.say(wording)
        case "to others":
            divergence.say(f"{wording} WHERE processor_id <> ?", world.here.operator_id)
        case "all but ours":
            of = divergence.role.of
            mine = divergence.house.cabinet.records[of].professional_id if of else world.doctor
            divergence.say(f"{wording} WHERE professional_id <> ?", mine)
