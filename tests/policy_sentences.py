"""The sentences of the operator's privacy policy, and when each must have a test that accepts it."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Sentence:
    """What the policy says; `waits_for` names the capability that is not built yet, else a test is due."""

    text: str
    waits_for: str = ""

    @property
    def due(self) -> bool:
        """Whether a test must accept the sentence by now."""
        return not self.waits_for


SENTENCES: Final[dict[str, Sentence]] = {
    "S1": Sentence("privacy is a factor of trust"),
    "S2": Sentence("commitments in daily work"),
    "S3": Sentence("compliance with French law 1978 and GDPR, continuous"),
    "S4": Sentence("data come directly from the contacts", "the notice of art. 14"),
    "S5": Sentence("consent, and objection at any moment", "consents and objections"),
    "S6": Sentence("as processor, all or part of the following data"),
    "S6a": Sentence("name and birth name"),
    "S6b": Sentence("first name"),
    "S6c": Sentence("birth date"),
    "S6d": Sentence("phone"),
    "S6e": Sentence("e-mail and/or postal address"),
    "S6f": Sentence("visit reason and treating physician (medical)"),
    "S6g": Sentence("appointment history"),
    "S6h": Sentence("the same for relatives"),
    "S7": Sentence("booking with a health professional or another sector"),
    "S8": Sentence("refusing data may prevent the service"),
    "S9a": Sentence("put in touch"),
    "S9b": Sentence("manage appointments, SMS reminders", "reminders"),
    "S9c": Sentence("manage relatives' appointments, best care"),
    "S10": Sentence("kept only as long as needed", "retention"),
    "S11": Sentence("never to advertisers"),
    "S12": Sentence("sub-contractors only for these purposes", "the register of sub-processors"),
    "S13": Sentence("security fitted to the data"),
    "S14": Sentence("physical, logical, organisational measures"),
    "S15": Sentence("guarantees asked of sub-contractors"),
    "S16": Sentence("contract with Rdvmedicaux.com"),
    "S17": Sentence("the partner's charter", "notices"),
    "S18": Sentence("rights are effective", "rights requests"),
    "S19": Sentence("at any time, free, with proof of identity", "rights requests"),
    "S20": Sentence("access; in some cases rectify, delete, object", "rights requests"),
    "S21a": Sentence("access (15)", "exports"),
    "S21b": Sentence("rectification, update, completion (16)", "telling the recipients (19)"),
    "S21c": Sentence("locking or erasure (17)", "erasure"),
    "S21d": Sentence("withdraw consent (7(3))", "consents and objections"),
    "S21e": Sentence("restriction (18)"),
    "S21f": Sentence("objection (21)", "consents and objections"),
    "S21g": Sentence("portability (20), no automated decision (22), directives after death", "exports"),
    "S22": Sentence("by post or e-mail", "rights requests"),
    "S23": Sentence("name the data, join a copy of identity", "rights requests"),
    "S24": Sentence("complaint to the CNIL", "the complaint route on refusals"),
    "S25": Sentence("company controls data collected online or by phone"),
    "S26": Sentence("each professional controls his own agenda's data"),
    "S27": Sentence("company is processor on particular instruction"),
    "S28": Sentence("protects what it holds in either role"),
}
"""By number. A test accepts a sentence by `@pytest.mark.policy("S6f")`, or several at once."""
