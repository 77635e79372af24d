"""Only models/storage opens transactions and speaks to the drivers."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ROOMS = ("schema", "resolvers", "permissions", "models")
STORAGE = ROOT / "models" / "storage"
DRIVERS = {"aiosqlite", "asyncpg", "sqlite3"}
TORTOISE_DOORS = {"tortoise.transactions", "tortoise.connection", "tortoise.context", "tortoise.backends"}
NAMES = {"atomic", "_in_transaction", "execute_script", "get_connection", "connections"}
COMMANDS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "PRAGMA", "ATTACH", "SET TRANSACTION")


def other_doors(source: str) -> Iterator[str]:
    """Yield each way by which a module reaches a database beside models/storage."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if _is_door(name.name))
        elif isinstance(node, ast.ImportFrom):
            yield from (name for name in [node.module or ""] if _is_door(name))
            yield from (name.name for name in node.names if name.name in NAMES)
        elif isinstance(node, ast.Attribute) and node.attr in NAMES:
            yield node.attr
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from (word for word in COMMANDS if node.value.lstrip().startswith((f"{word} ", f"{word};")))


def _is_door(module: str) -> bool:
    return module.partition(".")[0] in DRIVERS or any(
        module == door or module.startswith(f"{door}.") for door in TORTOISE_DOORS
    )


def test_no_room_opens_another_door_to_the_databases() -> None:
    files = [ROOT / "app.py", *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))]
    outside = [path for path in files if path.exists() and STORAGE not in path.parents]
    found = {str(path.relative_to(ROOT)): list(other_doors(path.read_text())) for path in outside}
    assert len(found) > 10
    assert {name: doors for name, doors in found.items() if doors} == {}


@pytest.mark.parametrize(
    "source",
    [
        "from tortoise.transactions import in_transaction",
        "import asyncpg",
        "import sqlite3 as db",
        "from tortoise import connections",
        "client._in_transaction()",
        "client.execute_script(sql)",
        "sql = 'BEGIN IMMEDIATE'",
        "sql = f'PRAGMA {name}'",
    ],
)
def test_the_guard_sees_every_door(source: str) -> None:
    assert list(other_doors(source))
