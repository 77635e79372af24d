"""Who asks, and whether the rate allows it."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from permissions.callers.refusal import CredentialRefused
from schema.http.exchange import Caller, Exchange
from schema.http.rate import Rates, address_key, rate_of
from schema.http.refusals import credential_refused, rate_exceeded
from schema.http.settings import EndpointSettings

Authenticate: TypeAlias = Callable[[str | None, int], Awaitable[Caller]]
"""From the `Authorization` header and the UTC second to the caller; raises CredentialRefused."""


class Admission:
    """Lets requests in by credential, then by rate."""

    def __init__(self, authenticate: Authenticate, settings: EndpointSettings) -> None:
        self.authenticate = authenticate
        self.settings = settings
        self.rates = Rates(settings.rate_memory)

    async def admit(self, exchange: Exchange, now: float) -> None:
        """Set the exchange's caller and rate headers; raises RequestRefused (401, 429)."""
        exchange.caller = await self._caller(exchange, now)
        function = str(exchange.caller.function)
        rate = rate_of(function, self.settings.rate_per_minute, self.settings.usual_rate)
        taken = self.rates.take(caller_key(exchange), rate, now)
        headers = taken.headers()
        if not taken.allowed:
            raise rate_exceeded(taken.seconds, tuple(headers))
        exchange.extra += headers

    async def _caller(self, exchange: Exchange, now: float) -> Caller:
        given = exchange.headers.get(b"authorization")
        if given is None:
            return await self.authenticate(None, exchange.now)
        try:
            return await self.authenticate(given.decode("latin-1"), exchange.now)
        except CredentialRefused:
            # Only who is refused is counted: a neighbour's wrong tokens shut nobody out.
            key = "refused:" + address_key(exchange.address)
            guesses = self.rates.take(key, self.settings.refused_credentials_per_minute, now)
            if not guesses.allowed:
                raise rate_exceeded(guesses.seconds) from None
            raise credential_refused() from None


def caller_key(exchange: Exchange) -> str:
    """What a caller is counted by: the account, else the credential, else the address."""
    caller = exchange.caller
    if caller.account_id:
        return f"account:{caller.account_id}"
    if caller.credential_id:
        return f"credential:{caller.credential_id}"
    return address_key(exchange.address)


def is_anonymous(caller: Caller) -> bool:
    """Does this caller come without a credential?"""
    return str(caller.function) == "ANONYMOUS"
