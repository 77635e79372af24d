"""In which capacity the holder of a checked token acts now."""

from models.callers.capacity import Capacity, capacity_of_account, capacity_of_rpps, capacity_of_subject
from models.words import Function
from permissions.callers.accounts import enrol
from permissions.callers.identity import Identity
from permissions.callers.proof import Proof
from permissions.callers.refusal import CredentialRefused


async def capacity_of(proof: Proof, enrols: frozenset[Function], now: int) -> Capacity:
    """Return the capacity of a proof's holder, opening an account for one whom the issuer may enrol.

    Raises:
        CredentialRefused: no active account, a revoked token, or an account the issuer's claims contradict.
    """
    if isinstance(proof.holder, str):
        return _standing(await capacity_of_account(proof.holder, proof.token_id))
    capacity = await _of_person(proof.holder, proof.token_id)
    if capacity is None and enrols:
        await enrol(proof.holder, enrols, proof.token_id, now)
        capacity = await _of_person(proof.holder, proof.token_id)
    return _agreed(_standing(capacity), proof.holder)


async def _of_person(person: Identity, token_id: str) -> Capacity | None:
    by_rpps = await capacity_of_rpps(person.rpps, token_id) if person.rpps else None
    return by_rpps or await capacity_of_subject(person.issuer, person.subject, token_id)


def _standing(capacity: Capacity | None) -> Capacity:
    if capacity is None:
        raise CredentialRefused("account")
    return capacity


def _agreed(capacity: Capacity, person: Identity) -> Capacity:
    # Issuer and account must both say it: a role taken away at the issuer closes the API at once.
    if person.functions is not None and capacity.function not in person.functions:
        raise CredentialRefused("function")
    if person.party_id not in {None, capacity.party_id}:
        raise CredentialRefused("party")
    return capacity
