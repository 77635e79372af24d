"""From a fault to the type that carries it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from models.words import Category, Language
from resolvers.writing.fault import Because, ErrorCode, Fault
from schema.errors.messages import MESSAGES
from schema.errors.particular import PARTICULAR
from schema.errors.user_error import (
    BookingRefused,
    BusyTryAgain,
    ConsentTextChanged,
    FreeTime,
    IdempotencyMismatch,
    InvalidInput,
    NotAllowed,
    NotFound,
    SlotTaken,
    UserError,
    VersionConflict,
    WrongState,
)
from schema.scalars import Instant

_Build = Callable[[Fault, dict[str, Any]], UserError]


def _invalid(fault: Fault, common: dict[str, Any]) -> UserError:
    category = fault.details.get("category")
    articles = fault.details.get("articles", [])
    return InvalidInput(**common, category=Category(category) if category else None, articles=articles)


def _not_allowed(fault: Fault, common: dict[str, Any]) -> UserError:
    return NotAllowed(**common, articles=fault.details.get("articles", []))


def _version_conflict(fault: Fault, common: dict[str, Any]) -> UserError:
    return VersionConflict(**common, current_version=fault.details["version"])


def _text_changed(fault: Fault, common: dict[str, Any]) -> UserError:
    return ConsentTextChanged(**common, current_text_version=fault.details["version"])


def _slot_taken(fault: Fault, common: dict[str, Any]) -> UserError:
    starts, ends = fault.details.get("starts", []), fault.details.get("ends", [])
    alternatives = [
        FreeTime(starts_at=Instant(start), ends_at=Instant(end))
        for start, end in zip(starts, ends, strict=True)
    ]
    return SlotTaken(**common, alternatives=alternatives)


_BUILD: Mapping[ErrorCode, _Build] = {
    ErrorCode.NOT_FOUND: lambda _, common: NotFound(**common),
    ErrorCode.VERSION_CONFLICT: _version_conflict,
    ErrorCode.IDEMPOTENCY_MISMATCH: lambda _, common: IdempotencyMismatch(**common),
    ErrorCode.SLOT_TAKEN: _slot_taken,
    ErrorCode.WRONG_STATE: lambda _, common: WrongState(**common),
    ErrorCode.CONTRADICTORY_RULES: lambda _, common: WrongState(**common),
    ErrorCode.BUSY_TRY_AGAIN: lambda _, common: BusyTryAgain(**common),
    ErrorCode.NOT_ALLOWED: _not_allowed,
    ErrorCode.RELATIVE_NOT_ALLOWED: _not_allowed,
    ErrorCode.PROCESSING_RESTRICTED: _not_allowed,
    ErrorCode.LEGAL_HOLD: _not_allowed,
    ErrorCode.KEPT_BY_LAW: _not_allowed,
    ErrorCode.CONSENT_TEXT_CHANGED: _text_changed,
    ErrorCode.CATEGORY_NOT_COLLECTED: _invalid,
    ErrorCode.MISSING_REQUIRED_DATA: _invalid,
    ErrorCode.MASK_WRITTEN_BACK: _invalid,
    ErrorCode.NOTHING_TO_CHANGE: _invalid,
    ErrorCode.CONTRADICTORY_INPUT: _invalid,
} | {code: _invalid for code in ErrorCode if code.startswith("INVALID_")}


def errors_of(faults: Iterable[Fault], language: Language) -> list[Any]:
    """Return faults as the members of a mutation's error union."""
    return [_error_of(fault, language) for fault in faults]


def _message(fault: Fault, language: Language) -> str:
    because = fault.details.get("because")
    if because is None:
        return MESSAGES[fault.code][language]
    bounds = {name: fault.details[name] for name in ("least", "most") if name in fault.details}
    return PARTICULAR[Because(because)][language].format(**bounds)


def _error_of(fault: Fault, language: Language) -> UserError:
    common: dict[str, Any] = {
        "code": fault.code,
        "message": _message(fault, language),
        "path": list(fault.path),
    }
    build = _BUILD.get(fault.code)
    return build(fault, common) if build else BookingRefused(**common)
