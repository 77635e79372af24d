"""Where a new contact comes from: its caller's party decides the channel, never its word."""

from dataclasses import dataclass

from models.directory.record import ProfessionalRecord
from models.storage.reading import fetch
from models.words import Channel, Function
from permissions.acting import CHANNEL_OF
from permissions.caller import Caller
from permissions.guarantee import NOT_GUARANTEED, is_guaranteed
from resolvers.context import Context
from resolvers.directory.professionals import professional_by
from resolvers.writing.fault import ErrorCode, refuse

MAY_CREATE = frozenset(CHANNEL_OF)
"""The functions that may write a contact at all."""

NOT_THEIRS = ["5(1)(b)", "25(2)", "32"]
"""Articles for functions that have no business with a record (purpose, defaults, security)."""


@dataclass(frozen=True, slots=True)
class Origin:
    """How a record is collected and for whom; `source_contact_id` is the contact who gives the data."""

    channel: Channel
    professional: ProfessionalRecord | None
    partner_id: str | None
    source_contact_id: str | None

    @property
    def professional_id(self) -> str | None:
        """The professional the record is collected for, if there is one."""
        return self.professional.id if self.professional else None


async def origin_of(context: Context, professional_id: str | None, source: str | None = None) -> Origin:
    """Return the origin of a contact this caller writes for a professional, or for nobody in particular.

    `source` is the contact who gives the data of a relative. Raises Refused: NOT_ALLOWED for a
    professional the caller does not act for or a partner without guarantees, MISSING_REQUIRED_DATA where
    staff of several professionals name none, NOT_FOUND for an unknown professional.
    """
    caller = context.caller
    if not await is_guaranteed(fetch, caller, context.now):
        raise refuse(ErrorCode.NOT_ALLOWED, articles=NOT_GUARANTEED)
    found = await _professional(_for_whom(caller, professional_id))
    partner_id = caller.party_id if caller.function is Function.PARTNER_SITE else None
    return Origin(CHANNEL_OF[caller.function], found, partner_id, source)


def _for_whom(caller: Caller, professional_id: str | None) -> str | None:
    match caller.function:
        case Function.PROFESSIONAL:
            asked = professional_id or caller.party_id
        case Function.ASSISTANT:
            asked = professional_id or _only_one(caller)
        case Function.CONTACT if professional_id is not None:
            raise refuse(ErrorCode.NOT_ALLOWED, "professionalId", articles=NOT_THEIRS)
        case _:
            return professional_id
    if asked not in caller.professional_ids:
        raise refuse(ErrorCode.NOT_ALLOWED, "professionalId", articles=["4(7)", "5(1)(b)"])
    return asked


def _only_one(caller: Caller) -> str:
    if len(caller.professional_ids) != 1:
        raise refuse(ErrorCode.MISSING_REQUIRED_DATA, "professionalId")
    return next(iter(caller.professional_ids))


async def _professional(professional_id: str | None) -> ProfessionalRecord | None:
    if professional_id is None:
        return None
    found = await professional_by("id", professional_id)
    if found is None:
        raise refuse(ErrorCode.NOT_FOUND, "professionalId")
    return found
