"""Turns the errors of a run into problems."""

from collections.abc import Iterable

from graphql import FieldNode, GraphQLError
from structlog.typing import FilteringBoundLogger

from schema.http.causes import fault_in, refusal_in
from schema.http.codes import Code
from schema.http.exchange import Exchange
from schema.http.fault import report
from schema.http.problem import NOTHING, Problem
from schema.http.validation import locations_of

MAX_PROBLEMS = 100
MAX_REPORTED = 5


def run_problems(
    errors: Iterable[GraphQLError], exchange: Exchange, log: FilteringBoundLogger
) -> list[Problem]:
    """One problem per error, at most 100: refusals in their own words, everything else masked.

    What is masked is reported to the log by class and place, the first 5 of a request.
    """
    problems: list[Problem] = []
    reported = 0
    for error in errors:
        if len(problems) >= MAX_PROBLEMS:
            break
        problem = _problem(error)
        problems.append(problem)
        if problem.code == Code.INTERNAL_SERVER_ERROR and reported < MAX_REPORTED:
            reported += 1
            report(log, fault_in(error), exchange.request_id)
    return problems


def _problem(error: GraphQLError) -> Problem:
    refusal = refusal_in(error)
    path = None if error.path is None else tuple(error.path)
    if refusal is not None:
        facts = {"articles": list(refusal.articles)} if refusal.articles else NOTHING
        return Problem(refusal.code, refusal.key, refusal.params, locations_of(error), path, facts)
    if _argument_error(error):
        return Problem(Code.BAD_USER_INPUT, "code.BAD_USER_INPUT", {}, locations_of(error), path)
    return Problem(Code.INTERNAL_SERVER_ERROR, "code.INTERNAL_SERVER_ERROR", {}, locations_of(error), path)


def _argument_error(error: GraphQLError) -> bool:
    # graphql-core points at the argument when a value does not fit, at the field for all else.
    return error.nodes is not None and not isinstance(error.nodes[0], FieldNode)
