"""Asking for decisions of other instants, and a world whose states change while time goes by."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from models.storage.transaction import Transaction, in_transaction
from models.words import Function, Language, StateKind
from permissions.caller import Caller
from permissions.decision import MaskCode
from permissions.wording import reason_of_others
from resolvers.privacy.timeline import NewState, end_state, lock_record, set_state
from tests.factories import World
from tests.support.client import Client

DECISION: Final = """
fragment Decision on FieldDecision {
  category state role rule articles code unlock text purposes policyVersion
}
"""
EXPLAIN: Final = f"""
query ($record: ID!, $as: Function, $at: DateTime) {{
  explainAccess(record: $record, as: $as, at: $at) {{ ...Decision }}
}}
{DECISION}
"""
WHO_SEES: Final = f"""
query ($record: ID!, $at: DateTime) {{
  whoSees(record: $record, at: $at) {{
    at policyVersion controller {{ id }}
    control {{ channel collectedAt controllerKind preset rule articles source text }}
    functions {{
      function partyKind professional {{ id }} standing role articles exists decisions {{ ...Decision }}
    }}
  }}
}}
{DECISION}
"""


def written(instant: int) -> str:
    """Return an instant as the API writes it."""
    return datetime.fromtimestamp(instant, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


async def explained(client: Client, caller: Caller, record: str, **given: Any) -> Any:
    """Return the decisions, or the code of the refusal."""
    answer = await client.ask(caller, EXPLAIN, record=record, **given)
    if "errors" in answer:
        return answer["errors"][0]["extensions"]["code"]
    return answer["data"]["explainAccess"]


def of_others(decisions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return decisions as they are told of somebody else: but for whom the English text names."""
    return [
        {**each, "text": reason_of_others(MaskCode(each["code"]), Language.EN) if each["code"] else None}
        for each in decisions
    ]


def states(decisions: list[dict[str, Any]]) -> str:
    """Return the states of decisions by their first letters."""
    return "".join(each["state"][0] for each in decisions)


async def sights(client: Client, caller: Caller, record: str, at: str | None = None) -> list[dict[str, Any]]:
    """Return what every function sees, as it is told to a caller."""
    data = await client.data(caller, WHO_SEES, record=record, at=at)
    found: list[dict[str, Any]] = data["whoSees"]["functions"]
    return found


def by_standing(functions: list[dict[str, Any]]) -> Mapping[str, str]:
    """Return the states by standing; `absent` where the record does not exist."""
    return {each["standing"]: states(each["decisions"]) if each["exists"] else "absent" for each in functions}


async def put(world: World, now: int, state: NewState, by: Caller | None = None) -> None:
    """Set a state of a record at an instant."""
    context = await world.request(by or world.caller(Function.PROFESSIONAL), now)

    async def work(transaction: Transaction) -> None:
        await lock_record(transaction, state.record_id)
        await set_state(context, transaction, state)

    await in_transaction(work)


async def end(now: int, record: str, kind: StateKind, target: str = "") -> None:
    """End a state of a record at an instant."""

    async def work(transaction: Transaction) -> None:
        await lock_record(transaction, record)
        assert await end_state(transaction, record, kind, now, target)

    await in_transaction(work)
