"""Changing appointments through the API, in tests."""

from typing import Any

from permissions.caller import Caller
from tests.support.client import Client

STEP = """
mutation ($input: AppointmentInput!) {
  payload: %s(input: $input) {
    appointment { id status version startsAt viewerCanCancel viewerCanConfirm viewerCanApprove pendingUntil }
    errors { __typename ... on UserError { code path } ... on VersionConflict { currentVersion } }
  }
}
"""
MOVE = """
mutation ($input: RescheduleAppointmentInput!) {
  payload: rescheduleAppointment(input: $input) {
    appointment { id status version startsAt endsAt }
    errors { ... on UserError { code path } ... on SlotTaken { alternatives { startsAt } } }
  }
}
"""
CANCEL = """
mutation ($input: CancelAppointmentInput!) {
  payload: cancelAppointment(input: $input) {
    appointment { id status version cancelledBy }
    errors { ... on UserError { code path } }
  }
}
"""
HOLD = """
mutation ($input: %s!) {
  payload: %s(input: $input) {
    hold { id slotId startsAt endsAt heldUntil }
    errors { ... on UserError { code path } ... on SlotTaken { alternatives { startsAt } } }
  }
}
"""


async def payload_of(client: Client, caller: Caller, operation: str, **given: Any) -> dict[str, Any]:
    """Return the payload of a mutation aliased `payload`."""
    data = await client.data(caller, operation, input=given)
    payload: dict[str, Any] = data["payload"]
    return payload


async def step(client: Client, caller: Caller, name: str, **given: Any) -> dict[str, Any]:
    return await payload_of(client, caller, STEP % name, **given)


async def move(client: Client, caller: Caller, **given: Any) -> dict[str, Any]:
    return await payload_of(client, caller, MOVE, **given)


async def cancel(client: Client, caller: Caller, **given: Any) -> dict[str, Any]:
    return await payload_of(client, caller, CANCEL, **{"reason": "OTHER", **given})


async def hold(client: Client, caller: Caller, **given: Any) -> dict[str, Any]:
    return await payload_of(client, caller, HOLD % ("HoldSlotInput", "holdSlot"), **given)


async def with_hold(client: Client, caller: Caller, name: str, hold_id: str) -> dict[str, Any]:
    return await payload_of(client, caller, HOLD % ("HoldInput", name), holdId=hold_id)


def codes(payload: dict[str, Any]) -> list[str]:
    return [error["code"] for error in payload["errors"]]
