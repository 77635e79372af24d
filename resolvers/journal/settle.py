"""Before an answer leaves, the journal has what it shows."""

from collections.abc import Collection, Sequence

from models.booking.record import AppointmentRecord
from models.journal.chain import Written
from models.journal.entry import About, Verb
from permissions.standing import Record
from resolvers.context import Context
from resolvers.journal.entries import entry_of
from resolvers.journal.seen import Group, grouped, written


async def settle(context: Context, selected: Collection[str]) -> None:
    """Write one entry for all that a request was shown of anybody, and return once it is committed.

    `selected` are the fields that its document selects, as `Type.field`. A request that was shown nothing
    personal writes nothing. What raises here must keep the answer back.
    """
    shown = entry_of_all_seen(context, selected)
    if shown is not None:
        await context.installation.journal.write([shown])


def entry_of_all_seen(context: Context, selected: Collection[str]) -> Written | None:
    """Return the entry for what a request was shown since it was asked last; None for nothing."""
    looked, context.seen.looked[:] = list(context.seen.looked), []
    if not looked:
        return None
    groups = grouped(looked)
    entry = entry_of(context, Verb.READ, shown=written(groups, selected))
    return Written(entry, _about(context, entry.id, groups))


def _about(context: Context, entry_id: str, groups: Sequence[Group]) -> list[About]:
    secret, at = context.seen.only_by_secret, context.now
    return [
        About(each.contact_id, at, entry_id, each.id, categories, _is_secret(each, secret))
        for group in groups
        for categories in [group.categories]
        for each in group.records
    ]


def _is_secret(record: Record, secret: Collection[str]) -> bool:
    """Whether who acts for a minor must not know that this record was seen."""
    return record.secret if isinstance(record, AppointmentRecord) else record.id in secret
