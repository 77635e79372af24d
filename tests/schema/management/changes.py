"""One sound input for each change of an agenda."""

from typing import Any

from tests.factories import DAY, NOW, World, contact, insert
from tests.schema.management.managing import everything

Changes = dict[str, dict[str, Any]]


async def every_change(world: World) -> dict[str, tuple[dict[str, Any], bool]]:
    """One sound input for each mutation, and whether what it names is public."""
    person = await contact(world.here)
    await world.visit(person)
    [place] = [row["place_id"] for row in (await everything())["agenda"] if row["id"] == world.agenda]
    public, private = of_public_things(world, person, place), await of_private_things(world)
    return {
        **{verb: (given, True) for verb, given in public.items()},
        **{verb: (given, False) for verb, given in private.items()},
    }


def of_public_things(world: World, person: str, place: str) -> Changes:
    of_agenda = {"agendaId": world.agenda, "expectedVersion": 1}
    of_professional = {"professionalId": world.doctor}
    day = {"firstDay": "2026-12-24", "lastDay": "2026-12-24"}
    hours = {"startsAt": "09:00", "endsAt": "10:00"}
    where = {"name": "A", "street": "B", "postcode": "1", "city": "C", "country": "FR"}
    version = {"expectedVersion": 1}
    return {
        "createVisitType": {**of_professional, "name": "X", "duration": "PT20M"},
        "updateVisitType": {"id": world.visit_type, **version, "name": "X"},
        "setVisitTypePools": {"visitTypeId": world.visit_type, **version, "poolIds": []},
        "overrideVisitType": {**of_agenda, "visitTypeId": world.visit_type, "capacity": 2},
        "setWeeklyHours": {**of_agenda, "hours": []},
        "addExtraOpening": {"agendaId": world.agenda, "day": "2026-12-06", **hours},
        "closeAgenda": {"agendaId": world.agenda, **day},
        "addAbsence": {**of_professional, **day},
        "blockTime": {
            **of_professional,
            "startsAt": "2026-12-07T09:00:00Z",
            "endsAt": "2026-12-07T10:00:00Z",
        },
        "createPlace": {**of_professional, **where, "timeZone": "Europe/Paris"},
        "updatePlace": {"id": place, **version, "name": "X"},
        "createAgenda": {**of_professional, "placeId": place},
        "updateAgenda": {"id": world.agenda, **version, "lanes": 2},
        "updateProfessional": {"id": world.doctor, **version, "languages": ["fr"]},
        "blockContact": {**of_professional, "contactId": person},
        "unblockContact": {**of_professional, "contactId": person},
        "createResourcePool": {**of_professional, "name": "X"},
    }


async def of_private_things(world: World) -> Changes:
    pool, extra, closure, block = (f"{kind}_{'k' * 20}" for kind in ("poo", "ext", "clo", "clm"))
    resource = "res_" + "k" * 20
    await insert("resource_pool", id=pool, professional_id=world.doctor, name="Rooms")
    await insert("resource", id=resource, pool_id=pool, name="Room 1")
    await insert(
        "extra_opening", id=extra, agenda_id=world.agenda, day="2026-12-05", starts_minute=0, ends_minute=60
    )
    await insert(
        "closure",
        id=closure,
        professional_id=world.doctor,
        first_day="2026-12-01",
        last_day="2026-12-01",
        created_at=0,
    )
    await insert(
        "claim", id=block, owner_id=world.doctor, starts_at=NOW + DAY, ends_at=NOW + 2 * DAY, state="TAKEN"
    )
    return {
        "removeExtraOpening": {"id": extra},
        "removeClosure": {"id": closure},
        "unblockTime": {"id": block},
        "addResource": {"poolId": pool, "name": "X"},
        "deactivateResource": {"id": resource},
        "reactivateResource": {"id": resource},
    }
