"""A time that a request names more than once: what it names twice must be one time."""

from dataclasses import dataclass

from resolvers.booking.slot_id import NO_SLOT, Slot
from resolvers.writing.fault import ErrorCode, Fault, Refused


@dataclass(frozen=True, slots=True)
class Beside:
    """What a request says of its time beside the hold or the slot that names it; None is nothing."""

    slot: Slot | None = None
    agenda_id: str | None = None
    visit_type_id: str | None = None
    starts_at: int | None = None


NOTHING_BESIDE = Beside()


def check_agreement(named: Slot, beside: Beside) -> None:
    """Refuse each input that contradicts the time a hold or a slot names: nobody knows which was meant.

    A slot that is none is left to who looks for it: it is unknown, whatever is said beside it.
    """
    if named == NO_SLOT:
        return
    said = (
        ("slotId", beside.slot, named),
        ("agendaId", beside.agenda_id, named.agenda_id),
        ("visitTypeId", beside.visit_type_id, named.visit_type_id),
        ("startsAt", beside.starts_at, named.starts_at),
    )
    contradicting = [field for field, told, meant in said if told is not None and told != meant]
    if contradicting:
        raise Refused(*(Fault(ErrorCode.CONTRADICTORY_INPUT, (field,)) for field in contradicting))
