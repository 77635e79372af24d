"""The tables of the keys database whose rows are wrapped by a master key."""

from typing import Final

from models.storage.reading import fetch_keys

WRAPPED: Final = {
    "data_key": "contact_id",
    "named_secret": "name",
    "signing_key": "kid",
}  # and what names a row


def place_of(table: str, row: str) -> str:
    """Return the place a key is wrapped for: moved to another row it does not unwrap."""
    return f"{table}:{row}"


async def key_ids_in_use(table: str) -> set[str]:
    """Return the ids of the master keys that wrap rows of a table, by one index look-up for each."""
    found: set[str] = set()
    last: str | None = ""
    while last is not None:
        rows = await fetch_keys(
            f"SELECT min(key_id) AS next_id FROM {table} WHERE key_id > ?",
            last,
        )
        last = rows[0]["next_id"]
        found |= {last} if last else set()
    return found
