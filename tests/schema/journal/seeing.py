"""What the journal holds after a request, in tests."""

from typing import Any, Final

import orjson

from models.storage.dialect import Row
from tests.support.rows import rows_of

PERSON: Final = "id lastName { state value display } phone { state value } birthDate { state value }"
AGENDA: Final = f"""
query ($doctor: ID!) {{
  agenda(professionalId: $doctor, from: "2026-11-23T00:00:00Z", to: "2026-12-20T00:00:00Z") {{
    id startsAt visitReason {{ state value display }} contact {{ {PERSON} }}
  }}
}}
"""
MINE: Final = f"{{ viewer {{ contact {{ {PERSON} }} }} }}"
JOURNAL: Final = """
query ($contact: ID, $record: ID, $category: DataCategory, $since: DateTime, $until: DateTime,
    $first: Int, $after: String) {
  accessJournal(contact: $contact, record: $record, category: $category, since: $since, until: $until,
      first: $first, after: $after) {
    edges { cursor }
    nodes {
      id at verb function purposes reason record party account
      sights { role records decisions { category state rule articles fields } }
      search { by categories walls }
    }
    pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}
"""


async def readings() -> list[Row]:
    """Return the entries of what was read, in the order of the chain."""
    links = {row["entry_id"]: row["seq"] for row in await rows_of("journal_link")}
    rows = [row for row in await rows_of("journal") if row["verb"] == "READ"]
    assert all(row["id"] in links for row in rows)
    return sorted(rows, key=lambda row: links[row["id"]])


def told(row: Row) -> list[tuple[str, dict[str, str], list[str]]]:
    """Return the groups of an entry: role, states by category, record ids."""
    groups: Any = orjson.loads(row["shown"])
    return [(role, {each[0]: each[1] for each in decisions}, ids) for role, decisions, ids in groups]
