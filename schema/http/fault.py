"""Tells the log of our own mistakes without telling values."""

from traceback import extract_tb
from typing import Any

from structlog.typing import FilteringBoundLogger

from schema.http.causes import causes_of, refusal_in
from schema.http.problem import Problem, RequestRefused
from schema.http.refusals import context_refused, fault

MAX_FRAMES = 20


def report(log: FilteringBoundLogger, error: BaseException, request_id: str) -> None:
    """Log an exception by its classes and the lines it passed; never its text, which may hold a value."""
    log.error("fault", request_id=request_id, **described(error))


def refusal_of(log: FilteringBoundLogger, error: Exception, request_id: str) -> RequestRefused:
    """What a client is told of any exception: a refusal in its own words; all else is masked and logged."""
    refusal = refusal_in(error)
    if refusal is None:
        report(log, error, request_id)
        return fault()
    return context_refused(Problem(refusal.code, refusal.key, refusal.params))


def described(error: BaseException) -> dict[str, Any]:
    """The class of an exception and of its causes, and `file:line function` of its last 20 frames."""
    frames = extract_tb(error.__traceback__, limit=-MAX_FRAMES)
    return {
        "classes": [_class_name(cause) for cause in causes_of(error)],
        "trace": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }


def _class_name(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"
