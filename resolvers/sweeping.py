"""What a process does by itself for as long as it serves."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from resolvers.booking.waitlist.sweeping import sweeping as handing_on
from resolvers.context import Installation
from resolvers.privacy.erasing import erasing


@asynccontextmanager
async def sweeping(here: Installation) -> AsyncIterator[None]:
    """Hand on lapsed offers, and erase what has no purpose any more."""
    async with handing_on(), erasing(here):
        yield
