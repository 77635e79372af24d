"""What contacts of the demo world say they come for, and what staff write down."""

from typing import Final

REASONS: Final = {
    "professional": (
        "Toux persistante depuis dix jours",
        "Renouvellement du traitement pour la tension",
        "Douleurs lombaires après un déménagement",
        "Résultats de la prise de sang à commenter",
        "Fatigue inhabituelle et vertiges",
        "Certificat pour la course à pied",
        "Migraine ophtalmique, deuxième épisode",
        "Bilan avant un voyage en zone tropicale",
        "Suivi du diabète de type 2",
        "Arrêt de travail à prolonger",
    ),
    "paediatrician": (
        "Fièvre à 39 depuis deux jours",
        "Rappel de vaccin des six ans",
        "Otite à répétition",
        "Eczéma derrière les genoux",
        "Courbe de poids à surveiller",
    ),
    "physiotherapist": (
        "Entorse de la cheville gauche, séance 4 sur 10",
        "Rééducation de l'épaule après opération",
        "Lombalgie chronique",
        "Reprise du sport après rupture des ligaments",
    ),
    "other-professional": (
        "Grain de beauté qui a changé de forme",
        "Acné sévère, suivi du traitement",
        "Plaques rouges sur les avant-bras",
        "Verrue plantaire à retirer",
        "Dépistage annuel des lésions cutanées",
    ),
    "dentist": (
        "Rage de dents, molaire en bas à droite",
        "Couronne descellée",
        "Détartrage et contrôle annuel",
        "Gencives qui saignent au brossage",
    ),
    "gynaecologist": (
        "Renouvellement de la contraception",
        "Frottis de dépistage",
        "Suivi de grossesse, cinquième mois",
        "Douleurs pelviennes depuis un mois",
    ),
    "lawyer": (
        "Divorce par consentement mutuel",
        "Garde alternée contestée",
        "Succession avec un testament olographe",
        "Licenciement que le client veut contester",
    ),
    "accountant": ("Passage en société à préparer", "Contrôle fiscal annoncé", "Première déclaration de TVA"),
    "plumber": ("Fuite sous l'évier de la cuisine", "Chauffe-eau en panne", "Salle de bains à refaire"),
    "veterinary": ("Le chien boite de la patte arrière", "Rappel annuel du chat", "Lapin qui ne mange plus"),
}
"""Reasons by professional; those who collect no REASON have none."""

STAFF_NOTES: Final = (
    "Préfère être rappelé en fin de journée",
    "Arrive souvent en avance, prévenir l'accueil",
    "Apporter les radios de l'an dernier",
    "Entend mal de l'oreille droite, parler lentement",
)
"""Notes about the contact himself."""

THIRD_PARTY_NOTES: Final = (
    "Son frère s'inquiète d'une rechute, ne pas lui en parler",
    "La voisine signale des disputes au domicile",
)
"""Notes about somebody else, kept from the contact (GDPR 15(4))."""
