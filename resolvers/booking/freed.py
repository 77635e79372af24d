"""What follows when time becomes free: the agenda is told, and who waits for it is offered it."""

from models.booking.record import AppointmentRecord
from models.storage.dialect import Row
from models.storage.transaction import Transaction
from resolvers.booking.told import tell_of
from resolvers.booking.waitlist.ended import FreedTime, offer_given_up
from resolvers.booking.waitlist.offering import hand_on
from resolvers.context import Context


async def time_freed(context: Context, transaction: Transaction, verb: str, freed: AppointmentRecord) -> None:
    """Tell the agenda that the time of an appointment is free again, and offer it to who waits for it.

    Who gave it up is not offered it back.
    """
    await tell_of(context, transaction, verb, freed)
    await time_opened(
        transaction,
        FreedTime(freed.professional_id, freed.starts_at, freed.ends_at, freed.contact_id),
        context.now,
    )


async def hold_released(context: Context, transaction: Transaction, hold: Row) -> None:
    """Offer the time of a hold that was given back to who waits for it."""
    await offer_given_up(transaction, hold["id"])
    freed = FreedTime(hold["professional_id"], hold["starts_at"], hold["ends_at"], hold["contact_id"])
    await time_opened(transaction, freed, context.now)


async def time_opened(transaction: Transaction, freed: FreedTime, now: int) -> None:
    """Offer time that may be free, for whatever reason, to who waits for it; its professional is locked.

    Of a span of many days, a week from its start is looked at.
    """
    await hand_on(transaction, [freed], freed.professional_id, now)
