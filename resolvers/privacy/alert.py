"""Alerting of an act that is allowed and rare, in the transaction that does it."""

import structlog

from models.ids import Kind, new_id
from models.journal.alarm import AlertKind, AlertRecord, raise_alert
from models.storage.transaction import Transaction
from models.words import Category
from resolvers.context import Context

_log = structlog.get_logger("paravent.alert")


async def alert_of(
    context: Context,
    transaction: Transaction,
    kind: AlertKind,
    record_id: str,
    contact_id: str,
    category: Category | None = None,
) -> None:
    """Leave an alert about a record of a contact for the officer, and a line in the log."""
    caller = context.caller
    alert = AlertRecord(
        id=new_id(Kind.ALERT),
        at=context.now,
        kind=kind,
        function=caller.function.value,
        party_id=caller.party_id,
        account_id=caller.account_id,
        record_id=record_id,
        contact_id=contact_id,
        category=category,
    )
    await raise_alert(transaction, alert)
    _log.warning(
        "alert",
        kind=kind.value,
        record_id=record_id,
        function=caller.function.value,
        account_id=caller.account_id,
        request_id=context.request_id,
    )
