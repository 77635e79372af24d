"""An entry of the journal, made from the request that leaves it."""

from hashlib import blake2b

from models.ids import Kind, new_id
from models.journal.entry import Entry
from resolvers.context import Context


def entry_of(
    context: Context,
    verb: str,
    *,
    record_id: str | None = None,
    contact_id: str | None = None,
    professional_id: str | None = None,
    reason: str | None = None,
    shown: str | None = None,
) -> Entry:
    """Return an entry of this request's caller; ids and words, never a value.

    A client chooses the id of its request and may write anything there: only its fingerprint is kept.
    """
    caller = context.caller
    return Entry(
        id=new_id(Kind.ENTRY),
        at=context.now,
        verb=verb,
        record_id=record_id,
        contact_id=contact_id,
        professional_id=professional_id,
        function=caller.function.value,
        party_id=caller.party_id,
        account_id=caller.account_id,
        purposes=" ".join(sorted(caller.purposes)),
        reason=reason,
        shown=shown,
        request_id=fingerprint(context.request_id),
    )


def fingerprint(request_id: str) -> str:
    """Return by what an entry is found again from the id of its request (BLAKE2b, 24 digits)."""
    return blake2b(request_id.encode(), digest_size=12).hexdigest()
