"""The same people and visits in plain columns: what deciding and opening are measured against."""

from typing import Final

PLAIN_TABLES: Final = (
    """
    CREATE TABLE plain_contact (
        id TEXT NOT NULL PRIMARY KEY,
        professional_id TEXT NOT NULL,
        last_name TEXT NOT NULL,
        first_name TEXT NOT NULL,
        birth_date TEXT NOT NULL,
        phone TEXT NOT NULL,
        email TEXT NOT NULL,
        archived_at BIGINT
    )
    """,
    """
    CREATE TABLE plain_appointment (
        id TEXT NOT NULL PRIMARY KEY,
        professional_id TEXT NOT NULL,
        visit_type_id TEXT NOT NULL,
        contact_id TEXT NOT NULL REFERENCES plain_contact (id),
        starts_at BIGINT NOT NULL,
        ends_at BIGINT NOT NULL,
        status TEXT NOT NULL,
        reason TEXT NOT NULL,
        archived_at BIGINT
    )
    """,
    "CREATE INDEX plain_by_professional ON plain_appointment (professional_id, starts_at, id)",
    "CREATE INDEX plain_by_contact ON plain_appointment (contact_id)",
)
