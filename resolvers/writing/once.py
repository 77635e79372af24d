"""A write happens once: the same key from the same caller gets the same answer."""

import hmac
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import orjson

from models.sealing.named_secrets import SecretName
from models.storage.errors import ConstraintBroken, StorageBusy
from models.storage.transaction import Transaction, in_transaction
from models.words import Function
from resolvers.context import Context
from resolvers.writing.fault import ErrorCode, Fault, Refused

LONGEST_KEY = 255
KEPT = int(timedelta(hours=24).total_seconds())
"""How long an answer is kept for its key, in seconds."""

_CLEARING = 4
"""Keys whose digest begins below this, one in sixty-four, clear out what is kept no longer."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a write did: the record it wrote, or why it wrote nothing."""

    record_id: str | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Write:
    """A write as a caller asked for it; `content` is all of its input, in one stable form."""

    operation: str
    key: str | None
    content: bytes


Work = Callable[[Transaction], Awaitable[str | Outcome]]


async def write_once(
    context: Context, write: Write, work: Work, broken: Mapping[str, Fault] | None = None
) -> Outcome:
    """Do the work in one transaction and remember its answer under the caller's key.

    `work` returns the id of the record it wrote, or an outcome of its own where it wrote only a part; or
    it raises Refused, and then nothing of it is kept but the refusal. `broken` names what the breach of
    a database constraint means to the caller.
    """
    if write.key is not None and not 0 < len(write.key) <= LONGEST_KEY:
        return _refusal(ErrorCode.INVALID_KEY, "idempotencyKey")

    async def attempt(transaction: Transaction) -> Outcome:
        known = await _claim_key(context, write, transaction) if write.key else None
        if known:
            return known
        outcome = await _outcome(transaction, work, broken or {})
        if write.key:
            await transaction.execute(_REMEMBER, _written(outcome), *_place(context, write))
        return outcome

    try:
        return await in_transaction(attempt)
    except StorageBusy:
        return _refusal(ErrorCode.BUSY_TRY_AGAIN)


_CLAIM = """
INSERT INTO idempotency (caller, operation, key_hash, content_hash, outcome, created_at)
VALUES (?, ?, ?, ?, '', ?)
ON CONFLICT (caller, operation, key_hash) DO UPDATE
SET content_hash = excluded.content_hash, outcome = '', created_at = excluded.created_at
WHERE idempotency.created_at < ?
"""
_REMEMBER = "UPDATE idempotency SET outcome = ? WHERE caller = ? AND operation = ? AND key_hash = ?"


async def _outcome(transaction: Transaction, work: Work, broken: Mapping[str, Fault]) -> Outcome:
    """Do the work; of a refused work nothing is kept, and what surrounds it goes on."""
    try:
        async with transaction.part():
            done = await work(transaction)
            return done if isinstance(done, Outcome) else Outcome(done)
    except Refused as refused:
        return Outcome(faults=refused.faults)
    except ConstraintBroken as breach:
        fault = broken.get(breach.constraint_name or "")
        if fault is None:
            raise
        return Outcome(faults=(fault,))


async def _claim_key(context: Context, write: Write, transaction: Transaction) -> Outcome | None:
    """Take the key, or return the answer it already has; a second taker waits for the first.

    An answer too old to count gives way to the new one; now and then the others of its age are cleared out.
    """
    place, content = _place(context, write), _digest(context, write.content)
    if place[-1][0] < _CLEARING:
        await transaction.execute("DELETE FROM idempotency WHERE created_at < ?", context.now - KEPT)
    taken = await transaction.execute(_CLAIM, *place, content, context.now, context.now - KEPT)
    if taken:
        return None
    [row] = await transaction.fetch(
        "SELECT content_hash, outcome FROM idempotency WHERE caller = ? AND operation = ? AND key_hash = ?",
        *place,
    )
    if row["content_hash"] != content:
        return _refusal(ErrorCode.IDEMPOTENCY_MISMATCH, "idempotencyKey")
    return _read(row["outcome"])


def caller_name(context: Context) -> str:
    """Return what tells callers apart: function, party and account."""
    caller = context.caller
    return f"{caller.function} {caller.party_id} {caller.account_id}"


def desk_name(context: Context) -> str:
    """Return what colleagues share: function and party."""
    return desk_of(caller_name(context))


def parts_of(caller: str) -> tuple[Function, str, str]:
    """Return the function, the party and the account that a caller's name is made of."""
    function, party_id, account_id = caller.split(" ")
    return Function(function), party_id, account_id


def desk_of(caller: str) -> str:
    """Return the part of a caller's name that its colleagues share."""
    return caller.rsplit(" ", 1)[0]


def _place(context: Context, write: Write) -> tuple[str, str, bytes]:
    return caller_name(context), write.operation, _digest(context, (write.key or "").encode())


def _digest(context: Context, content: bytes) -> bytes:
    """Fingerprint under a secret: a plain hash of a phone number can be guessed."""
    return hmac.digest(context.installation.keyring.secret(SecretName.IDEMPOTENCY), content, "sha256")


def _refusal(code: ErrorCode, *path: str) -> Outcome:
    return Outcome(faults=(Fault(code, path),))


def _written(outcome: Outcome) -> str:
    faults = [[fault.code, fault.path, dict(fault.details)] for fault in outcome.faults]
    return orjson.dumps([outcome.record_id, faults]).decode()


def _read(text: str) -> Outcome:
    record_id, faults = orjson.loads(text)
    return Outcome(
        record_id, tuple(Fault(ErrorCode(code), tuple(path), details) for code, path, details in faults)
    )
