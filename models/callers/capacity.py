"""In which capacity the holder of a credential acts, asked once per request."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from models.storage.reading import Row, fetch
from models.words import Function, PartyKind, Purpose


@dataclass(frozen=True, slots=True)
class Capacity:
    """What an active account may act as; `professional_ids` are those of its practice."""

    account_id: str
    function: Function
    party_kind: PartyKind
    party_id: str
    professional_ids: frozenset[str]
    purposes: frozenset[Purpose] | None
    in_care_team: bool
    name: str = field(repr=False)


# One statement answers all that must be true now: the account is active, the token is not revoked,
# for whom the staff of a practice works, and whether anybody named them into a care team.
_CAPACITY = """
SELECT account.id, account.function, account.party_kind, account.party_id, account.name, account.purposes,
    colleague.id AS professional_id, EXISTS (
        SELECT 1 FROM care_team
        WHERE care_team.member_id IN (account.party_id, colleague.id) AND care_team.ended_at IS NULL
    ) AS in_care_team
FROM account
LEFT JOIN professional AS colleague
    ON account.party_kind = 'PRACTICE' AND colleague.practice_id = account.party_id
WHERE account.active AND NOT EXISTS (SELECT 1 FROM revoked_token WHERE revoked_token.token_id = ?)
"""
_BY_ID = _CAPACITY + "AND account.id = ?"
_BY_SUBJECT = _CAPACITY + "AND account.issuer = ? AND account.subject = ?"
_BY_RPPS = (
    _CAPACITY
    + """AND account.id = (
    SELECT holder.id FROM account AS holder JOIN professional ON professional.id = holder.party_id
    WHERE holder.active AND holder.function = 'PROFESSIONAL' AND professional.rpps = ?
    ORDER BY holder.created_at, holder.id LIMIT 1
)"""
)


async def capacity_of_account(account_id: str, token_id: str) -> Capacity | None:
    """Return the capacity of an account, or None: unknown, inactive, or the token is revoked."""
    return _capacity(await fetch(_BY_ID, token_id, account_id))


async def capacity_of_subject(issuer: str, subject: str, token_id: str) -> Capacity | None:
    """Return the capacity of the account an issuer's subject holds, or None as above."""
    return _capacity(await fetch(_BY_SUBJECT, token_id, issuer, subject))


async def capacity_of_rpps(rpps: str, token_id: str) -> Capacity | None:
    """Return the capacity of the health professional with this RPPS, by its oldest active account."""
    return _capacity(await fetch(_BY_RPPS, token_id, rpps))


def _capacity(rows: Sequence[Row]) -> Capacity | None:
    if not rows:
        return None
    row = rows[0]
    kind, party_id = PartyKind(row["party_kind"]), row["party_id"]
    professionals = {found["professional_id"] for found in rows}
    if kind is PartyKind.PROFESSIONAL:
        professionals.add(party_id)
    return Capacity(
        account_id=row["id"],
        function=Function(row["function"]),
        party_kind=kind,
        party_id=party_id,
        professional_ids=frozenset(professionals - {None}),
        purposes=granted_purposes(row["purposes"]),
        in_care_team=any(found["in_care_team"] for found in rows),
        name=row["name"],
    )


def granted_purposes(words: str | None) -> frozenset[Purpose] | None:
    """Return the purposes a credential was granted, or None for all that its function serves."""
    return None if words is None else frozenset(map(Purpose, words.split()))
