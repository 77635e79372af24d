"""What binds a professional to a contact, as those may know who act for it: never a minor's secret visit.

Whatever such a professional does with the contact's record would else tell of the visit (CSP L1111-5).
"""

from models.words import Function

_OF_PROFESSIONALS = f"('{Function.PROFESSIONAL}', '{Function.ASSISTANT}')"


def known_tie(professional: str, contact: str, at: str) -> str:
    """Return the SQL condition that something known bound a professional to a contact at an instant.

    All three are given as SQL. What was known only later explains nothing of what was done before.
    """
    return (
        f"(EXISTS (SELECT 1 FROM contact kc WHERE kc.id = {contact} AND kc.professional_id = {professional})"
        f" OR EXISTS (SELECT 1 FROM appointment ka WHERE ka.contact_id = {contact}"
        f" AND ka.professional_id = {professional} AND NOT ka.secret AND ka.created_at <= {at}))"
    )


def known_hand(function: str, party: str, contact: str, at: str) -> str:
    """Return the SQL condition that who did something is no professional of an unknown tie, nor his staff."""
    through_team = (
        f"EXISTS (SELECT 1 FROM care_team kt WHERE kt.contact_id = {contact} AND kt.member_id = kp.id"
        f" AND kt.valid_from <= {at} AND {known_tie('kt.named_by', contact, at)})"
    )
    return (
        f"({function} NOT IN {_OF_PROFESSIONALS} OR EXISTS (SELECT 1 FROM professional kp"
        f" WHERE (kp.id = {party} OR kp.practice_id = {party})"
        f" AND ({known_tie('kp.id', contact, at)} OR {through_team})))"
    )
