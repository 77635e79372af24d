"""Why a start is offered or not."""

from dataclasses import dataclass

from models.booking.slots.blame import Refusal, blame
from models.booking.slots.engine import Verdict, check
from models.booking.slots.nearest import starts_after, starts_before
from models.booking.slots.question import Question


@dataclass(frozen=True, slots=True)
class Explanation:
    """The verdict on one start, each rule that refuses it, and the nearest bookable starts around it.

    The first refusal is the one to answer with; the changes of all of them together would free the start.
    """

    verdict: Verdict
    refusals: tuple[Refusal, ...]
    before: int | None
    after: int | None


def explain(question: Question, start: int) -> Explanation:
    """Return why a start is bookable or not, deciding as `check` does; UnusableWindow where that cannot."""
    verdict = check(question, start)
    before, after = starts_before(question, start, 1), starts_after(question, start, 1)
    return Explanation(
        verdict=verdict,
        refusals=refusals(question, verdict),
        before=before[0] if before else None,
        after=after[0] if after else None,
    )


def refusals(question: Question, verdict: Verdict) -> tuple[Refusal, ...]:
    """Return each rule that refuses a start, without looking for other times."""
    return tuple(refusal for gate in verdict.refused_by for refusal in blame(question, gate, verdict.start))
