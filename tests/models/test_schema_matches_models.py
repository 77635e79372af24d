"""The tables that the migrations make are the tables that the models describe."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pytest
from tortoise import Tortoise
from tortoise.fields import Field
from tortoise.models import Model

from models.storage.database import DatabaseSettings, dialect_of
from models.storage.dialect import Dialect
from models.storage.reading import fetch

pytestmark = pytest.mark.usefixtures("databases")

_COLUMNS: Final = {
    Dialect.SQLITE: """
        SELECT t.name AS "table", c.name AS "column", c.type, c."notnull" = 0 AND c.pk = 0 AS nullable
        FROM sqlite_master t, pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
    """,
    Dialect.POSTGRESQL: """
        SELECT table_name AS "table", column_name AS "column", data_type AS type,
            is_nullable = 'YES' AS nullable
        FROM information_schema.columns WHERE table_schema = 'public'
    """,
}
# SQLite's rules of affinity and PostgreSQL's names, reduced to what a value is.
_ROUGHLY: Final = {
    "int": "number", "serial": "number", "text": "text", "char": "text", "bytea": "bytes", "blob": "bytes",
    "bool": "truth", "double": "fraction", "real": "fraction", "float": "fraction",
}  # fmt: skip
_FIELDS: Final = {int: "number", str: "text", bytes: "bytes", bool: "truth", float: "fraction"}


@dataclass(frozen=True)
class Column:
    """What a column holds."""

    kind: str
    nullable: bool


def rough(sql_type: str) -> str:
    """Return what a column of this SQL type holds."""
    return next((kind for word, kind in _ROUGHLY.items() if word in sql_type.lower()), sql_type)


def described(model: type[Model]) -> dict[str, Column]:
    """Return the columns that a model describes, by name."""
    return {
        column: _column(model._meta.fields_map[name])
        for name, column in model._meta.fields_db_projection.items()
    }


def _column(field: Field[Any]) -> Column:
    kind = next((word for base, word in _FIELDS.items() if field.field_type is base), None)
    return Column(kind or ("text" if issubclass(field.field_type, str) else "number"), field.null)


def alike(wanted: Column, found: Column, dialect: Dialect) -> bool:
    """Tell whether a column can hold what its field describes; SQLite keeps a truth as a number."""
    kinds = {found.kind, "truth"} if dialect is Dialect.SQLITE and found.kind == "number" else {found.kind}
    return wanted.kind in kinds and wanted.nullable == found.nullable


async def _migrated(dialect: Dialect) -> dict[str, dict[str, Column]]:
    tables: dict[str, dict[str, Column]] = {}
    for row in await fetch(_COLUMNS[dialect]):
        columns = tables.setdefault(row["table"], {})
        columns[row["column"]] = Column(rough(row["type"]), bool(row["nullable"]))
    return tables


def _models() -> Mapping[str, type[Model]]:
    assert Tortoise.apps is not None
    return {model._meta.db_table: model for model in Tortoise.apps.get_models_iterable()}


async def test_every_model_has_its_table_with_its_columns(databases: DatabaseSettings) -> None:
    dialect = dialect_of(databases.data_url)
    tables = await _migrated(dialect)
    different = {
        f"{table}.{column}": (wanted.get(column), tables.get(table, {}).get(column))
        for table, model in _models().items()
        for wanted in [described(model)]
        for column in wanted.keys() | tables.get(table, {}).keys()
        if not _same(wanted.get(column), tables.get(table, {}).get(column), dialect)
    }
    assert different == {}


def _same(wanted: Column | None, found: Column | None, dialect: Dialect) -> bool:
    return wanted is not None and found is not None and alike(wanted, found, dialect)


async def test_some_model_is_registered() -> None:
    assert {"operator", "appointment", "claim"} <= set(_models())
