"""One numbered file of plain SQL: its name, its statements, its checksum."""

import hashlib
import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from models.storage.errors import StorageMisconfigured

_NAME: Final = re.compile(r"\d{4}_[a-z0-9_]+\.sql")
_NOT_CODE: Final = re.compile(
    r"""'(?:[^']|'')*' | "(?:[^"]|"")*" | --[^\n]* | /\*.*?\*/ | \$(?P<tag>\w*)\$.*?\$(?P=tag)\$""",
    re.VERBOSE | re.DOTALL,
)
_COMMENT: Final = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_TRIGGER: Final = re.compile(r"\bTRIGGER\b[^;]*\bBEGIN\b.*?;\s*END\s*;", re.IGNORECASE | re.DOTALL)
_TRANSACTION_WORDS: Final = re.compile(
    r"(?:^|;)\s*(?:BEGIN|START|COMMIT|END|ROLLBACK|ABORT|SAVEPOINT|RELEASE|ATTACH|VACUUM|PRAGMA)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class MigrationFile:
    """A migration as written; line ends do not count for its checksum."""

    name: str
    text: str

    @property
    def checksum(self) -> str:
        """The SHA-256 of the text, in hexadecimal."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def statements(self) -> list[str]:
        """Return its statements for SQLite, trigger bodies whole."""
        *pieces, rest = self.text.split(";")
        found, statement = [], ""
        for piece in pieces:
            statement += piece + ";"
            if sqlite3.complete_statement(statement):
                found.append(statement)
                statement = ""
        if _COMMENT.sub("", statement + rest).strip():
            raise StorageMisconfigured(f"{self.name} ends within a statement: close it with a semicolon")
        return found


def read_folder(folder: Path) -> list[MigrationFile]:
    """Return the migrations of a folder in order; raise unless they count 0001, 0002 and so on."""
    names = sorted(path.name for path in folder.glob("*.sql"))
    for number, name in enumerate(names, start=1):
        if not _NAME.fullmatch(name) or int(name[:4]) != number:
            raise StorageMisconfigured(
                f"{name} should be migration {number:04}: one number each, none left out"
            )
    return [_read(folder / name) for name in names]


def _read(path: Path) -> MigrationFile:
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    code = _TRIGGER.sub(";", _NOT_CODE.sub(" ", text))
    if _TRANSACTION_WORDS.search(code):
        raise StorageMisconfigured(
            f"{path.name} must not open, end or leave its transaction; it is given one"
        )
    return MigrationFile(path.stem, text)


def still_pending(files: Sequence[MigrationFile], applied: Mapping[str, str]) -> list[MigrationFile]:
    """Return the files not applied yet.

    Args:
        files: what this program knows.
        applied: checksum by name, as the database marked them.

    Raises:
        StorageMisconfigured: the database knows more than this program, or an applied file was edited.
    """
    known = {file.name: file.checksum for file in files}
    if unknown := sorted(set(applied) - set(known)):
        raise StorageMisconfigured(
            f"the database has {unknown[-1]}, which this program lacks: run the newer one"
        )
    if edited := [name for name in applied if applied[name] != known[name]]:
        raise StorageMisconfigured(f"{edited[0]} was edited after it was applied: restore it, add a new file")
    return [file for file in files if file.name not in applied]
