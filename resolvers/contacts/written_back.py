"""Masks written back: what stood for a value is not the value."""

from models.contacts.record import ContactRecord
from models.words import FieldState
from permissions.fields import PersonalField
from permissions.lens import Lens
from resolvers.contacts.given import FIELDS, Given, GivenValue, is_masked
from resolvers.contacts.writable import reads_whole
from resolvers.writing.fault import ErrorCode
from resolvers.writing.gathered import Gathered


def without_masks(lens: Lens, record: ContactRecord, given: Given, faults: Gathered) -> Given:
    """Return what is left of an update without masks and without what the caller does not read whole."""
    return Given(
        {
            name: value
            for name, value in given.values.items()
            if not _refused(lens, record, FIELDS[name], value, faults)
        }
    )


def _refused(
    lens: Lens, record: ContactRecord, field: PersonalField, value: GivenValue, faults: Gathered
) -> bool:
    if value is not None and (is_masked(value) or _stands_for_it(lens, record, field, value)):
        faults.add(ErrorCode.MASK_WRITTEN_BACK, field.name, category=field.category.value)
        return True
    return not reads_whole(lens, record, field.category, field.name, faults)


def _stands_for_it(lens: Lens, record: ContactRecord, field: PersonalField, value: GivenValue) -> bool:
    """Whether a value is the form that this caller is shown of the field, or would be if it were masked.

    Only forms that are shown are compared: the answer would otherwise tell whether a guess at the
    initials of a withheld name is right. The town of an address is a value of its own.
    """
    shown = lens.show(record, field)
    if shown.state is FieldState.CLEAR:
        return isinstance(value, str) and value.strip() == shown.partial != shown.value
    return field.whole(value, lens.language) == shown.display != ""
