"""Alerts: what somebody must look at, because it is allowed and rare."""

from enum import StrEnum

import structlog

from models.storage.transaction import Transaction
from resolvers.context import Context
from resolvers.writing.act import record_act

_log = structlog.get_logger("paravent.alert")


class AlertKind(StrEnum):
    """What an alert is about."""

    BREAK_GLASS = "BREAK_GLASS"


async def raise_alert(
    context: Context, transaction: Transaction, kind: AlertKind, record_id: str, contact_id: str
) -> None:
    """Leave an alert about a record of a contact, in the transaction that is the reason, and in the log."""
    await record_act(context, transaction, "alert", record_id, reason=kind.value)
    _log.warning(
        "alert",
        kind=kind.value,
        record_id=record_id,
        contact_id=contact_id,
        function=context.caller.function.value,
        account_id=context.caller.account_id,
        request_id=context.request_id,
    )
