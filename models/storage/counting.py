"""Counts the statements that reach the databases, whichever road they take."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class StatementCount:
    """The SQL texts seen so far, as written by the caller or by the ORM; never their values."""

    texts: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.texts)


_watching: list[StatementCount] = []


def note(sql: str) -> None:
    """Tell whoever counts that this statement is about to run."""
    for count in _watching:
        count.texts.append(sql)


@contextmanager
def counting_statements() -> Iterator[StatementCount]:
    """Yield a growing count of the statements of this process, transactions and querysets included.

    BEGIN, COMMIT, ROLLBACK and the ORM's own savepoints are not counted.
    """
    count = StatementCount()
    _watching.append(count)
    try:
        yield count
    finally:
        _watching[:] = [other for other in _watching if other is not count]
