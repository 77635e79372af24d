"""What a person says about its own data: consents, objections, whom it keeps out."""

import strawberry

from schema.privacy.give_consent import (
    GiveConsentPayload,
    WithdrawConsentPayload,
    give_consent,
    withdraw_consent,
)
from schema.privacy.object import ObjectionPayload, decide_objection, object_to, withdraw_objection
from schema.privacy.recipients import (
    KeepOutPayload,
    hide_from_providers,
    oppose_recipient,
    show_to_providers,
    withdraw_opposition,
)


@strawberry.type
class SaidMutation:
    give_consent: GiveConsentPayload = strawberry.mutation(
        resolver=give_consent, description="Consent to a purpose, in the words in force (GDPR art. 7)."
    )
    withdraw_consent: WithdrawConsentPayload = strawberry.mutation(
        resolver=withdraw_consent,
        description="Withdraw a consent: what rested only on it is withheld from the next read on.",
    )
    object: ObjectionPayload = strawberry.mutation(
        resolver=object_to,
        description="Object to a purpose: it stops at once, while the objection is weighed (GDPR art. 21).",
    )
    withdraw_objection: ObjectionPayload = strawberry.mutation(
        resolver=withdraw_objection, description="Withdraw an objection: the purpose is served again."
    )
    decide_objection: ObjectionPayload = strawberry.mutation(
        resolver=decide_objection,
        description="Uphold an objection for good, or refuse it with a reason and the way to complain.",
    )
    oppose_recipient: KeepOutPayload = strawberry.mutation(
        resolver=oppose_recipient,
        description="Keep a professional from receiving a person's data (CSP L1110-4).",
    )
    withdraw_opposition: KeepOutPayload = strawberry.mutation(
        resolver=withdraw_opposition, description="Let a professional receive a person's data again."
    )
    hide_from_providers: KeepOutPayload = strawberry.mutation(
        resolver=hide_from_providers,
        description="Hide reasons, notes and physician from a provider or all, in silence (EHDS art. 8).",
    )
    show_to_providers: KeepOutPayload = strawberry.mutation(
        resolver=show_to_providers, description="Show again what was hidden from a provider, or from all."
    )
