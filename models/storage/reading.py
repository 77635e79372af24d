"""Raw reads outside transactions: plain rows, a quarter of the cost of model instances."""

from models.storage.clients import inside
from models.storage.counting import StatementCount, counting_statements
from models.storage.dialect import Database, Row, Value
from models.storage.engines import engine_of
from models.storage.errors import StorageMisused
from models.storage.refusals import refusal

__all__ = ["Row", "StatementCount", "Value", "counting_statements", "fetch", "fetch_keys"]


async def fetch(sql: str, *values: Value) -> list[Row]:
    """Return the rows of a statement on the data database; `?` stands for a value on both dialects.

    Raises:
        StorageBusy: no connection came free in time, or the statement passed its limit.
        StorageMisused: the statement writes, or a transaction is open here: use its own `fetch`.
    """
    return await _read("data", sql, values)


async def fetch_keys(sql: str, *values: Value) -> list[Row]:
    """Return the rows of a statement on the keys database; otherwise as `fetch`."""
    return await _read("keys", sql, values)


async def _read(database: Database, sql: str, values: tuple[Value, ...]) -> list[Row]:
    if database in inside.get():
        raise StorageMisused("a read beside the open transaction would not see it: use transaction.fetch")
    engine = engine_of(database)
    try:
        return await engine.rows(sql, values)
    except Exception as error:
        problem = await refusal(error, engine.rows)
        if problem is None:
            raise
    raise problem
