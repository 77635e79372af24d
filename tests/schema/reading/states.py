"""The states over the table, written by hand from the policy's overlay, beside the world that has them.

Six letters for IDENTITY REACH BIRTH REASON PHYSICIAN NOTE, as in `matrix`; the policy's preset.
"""

from typing import Final

from models.ids import Kind, new_id
from models.storage.dialect import Value
from models.words import Channel
from tests.factories import HOUR, NOW, change, insert, relationship
from tests.schema.reading.cabinet import Cabinet, small_cabinet
from tests.schema.reading.matrix import read_table
from tests.schema.reading.planted import Planted

# `member` is a colleague in the care team; `reminding` a desk agent who declares REMINDER, `straying` one who
# declares a purpose outside the desk's.
_TABLE: Final = """
record            professional staff  member desk   reminding straying partner subject parent booker officer admin

own-objected      CCCCCC       CCWWWW .      PPWWWW PPWWWW    WWWWWW   .       CCCCCC  .      .      PPPWWW  WWWWWW
phone-objected    CCCCCC       CCWWWW .      CCWWWW CCWWWW    WWWWWW   .       CCCCCC  .      .      PPPWWW  WWWWWW
phone-unreminded  CCCCCC       CCPPWW .      CCCCCC WWWWWW    WWWWWW   .       CCCCCC  .      .      PPPWWW  WWWWWW
phone-withdrawn   CCCCCC       CCPPWW .      CCCWWC CCWWWW    WWWWWW   .       CCCCCC  .      .      PPPWWW  WWWWWW
online-withdrawn  CCCCCC       CCPPWW .      CCCWWW CCWWWW    WWWWWW   CCCWWW  CCCCCC  .      .      PPPWWW  WWWWWW
phone-opposed     WWWWWW       WWWWWW .      CCCCCC CCWWWW    WWWWWW   .       CCCCCC  .      .      PPPWWW  WWWWWW
phone-hidden      CCC---       CCP-WW .      CCCCCC CCWWWW    WWWWWW   .       CCCCCC  .      .      PPPWWW  WWWWWW
own-hidden        CCCCCC       CCPPWW .      PPWWWW PPWWWW    WWWWWW   .       CCCCCC  .      .      PPPWWW  WWWWWW
phone-archived    .            .      .      .      .         .        .       CCCCCC  .      .      PPPWWW  WWWWWW
own-archived      .            .      .      .      .         .        .       CCCCCC  .      .      PPPWWW  WWWWWW
online-archived   .            .      .      .      .         .        .       CCCCCC  .      .      PPPWWW  WWWWWW
phone-retrieved   .            .      .      CCCCCC CCWWWW    WWWWWW   .       CCCCCC  .      .      PPPWWW  WWWWWW
adult-objected    CCCCCC       CCWWWW .      CCWWWW CCWWWW    WWWWWW   .       CCCCCC  .      WWWWWW PPPWWW  WWWWWW
child-objected    CCCCCC       CCPWWW .      CCCWCW CCWWWW    WWWWWW   .       CCCCCC  CCCCCC .      PPPWWW  WWWWWW
glass             CCCCCC       RRRRRR .      RRRRRR RRRRRR    RRRRRR   .       CCCCCC  .      .      RRRRRR  RRRRRR
glass-over        RRRRRR       RRRRRR .      RRRRRR RRRRRR    RRRRRR   .       CCCCCC  .      .      RRRRRR  RRRRRR
glass-hidden      CCCCCC       CCP-WW .      CCCCCC CCWWWW    WWWWWW   .       CCCCCC  .      .      PPPWWW  WWWWWW
glass-erased      EEEEEE       EEEEEE .      EEEEEE EEEEEE    EEEEEE   .       EEEEEE  .      .      EEEEEE  EEEEEE
team              CCCCCC       CCPPWW CCCCCC PPWWWW PPWWWW    WWWWWW   .       CCCCCC  .      .      PPPWWW  WWWWWW
team-opposed      CCCCCC       CCPPWW WWWWWW PPWWWW PPWWWW    WWWWWW   .       CCCCCC  .      .      PPPWWW  WWWWWW
team-hidden       CCCCCC       CCPPWW CCC--- PPWWWW PPWWWW    WWWWWW   .       CCCCCC  .      .      PPPWWW  WWWWWW
team-left         CCCCCC       CCPPWW .      PPWWWW PPWWWW    WWWWWW   .       CCCCCC  .      .      PPPWWW  WWWWWW
"""

STATES: Final = read_table(_TABLE)
"""Role -> record -> six letters."""


async def cabinet_of_states() -> Cabinet:
    """Return a cabinet with every record of the table."""
    cabinet = await small_cabinet()
    await plant_states(cabinet)
    return cabinet


async def plant_states(cabinet: Cabinet) -> None:
    """Add every record of the table to a cabinet."""
    world, doctor = cabinet.world, cabinet.world.doctor
    own: dict[str, Value] = {"professional_id": doctor}

    async def plant(name: str, channel: Channel, states: str | None = None, **given: Value) -> Planted:
        whose = own if channel is Channel.AGENDA else {}
        if channel is Channel.ONLINE:
            whose, given = {"partner_id": world.partner}, {"partner_id": world.partner, **given}
        author = world.here.operator_id if channel is Channel.PHONE else None
        whose = {"states": states, **whose}
        return await cabinet.plant(name, channel, whose, author=author, **given)  # type: ignore[arg-type]  # no column of these is a starting time

    await plant("own-objected", Channel.AGENDA, "OBJECTED:APPOINTMENT")
    await plant("phone-objected", Channel.PHONE, "OBJECTED:APPOINTMENT")
    await plant("phone-unreminded", Channel.PHONE, "OBJECTED:REMINDER")
    await plant("phone-withdrawn", Channel.PHONE, "CONSENT_WITHDRAWN:CARE")
    await plant("online-withdrawn", Channel.ONLINE, "CONSENT_WITHDRAWN:CARE")
    await plant("phone-opposed", Channel.PHONE, f"OPPOSED:{doctor}")
    await plant("phone-hidden", Channel.PHONE, "HIDDEN:*")
    await plant("own-hidden", Channel.AGENDA, f"HIDDEN:{doctor}")
    await _archived(await plant("phone-archived", Channel.PHONE))
    await _archived(await plant("own-archived", Channel.AGENDA))
    await _archived(await plant("online-archived", Channel.ONLINE))
    await _retrieved(cabinet, await plant("phone-retrieved", Channel.PHONE))
    await _of_relatives(cabinet)
    await _broken(cabinet)
    await _teams(cabinet)


async def _archived(planted: Planted) -> None:
    await change("contact", planted.contact_id, archived_at=NOW - HOUR)
    await change("appointment", planted.appointment_id, archived_at=NOW - HOUR)


async def _retrieved(cabinet: Cabinet, planted: Planted) -> None:
    """Open the archive to the desk, and to the professional until a moment ago."""
    await _archived(planted)
    desk, doctor = cabinet.caller("desk").account_id, cabinet.caller("professional", planted).account_id
    for record_id in (planted.contact_id, planted.appointment_id):
        for account, until in ((desk, NOW + 1), (doctor, NOW)):
            await insert(
                "record_state",
                id=new_id(Kind.STATE),
                record_id=record_id,
                contact_id=planted.contact_id,
                kind="ARCHIVE_OPENED",
                target=account,
                valid_from=NOW - HOUR,
                valid_until=until,
                set_by_function="DESK_AGENT",
                set_by_party=cabinet.world.here.operator_id,
                set_by_account=account,
            )


async def _of_relatives(cabinet: Cabinet) -> None:
    states = "OBJECTED:RELATIVE_APPOINTMENT"
    booker, parent = cabinet.booker, cabinet.parent
    typed: dict[str, Value] = {"source_contact_id": booker, "states": states}
    adult = await cabinet.plant("adult-objected", Channel.ONLINE, typed, booked_by_contact_id=booker)
    await relationship(booker, adult.contact_id, power="NONE", kind="SPOUSE")
    child = await cabinet.plant(
        "child-objected", Channel.ONLINE, {"states": states}, booked_by_contact_id=parent
    )
    await relationship(parent, child.contact_id)


async def _broken(cabinet: Cabinet) -> None:
    """Break the glass before records that are limited, hidden, or erased."""
    operator = cabinet.world.here.operator_id

    async def plant(name: str, until: int, person: str | None = None) -> Planted:
        planted = await cabinet.plant(name, Channel.PHONE, author=operator)
        account = cabinet.caller("professional", planted).account_id
        glass = f"BREAK_GLASS:{account}:{until}"
        both = " ".join(filter(None, (glass, person)))
        await change("contact", planted.contact_id, states=both)
        await change("appointment", planted.appointment_id, states=glass)
        return planted

    await cabinet.limited(await plant("glass", NOW + 1))
    await cabinet.limited(await plant("glass-over", NOW))
    await plant("glass-hidden", NOW + 1, "HIDDEN:*")
    await cabinet.erased(await plant("glass-erased", NOW + 1))


async def _teams(cabinet: Cabinet) -> None:
    world = cabinet.world

    async def plant(name: str, states: str | None = None, ended_at: int | None = None) -> None:
        planted = await cabinet.plant(
            name, Channel.AGENDA, {"professional_id": world.doctor, "states": states}
        )
        await insert(
            "care_team",
            id=new_id(Kind.TEAM),
            contact_id=planted.contact_id,
            member_id=world.colleague,
            named_by=world.doctor,
            valid_from=NOW - HOUR,
            ended_at=ended_at,
        )

    await plant("team")
    await plant("team-opposed", f"OPPOSED:{world.colleague}")
    await plant("team-hidden", f"HIDDEN:{world.colleague}")
    await plant("team-left", ended_at=NOW - 1)
