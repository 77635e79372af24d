"""What makes the product's hot query fast stays so: counted, not timed."""

import ast
from pathlib import Path
from typing import Any

import pytest

from benchmarks.question import QUERY
from models.words import Channel, Function
from schema.execution.executor import PlainExecutor
from tests.factories import HOUR, NOW, appointment, contact, small_world
from tests.support.client import Client

HOUSE = Path(__file__).parents[3]
DAY = {"from": "2026-11-23T00:00:00Z", "to": "2026-11-24T00:00:00Z"}


@pytest.mark.usefixtures("databases")
async def test_the_agenda_of_a_day_passes_by_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    world = await small_world()
    await appointment(
        world.here,
        contact_id=await contact(world.here, channel=Channel.AGENDA, professional_id=world.doctor),
        professional_id=world.doctor,
        agenda_id=world.agenda,
        visit_type_id=world.visit_type,
        starts_at=NOW + HOUR,
    )
    executed: list[str] = []
    execute_field: Any = PlainExecutor.execute_field

    def noted(self: PlainExecutor, kind: Any, *rest: Any) -> Any:
        executed.append(str(kind))
        return execute_field(self, kind, *rest)

    monkeypatch.setattr(PlainExecutor, "execute_field", noted)
    doctor = world.caller(Function.PROFESSIONAL)
    data = await Client(world).data(doctor, QUERY, professional=world.doctor, **DAY)
    assert data["agenda"][0]["contact"]["lastName"]["state"] == "CLEAR"
    assert executed == ["Query"]


def test_the_product_casts_no_object_to_a_type() -> None:
    """A plan goes by the class of an object, and does not look for Strawberry's mark of a cast."""
    casts = {
        path.name
        for room in ("schema", "resolvers")
        for path in (HOUSE / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Attribute) and node.attr == "cast")
        or (
            isinstance(node, ast.ImportFrom)
            and (node.module or "").startswith("strawberry")
            and "cast" in {name.name for name in node.names}
        )
    }
    assert casts == set()
