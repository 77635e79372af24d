"""What the storage may refuse, each with the next step; none carries a driver's text or a stored value."""


class StorageError(Exception):
    """Base of every refusal of the storage."""


class StorageMisconfigured(StorageError):
    """A setting, a server or a file is not as durability and privacy ask; the message says what to change."""


class StorageMisused(StorageError):
    """Our own code asked for something that would wedge, leak or tear a transaction."""


class StorageBusy(StorageError):
    """The database could not serve now: try again in a moment."""


class WriteConflict(StorageBusy):
    """Two transactions stood in each other's way; running the work again may succeed."""


class StatementTooSlow(StorageBusy):
    """A statement ran longer than its limit and was stopped."""


class ConstraintBroken(StorageError):
    """A rule of the database refused the write.

    Attributes:
        constraint_name: the constraint, unique index or trigger message, equal on both dialects for
            unique, primary-key, named check, exclusion and trigger rules; None where one of the two
            cannot tell it (NOT NULL, foreign keys, unnamed checks).
    """

    def __init__(self, constraint_name: str | None) -> None:
        super().__init__(constraint_name or "an unnamed constraint")
        self.constraint_name = constraint_name
