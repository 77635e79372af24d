"""Leaks planted into what is written: whoever writes must not be told by a refusal what others wrote."""

from typing import Any

import pytest

import resolvers.booking.asked
import resolvers.booking.waitlist.join
import resolvers.contacts.create
import resolvers.writing.once
from models.storage.transaction import Transaction
from permissions.scope import EVERYTHING
from resolvers.context import Context
from resolvers.writing.fault import ErrorCode, refuse
from resolvers.writing.once import Write

Patch = pytest.MonkeyPatch


def already_exists(patch: Patch) -> None:
    """Refuse a phone that anybody has, whoever may know: as a unique constraint over all would."""
    inserts: Any = vars(resolvers.contacts.create)["insert_contact"]

    async def unique(transaction: Transaction, new: Any) -> None:
        for token, _, kind in new.tokens:
            known = await transaction.fetch("SELECT 1 AS one FROM search_token WHERE token = ?", token)
            if kind == "PHONE" and known:
                raise refuse(ErrorCode.WRONG_STATE, "phone")
        await inserts(transaction, new)

    patch.setattr(resolvers.contacts.create, "insert_contact", unique)


def answer_kept_for_another(patch: Patch) -> None:
    def anybodys(context: Context, write: Write) -> tuple[str, str, bytes]:
        key = resolvers.writing.once._digest(context, (write.key or "").encode())
        return "PROFESSIONAL pro_somebody acc_somebody", write.operation, key

    patch.setattr(resolvers.writing.once, "_place", anybodys)


def limit_over_hidden_visits(patch: Patch) -> None:
    patch.setattr(resolvers.booking.asked, "appointments_of", lambda _: EVERYTHING)


def wish_that_others_had(patch: Patch) -> None:
    patch.setattr(resolvers.booking.waitlist.join, "appointments_of", lambda _: EVERYTHING)
