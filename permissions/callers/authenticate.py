"""From the `Authorization` header to a caller."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from joserfc.jwk import Key

from models.callers.capacity import Capacity
from models.callers.client_key import live_client
from models.words import Function, PartyKind
from permissions.caller import ANONYMOUS, Caller, granted
from permissions.callers import openid, tokens
from permissions.callers.api_keys import PREFIX, is_api_key, key_hash
from permissions.callers.bearer import bearer
from permissions.callers.holder import capacity_of
from permissions.callers.issuer import IssuerMisconfigured, IssuerSettings
from permissions.callers.known_keys import KnownKeys
from permissions.callers.last_use import LastUse
from permissions.callers.own_keys import own_keys
from permissions.callers.proof import CheckedTokens, Proof
from permissions.callers.refusal import CredentialRefused
from permissions.callers.signature import read_unchecked


@dataclass(frozen=True, slots=True)
class _Source:
    """Whose tokens are accepted: their keys, their `typ`, how they are checked, whom they may enrol."""

    keys: KnownKeys
    kinds: frozenset[str]
    verify: Callable[[str, Key, int], Proof]
    enrols: frozenset[Function] = frozenset()


class Authenticator:
    """Turns an `Authorization` header into a caller; one for the life of the process.

    A request costs one statement (two when a person of Pro Santé Connect has no account by RPPS).
    """

    def __init__(self, settings: tokens.TokenSettings, issuers: Iterable[IssuerSettings] = ()) -> None:
        self._sources = {settings.issuer: _own_source(settings)}
        for issuer in issuers:
            if issuer.issuer in self._sources:
                raise IssuerMisconfigured("Two issuers have one name: each needs its own.")
            self._sources[issuer.issuer] = _issuer_source(issuer)
        self._checked: CheckedTokens[_Source] = CheckedTokens()
        self._last_use = LastUse()

    async def __call__(self, authorization: str | None, now: int) -> Caller:
        """Return the caller of a request: ANONYMOUS without a header.

        Raises:
            CredentialRefused: anything but a good credential, always in the same words.
        """
        if authorization is None:
            return ANONYMOUS
        text = bearer(authorization)
        if text.startswith(PREFIX):
            return await self._client(text, now)
        source, proof = await self._proof(text, now)
        return _holder(await capacity_of(proof, source.enrols, now), proof)

    async def close(self) -> None:
        """Finish writing last uses; call it before the databases close."""
        await self._last_use.settle()

    async def _client(self, text: str, now: int) -> Caller:
        client = await live_client(key_hash(text), now) if is_api_key(text) else None
        if client is None:
            raise CredentialRefused("api_key")
        self._last_use.note(client, now)
        return Caller(
            function=Function.PARTNER_SITE,
            party_kind=PartyKind.PARTNER,
            party_id=client.partner_id,
            account_id=client.client_id,
            credential_id=client.client_id,
            purposes=granted(Function.PARTNER_SITE, client.purposes),
            label=client.name,
        )

    async def _proof(self, text: str, now: int) -> tuple[_Source, Proof]:
        kept = self._checked.get(text, now)
        if kept and await kept.source.keys.find(kept.key_id, now) is kept.key:
            return kept.source, kept.proof
        unchecked = read_unchecked(text)
        source = self._sources.get(unchecked.issuer)
        key = await source.keys.find(unchecked.key_id, now) if source else None
        if source is None or key is None or unchecked.kind not in source.kinds:
            raise CredentialRefused("key")
        proof = source.verify(text, key, now)
        self._checked.keep(text, source, unchecked.key_id, key, proof, now)
        return source, proof


def _own_source(settings: tokens.TokenSettings) -> _Source:
    return _Source(own_keys(settings.longest_s), frozenset({tokens.KIND}), partial(tokens.verify, settings))


def _issuer_source(issuer: IssuerSettings) -> _Source:
    verify = partial(openid.verify, issuer)
    return _Source(openid.issuer_keys(issuer), openid.KINDS, verify, issuer.enrols)


def _holder(capacity: Capacity, proof: Proof) -> Caller:
    return Caller(
        function=capacity.function,
        party_kind=capacity.party_kind,
        party_id=capacity.party_id,
        account_id=capacity.account_id,
        credential_id=proof.token_id,
        purposes=granted(capacity.function, capacity.purposes),
        professional_ids=capacity.professional_ids,
        in_care_team=capacity.in_care_team,
        strong=proof.strong,
        label=capacity.name,
    )
