"""Alerts, which the data-protection officer reads and acknowledges."""

from typing import Final

from models.journal.alarm import SELECT_ALERT, AlertRecord
from models.storage.dialect import LOCK_ROWS, Value
from models.storage.reading import fetch
from models.storage.transaction import Transaction
from models.words import Function
from permissions.scope import EVERYTHING, NOTHING, Scope
from resolvers.context import Context
from resolvers.paging import Page, cut_of, page_of
from resolvers.writing.act import record_act
from resolvers.writing.fault import ErrorCode, refuse
from resolvers.writing.once import Outcome, Write, write_once
from resolvers.writing.prepared import refused

_ACKNOWLEDGE: Final = "UPDATE alert SET acknowledged_at = ?, acknowledged_by = ? WHERE id = ?"
_OFFICERS: Final = ["38(2)", "39"]


def _scope(context: Context) -> Scope:
    return EVERYTHING if context.caller.function is Function.PROTECTION_OFFICER else NOTHING


async def alerts_page(
    context: Context, first: int | None, after: str | None, *, unacknowledged: bool
) -> Page[AlertRecord]:
    """Return a page of alerts, the latest first; nothing to anybody but the officer."""
    cut = cut_of(context, ("alerts", unacknowledged), first, after)
    conditions, values = [_scope(context).sql], list[Value]()
    if unacknowledged:
        conditions.append("acknowledged_at IS NULL")
    if cut.after:
        last_at, last_id = cut.after
        conditions.append("at <= ? AND (at < ? OR id < ?)")
        values += [last_at, last_at, last_id]
    sql = f"{SELECT_ALERT} WHERE {' AND '.join(conditions)} ORDER BY at DESC, id DESC LIMIT ?"
    found = [AlertRecord(*row.values()) for row in await fetch(sql, *values, cut.first + 1)]
    return page_of(context, cut, found, lambda each: [each.at, each.id])


async def alert_by_id(context: Context, alert_id: str) -> AlertRecord | None:
    """Return an alert, to the officer alone."""
    rows = await fetch(f"{SELECT_ALERT} WHERE id = ? AND {_scope(context).sql}", alert_id)
    return AlertRecord(*rows[0].values()) if rows else None


async def acknowledge_alert(context: Context, write: Write, alert_id: str) -> Outcome:
    """Note that the officer has seen an alert, once for each key: the outcome names it, or says why not."""
    if context.caller.function is not Function.PROTECTION_OFFICER:
        return refused(ErrorCode.NOT_ALLOWED, articles=_OFFICERS)

    async def work(transaction: Transaction) -> str:
        known = await transaction.fetch(f"{SELECT_ALERT} WHERE id = ? {LOCK_ROWS}", alert_id)
        if not known:
            raise refuse(ErrorCode.NOT_FOUND, "id")
        if known[0]["acknowledged_at"] is not None:
            raise refuse(ErrorCode.WRONG_STATE, "id")
        await transaction.execute(_ACKNOWLEDGE, context.now, context.caller.account_id, alert_id)
        await record_act(context, transaction, write.operation, alert_id)
        return alert_id

    return await write_once(context, write, work)
