"""Giving a PostgreSQL database back as it was made: cheaper by far than to drop it and copy another."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import asyncpg

_PATIENCE: Final = {"lock_timeout": "1000", "session_replication_role": "replica"}
"""No trigger or reference stands in the way; whoever still holds a row makes it a case for dropping."""

_LARGE: Final = 128 * 1024
"""Bytes of a table from which on it is emptied as a whole."""

_SHAPE: Final = """
SELECT concat_ws(' ',
    (SELECT sum(hashtext(concat(oid, xmin))) FROM pg_trigger),
    (SELECT sum(hashtext(concat(oid, xmin))) FROM pg_constraint),
    (SELECT sum(hashtext(concat(oid, xmin))) FROM pg_proc WHERE pronamespace = 'public'::regnamespace),
    (SELECT sum(hashtext(concat(oid, relname, relhastriggers, relnatts))) FROM pg_class
        WHERE relnamespace = 'public'::regnamespace),
    (SELECT sum(hashtext(concat(attrelid, attnum, xmin))) FROM pg_attribute
        WHERE attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)),
    (SELECT count(*) FROM pg_namespace),
    (SELECT count(*) FROM pg_db_role_setting s
        JOIN pg_database d ON d.oid = s.setdatabase WHERE d.datname = current_database()))
"""
"""What any change of tables, triggers, rules or functions changes; a copy has that of its template."""

_USED: Final = """
SELECT relname, pg_relation_size(oid) AS bytes FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0
"""


class Cleaner:
    """What a database of one kind looked like when it was new, and how to make it so again."""

    def __init__(self, shape: str, held: Mapping[str, str]) -> None:
        """Take what `learnt` found: the shape, and what fills each table that was not empty."""
        self._shape = shape
        self._held = held

    @classmethod
    async def learnt(cls, url: str) -> "Cleaner":
        """Return the cleaner of what a new database holds."""
        server = await asyncpg.connect(url)
        try:
            held = {
                row["relname"]: await _filling(server, row["relname"]) for row in await server.fetch(_USED)
            }
            return cls(await server.fetchval(_SHAPE), held)
        finally:
            await server.close()

    async def clean(self, url: str) -> bool:
        """Make a database new again; tell whether that could be done."""
        try:
            server = await asyncpg.connect(url, server_settings=_PATIENCE)
            try:
                if await server.fetchval(_SHAPE) != self._shape:
                    return False
                await server.execute(self._emptying(await server.fetch(_USED)))
            finally:
                await server.close()
        except asyncpg.PostgresError:
            return False
        return True

    def _emptying(self, used: Sequence[Mapping[str, Any]]) -> str:
        """Return what empties and fills tables; a large one is cut off, or its dead rows would slow all."""
        large = [row["relname"] for row in used if row["bytes"] > _LARGE]
        first = f"TRUNCATE {', '.join(large)} CASCADE; " if large else ""
        tables = [row["relname"] for row in used]
        return first + "".join(f"DELETE FROM {each}; {self._held.get(each, '')}" for each in tables)


async def _filling(server: Any, table: str) -> str:
    """Return the statement that fills a table with what it holds."""
    rows = await server.fetchval(f"SELECT jsonb_agg(to_jsonb(t)) FROM {table} t")
    text = (rows or "[]").replace("'", "''")
    return f"INSERT INTO {table} SELECT * FROM jsonb_populate_recordset(NULL::{table}, '{text}');"
