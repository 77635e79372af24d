"""What one request carries from room to room."""

from dataclasses import dataclass, field, replace

from models.journal.journal import Journal
from models.sealing.keys import KeyRing
from models.words import Language, Purpose
from permissions.caller import Caller
from permissions.lens import Lens
from permissions.refusal import Refusal
from permissions.viewpoint import Viewpoint, viewpoint_of
from resolvers.journal.seen import Seen


@dataclass(frozen=True, slots=True)
class Installation:
    """One running deployment: the same for every request.

    `searches_per_hour` is how often one account may search by one category before that is guessing.
    """

    tenant: str
    operator_id: str
    operator_name: str
    keyring: KeyRing
    searches_per_hour: int = 600
    journal: Journal = field(default_factory=Journal, repr=False)


@dataclass(slots=True)
class Context:
    """One request: from where it looks, through which lens, in which language."""

    installation: Installation
    view: Viewpoint
    lens: Lens
    language: Language
    request_id: str
    idempotency_key: str | None = None
    seen: Seen = field(default_factory=Seen)

    @property
    def caller(self) -> Caller:
        """Who makes this request."""
        return self.view.caller

    @property
    def now(self) -> int:
        """When this request was received, in epoch seconds."""
        return self.view.now


async def new_context(
    installation: Installation, caller: Caller, now: int, language: Language, request_id: str
) -> Context:
    """Return the context of a request that was just authenticated."""
    view = await viewpoint_of(caller, now)
    lens = Lens(view, installation.operator_id, installation.keyring, installation.tenant, language)
    return Context(installation, view, lens, language, request_id, seen=Seen(looked=lens.looked))


def declared(caller: Caller, purpose: str | None) -> Caller:
    """Return a caller narrowed to the purpose it declares; one outside its function leaves it none.

    Raises Refusal BAD_USER_INPUT for a word that is no purpose (GDPR art. 5(1)(b)).
    """
    if purpose is None:
        return caller
    if purpose not in list(Purpose):
        raise Refusal("purpose", code="BAD_USER_INPUT")
    return replace(caller, purposes=caller.purposes & {Purpose(purpose)})
