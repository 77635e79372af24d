"""Rooms and devices, in pools of which a visit needs one each."""

from collections.abc import Sequence
from typing import Final

from models.ids import Kind, new_id
from models.storage.dialect import among, listed
from resolvers.booking.management.change import (
    Change,
    Changed,
    Done,
    ManagementReason,
    change,
    check_version,
    touch,
)
from resolvers.booking.management.conflicts import using
from resolvers.booking.management.owners import Target
from resolvers.booking.management.values import label
from resolvers.booking.management.visit_types import Versioned
from resolvers.booking.take_time import lock_owners
from resolvers.context import Context
from resolvers.writing.fault import Because, ErrorCode, refuse
from resolvers.writing.gathered import Gathered
from resolvers.writing.once import Write

MOST_POOLS: Final = 10
_USABLE: Final = f"""
SELECT o.id FROM resource_pool o JOIN professional p
    ON p.id = ? AND (o.professional_id = p.id OR o.practice_id = p.practice_id)
WHERE {among("o.id")}
"""
_PRACTICE: Final = "SELECT practice_id FROM professional WHERE id = ?"


async def create_resource_pool(
    context: Context, write: Write, professional_id: str, name: str, *, shared: bool
) -> Changed:
    """Found a pool of a professional, or one shared by the whole practice."""

    async def work(opened: Change) -> Done:
        called = _label(name)
        [row] = await opened.transaction.fetch(_PRACTICE, opened.owner)
        if shared and row["practice_id"] is None:
            raise refuse(ErrorCode.WRONG_STATE, "shared")
        pool_id = new_id(Kind.RESOURCE_POOL)
        owner = (None, row["practice_id"]) if shared else (opened.owner, None)
        await opened.transaction.execute(
            "INSERT INTO resource_pool (id, professional_id, practice_id, name) VALUES (?, ?, ?, ?)",
            pool_id,
            *owner,
            called,
        )
        return Done(pool_id)

    return await change(context, write, Target(Kind.PROFESSIONAL, professional_id, "professionalId"), work)


async def add_resource(context: Context, write: Write, pool_id: str, name: str) -> Changed:
    """Add a room or a device to a pool."""

    async def work(opened: Change) -> Done:
        called, resource_id = _label(name), new_id(Kind.RESOURCE)
        await opened.transaction.execute(
            "INSERT INTO resource (id, pool_id, name) VALUES (?, ?, ?)", resource_id, pool_id, called
        )
        return Done(resource_id)

    return await change(context, write, Target(Kind.RESOURCE_POOL, pool_id, "poolId"), work)


async def set_resource_active(
    context: Context,
    write: Write,
    resource_id: str,
    reason: ManagementReason | None = None,
    *,
    active: bool,
) -> Changed:
    """Let visits take a resource or no longer; the outcome names the coming ones that take it already."""

    async def work(opened: Change) -> Done:
        now = opened.context.now
        await lock_owners(opened.transaction, opened.owners, [resource_id], now)
        await opened.transaction.execute("UPDATE resource SET active = ? WHERE id = ?", active, resource_id)
        conflicts = () if active else await using(opened.transaction.fetch, resource_id, now)
        return Done(resource_id, None, conflicts)

    return await change(context, write, Target(Kind.RESOURCE, resource_id), work, reason)


async def set_visit_type_pools(
    context: Context,
    write: Write,
    row: Versioned,
    pool_ids: Sequence[str],
    reason: ManagementReason | None = None,
) -> Changed:
    """Say of which pools each visit of a type needs one resource."""

    async def work(opened: Change) -> Done:
        await check_version(opened, "visit_type", row.id, row.expected)
        asked = frozenset(pool_ids)
        if len(asked) > MOST_POOLS:
            raise refuse(
                ErrorCode.INVALID_NUMBER, "poolIds", because=Because.TOO_MANY, least=0, most=MOST_POOLS
            )
        usable = await opened.transaction.fetch(_USABLE, opened.owner, listed(asked))
        if asked - {each["id"] for each in usable}:
            raise refuse(ErrorCode.NOT_FOUND, "poolIds")
        await opened.transaction.execute("DELETE FROM visit_type_pool WHERE visit_type_id = ?", row.id)
        await opened.transaction.executemany(
            "INSERT INTO visit_type_pool (visit_type_id, pool_id) VALUES (?, ?)",
            [(row.id, pool_id) for pool_id in sorted(asked)],
        )
        await touch(opened, "visit_type", row.id)
        return Done(row.id)

    return await change(context, write, Target(Kind.VISIT_TYPE, row.id, "visitTypeId"), work, reason)


def _label(name: str) -> str:
    faults = Gathered()
    return faults.settled(faults.take(label, name, "name"))
