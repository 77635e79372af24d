"""What follows when time becomes free."""

from models.booking.record import AppointmentRecord
from models.storage.transaction import Transaction
from resolvers.booking.act import tell_of
from resolvers.context import Context


async def time_freed(context: Context, transaction: Transaction, verb: str, freed: AppointmentRecord) -> None:
    """Tell the agenda that the time of an appointment is free again."""
    await tell_of(context, transaction, verb, freed)
