"""Visits that come back each week, so that examples always find them, whatever day it is."""

from dataclasses import dataclass
from typing import Final

from models.words import Channel


@dataclass(frozen=True, slots=True)
class Regular:
    """A visit on an ISO weekday at a local minute; reasons follow each other week by week."""

    contact: str
    professional: str
    place: str
    weekday: int
    minute: int
    visit_type: int
    channel: Channel
    reasons: tuple[str, ...]
    booked_by: str | None = None
    note: str | None = None
    about_third_party: bool = False
    secret: bool = False


REGULARS: Final = (
    Regular(
        "contact",
        "professional",
        "tilleuls",
        2,
        600,
        0,
        Channel.ONLINE,
        ("Allergie au pollen, traitement à revoir", "Insomnies depuis la rentrée"),
        booked_by="contact",
    ),
    Regular(
        "contact",
        "physiotherapist",
        "rehabilitation",
        5,
        600,
        0,
        Channel.AGENDA,
        ("Genou droit, rééducation après chute",),
        note="Marche sans canne depuis lundi",
    ),
    Regular(
        "child",
        "paediatrician",
        "tilleuls",
        3,
        570,
        0,
        Channel.ONLINE,
        (
            "Asthme à l'effort, contrôle du souffle",
            "Certificat pour le judo",
            "Mauvais sommeil et cauchemars",
        ),
        booked_by="contact",
    ),
    Regular(
        "teenager",
        "gynaecologist",
        "ursulines",
        4,
        840,
        0,
        Channel.PHONE,
        ("Première contraception, ne pas prévenir les parents",),
        secret=True,
    ),
    Regular(
        "grandmother",
        "professional",
        "tilleuls",
        4,
        885,
        3,
        Channel.ONLINE,
        ("Tension instable, carnet à montrer",),
        booked_by="contact",
    ),
    Regular(
        "other-spouse",
        "dentist",
        "ursulines",
        1,
        900,
        0,
        Channel.PHONE,
        ("Bridge à contrôler, gêne en mâchant",),
        booked_by="spouse",
    ),
    Regular(
        "ward",
        "professional",
        "tilleuls",
        1,
        570,
        0,
        Channel.AGENDA,
        ("Surveillance des anticoagulants",),
        note="Le fils du patient conteste la tutelle",
        about_third_party=True,
    ),
    Regular(
        "professional PHONE 0",
        "professional",
        "tilleuls",
        1,
        615,
        0,
        Channel.PHONE,
        ("Palpitations le soir au repos", "Suites de bronchite"),
        note="Rappeler si une place se libère plus tôt",
    ),
    Regular(
        "professional ONLINE 0",
        "professional",
        "tilleuls",
        3,
        660,
        0,
        Channel.ONLINE,
        ("Entorse du poignet à revoir", "Boutons après un antibiotique"),
    ),
    Regular(
        "other-professional AGENDA 0",
        "other-professional",
        "ursulines",
        1,
        615,
        0,
        Channel.AGENDA,
        ("Mélanome opéré, surveillance à six mois",),
    ),
    Regular(
        "lawyer AGENDA 0",
        "lawyer",
        "chambers",
        2,
        600,
        1,
        Channel.AGENDA,
        ("Pension alimentaire impayée",),
    ),
)
"""The visits by contact; those whom nobody brings come by themselves or were called in."""

FREE_WITH: Final = "professional"
FREE_WEEKDAY: Final = 4
FREE_HOURS: Final = (600, 660)
"""The local minutes of a weekday of this professional that are never filled, for whoever tries to book."""
