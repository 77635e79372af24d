"""Before an answer leaves, the journal has what it shows."""

from collections.abc import Sequence

from models.journal.chain import Written
from models.journal.entry import About, Verb
from resolvers.context import Context
from resolvers.journal.entries import entry_of
from resolvers.journal.seen import Group, grouped, written


async def settle(context: Context) -> None:
    """Write one entry for all that a request was shown of anybody, and return once it is committed.

    A request that was shown nothing personal writes nothing. What raises here must keep the answer back.
    """
    looked, context.seen.looked[:] = list(context.seen.looked), []
    if not looked:
        return
    groups = grouped(looked)
    entry = entry_of(context, Verb.READ, shown=written(groups))
    about = _about(context, entry.id, groups)
    await context.installation.journal.write([Written(entry, about)])


def _about(context: Context, entry_id: str, groups: Sequence[Group]) -> list[About]:
    secret, at = context.seen.with_secret, context.now
    return [
        About(each.contact_id, at, entry_id, each.id, categories, each.contact_id in secret)
        for group in groups
        for categories in [group.categories]
        for each in group.records
    ]
