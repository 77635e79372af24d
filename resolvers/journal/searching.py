"""A search by token is written down before it is made; too many in an hour are guessing, and are refused."""

from collections.abc import Collection
from datetime import timedelta
from typing import Final

import orjson
import structlog

from models.ids import Kind, new_id
from models.journal.alarm import AlertKind, AlertRecord, raise_alert
from models.journal.chain import Written
from models.journal.entry import Verb
from models.storage.reading import fetch
from models.storage.transaction import in_transaction
from models.words import Category
from permissions.refusal import Refusal
from resolvers.context import Context
from resolvers.journal.entries import entry_of

HOUR_S: Final = int(timedelta(hours=1).total_seconds())

_COUNT: Final = """
SELECT COUNT(*) AS made FROM journal WHERE account_id = ? AND verb = 'SEARCH' AND at > ? AND shown LIKE ?
"""
_log = structlog.get_logger("paravent.journal")


async def note_search(context: Context, by: str, categories: Collection[Category], walls: int) -> None:
    """Write down that a caller searches: by what, which categories, behind how many walls; never the text.

    Raises Refusal RATE_LIMITED where its account has searched by a category more often within an hour than
    the deployment allows; the search counts, and the officer is alerted once an hour.
    """
    shown = orjson.dumps({"categories": sorted(categories), "walls": walls}).decode()
    entry = entry_of(context, Verb.SEARCH, reason=by, shown=shown)
    await context.installation.journal.write([Written(entry)])
    most = context.installation.searches_per_hour
    for category in sorted(categories):
        if await _made(context, category) > most:
            await _alarm(context, category)
            raise Refusal("guessing", code="RATE_LIMITED", most=most)


async def _made(context: Context, category: Category) -> int:
    """Count with this one: whoever searches many times at once has written all of them before any counts."""
    since = context.now - HOUR_S
    [row] = await fetch(_COUNT, context.caller.account_id, since, f'%"{category}"%')
    return int(row["made"])


async def _alarm(context: Context, category: Category) -> None:
    caller = context.caller
    alert = AlertRecord(
        id=new_id(Kind.ALERT),
        at=context.now,
        kind=AlertKind.GUESSING,
        function=caller.function.value,
        party_id=caller.party_id,
        account_id=caller.account_id,
        record_id=None,
        contact_id=None,
        category=category.value,
    )
    if await in_transaction(lambda transaction: raise_alert(transaction, alert, silent_s=HOUR_S)):
        _log.warning(
            "guessing", account=caller.account_id, function=caller.function.value, category=category.value
        )
