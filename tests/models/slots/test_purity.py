"""The engine reads nothing but its arguments."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from models.booking import slots

FILES = sorted(Path(slots.__path__[0]).glob("*.py"))
OUTSIDE = {"io", "os", "pathlib", "random", "secrets", "socket", "sqlite3", "subprocess", "time"}


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module)


def test_only_the_standard_library_and_the_words_of_the_domain_are_imported() -> None:
    names = {name for file in FILES for name in imported(ast.parse(file.read_text()))}
    ours = {name for name in names if name.startswith("models.booking.slots.")} | {"models.words"}
    others = {name.split(".")[0] for name in names - ours}
    assert others <= set(sys.stdlib_module_names) - OUTSIDE
    assert names & ours


def test_nothing_asks_the_clock() -> None:
    texts = {file.name: file.read_text() for file in FILES}
    assert "datetime.fromtimestamp(" in texts["clock.py"]
    asking = ("datetime.now(", "datetime.today(", "date.today(", "datetime.utcnow(")
    assert [name for name, text in texts.items() if any(call in text for call in asking)] == []
