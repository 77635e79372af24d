"""What must be in force on a PostgreSQL server and in every session with it."""

from collections.abc import Mapping
from typing import Final

from models.storage.dialect import among, listed
from models.storage.refusals import Rows

_OLDEST_VERSION: Final = 150_000

_EFFECTIVE: Final = f"SELECT name, setting FROM pg_settings WHERE {among('name')}"

# Without these a commit that was acknowledged may be lost.
_DURABLE: Final = {"fsync": "on", "full_page_writes": "on", "server_encoding": "UTF8"}


def session_settings(statement_timeout_s: float, lock_timeout_s: float) -> dict[str, str]:
    """Return the settings every session starts with; only a transaction of ours may write."""
    return {
        "application_name": "paravent",
        "default_transaction_read_only": "on",
        "idle_in_transaction_session_timeout": "60000",
        "jit": "off",  # our statements are short: compiling them costs more than it gives
        "lock_timeout": str(int(lock_timeout_s * 1000)),
        "statement_timeout": str(int(statement_timeout_s * 1000)),
        "synchronous_commit": "on",
        "TimeZone": "UTC",
    }


async def server_faults(rows: Rows, session: Mapping[str, str]) -> list[str]:
    """Return one sentence per setting that is not in force, read back from the server."""
    expected = {**session, **_DURABLE}
    found = await rows(_EFFECTIVE, (listed([*expected, "server_version_num"]),))
    effective = {row["name"]: row["setting"] for row in found}
    faults = [
        f"{name} is {effective.get(name)} and must be {wanted}"
        for name, wanted in expected.items()
        if effective.get(name) != wanted
    ]
    if int(effective["server_version_num"]) < _OLDEST_VERSION:
        faults.append("the server is older than PostgreSQL 15")
    return faults
