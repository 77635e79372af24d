"""What people read of an expected refusal: what happened, and the next step."""

from models.words import Language
from resolvers.writing.fault import ErrorCode

MESSAGES: dict[ErrorCode, dict[Language, str]] = {
    ErrorCode.SLOT_TAKEN: {
        Language.FR: "Ce créneau vient d'être pris ; choisissez l'un des horaires proposés.",
        Language.EN: "That time has just been taken; choose one of the times offered.",
    },
    ErrorCode.HOLD_EXPIRED: {
        Language.FR: "La réservation provisoire a expiré ; choisissez de nouveau un créneau.",
        Language.EN: "The hold has expired; choose a time again.",
    },
    ErrorCode.HOLD_NOT_YOURS: {
        Language.FR: "Cette réservation provisoire n'est pas la vôtre ; choisissez un créneau.",
        Language.EN: "That hold is not yours; choose a time.",
    },
    ErrorCode.OFF_GRID: {
        Language.FR: "Ce rendez-vous ne peut pas commencer à cette heure ; choisissez un créneau proposé.",
        Language.EN: "An appointment cannot start at that time; choose a time offered.",
    },
    ErrorCode.OUTSIDE_HOURS: {
        Language.FR: "Le professionnel ne reçoit pas à cette heure ; choisissez un créneau proposé.",
        Language.EN: "The professional does not receive at that time; choose a time offered.",
    },
    ErrorCode.CLOSED: {
        Language.FR: "L'agenda est fermé ce jour-là ; choisissez une autre date.",
        Language.EN: "The agenda is closed then; choose another date.",
    },
    ErrorCode.TOO_SOON: {
        Language.FR: "Il est trop tard pour réserver cet horaire ; choisissez-en un plus éloigné.",
        Language.EN: "It is too late to book that time; choose a later one.",
    },
    ErrorCode.TOO_FAR: {
        Language.FR: "Cet horaire n'est pas encore ouvert à la réservation ; choisissez-en un plus proche.",
        Language.EN: "That time is not open for booking yet; choose an earlier one.",
    },
    ErrorCode.LIMIT_REACHED: {
        Language.FR: "Le nombre de rendez-vous permis est atteint ; annulez-en un d'abord.",
        Language.EN: "The limit of appointments is reached; cancel one first.",
    },
    ErrorCode.CONTACT_BLOCKED: {
        Language.FR: "Aucun créneau n'est disponible.",
        Language.EN: "No time is available.",
    },
    ErrorCode.NEW_CONTACTS_REFUSED: {
        Language.FR: "Ce professionnel ne prend pas de nouveaux contacts ; choisissez-en un autre.",
        Language.EN: "This professional takes no new contacts; choose another.",
    },
    ErrorCode.RELATIVE_NOT_ALLOWED: {
        Language.FR: "Vous ne pouvez pas agir pour cette personne ; il y faut un pouvoir que la loi connaît, inscrit par le secrétariat.",
        Language.EN: "You may not act for this person; it takes a power that the law knows, written down by staff.",
    },
    ErrorCode.CATEGORY_NOT_COLLECTED: {
        Language.FR: "Ce professionnel ne collecte pas cette donnée ; retirez-la.",
        Language.EN: "This professional does not collect this value; leave it out.",
    },
    ErrorCode.MISSING_REQUIRED_DATA: {
        Language.FR: "Une donnée obligatoire manque ; sans elle la demande ne peut aboutir.",
        Language.EN: "A mandatory value is missing; the request cannot be carried out without it.",
    },
    ErrorCode.OUTSIDE_CANCELLATION_WINDOW: {
        Language.FR: "Il est trop tard pour annuler en ligne ; appelez le secrétariat.",
        Language.EN: "It is too late to cancel online; call the front desk.",
    },
    ErrorCode.WRONG_STATE: {
        Language.FR: "L'état de cette fiche ne le permet pas ; relisez-la.",
        Language.EN: "The state of the record does not allow it; read it again.",
    },
    ErrorCode.VERSION_CONFLICT: {
        Language.FR: "L'objet a changé depuis votre lecture ; relisez-la puis recommencez.",
        Language.EN: "The record changed since you read it; read it again, then retry.",
    },
    ErrorCode.IDEMPOTENCY_MISMATCH: {
        Language.FR: "Cette clé d'idempotence a déjà servi à une autre demande ; prenez-en une nouvelle.",
        Language.EN: "This idempotency key was used for another request; take a new one.",
    },
    ErrorCode.MASK_WRITTEN_BACK: {
        Language.FR: "Une forme masquée ne peut pas être enregistrée ; laissez le champ absent pour ne rien changer.",
        Language.EN: "A masked form cannot be stored; leave the field out to change nothing.",
    },
    ErrorCode.NOT_ALLOWED: {
        Language.FR: "Vous ne pouvez pas faire cela ici ; demandez-le au responsable de la fiche, ou retirez ce champ.",
        Language.EN: "You may not do this here; ask the controller of the record, or leave that input out.",
    },
    ErrorCode.BUSY_TRY_AGAIN: {
        Language.FR: "Le service est très sollicité ; renvoyez la même demande dans un instant.",
        Language.EN: "The service is very busy; send the same request again in a moment.",
    },
    ErrorCode.NOT_FOUND: {
        Language.FR: "Rien de tel n'existe pour vous ; vérifiez l'identifiant.",
        Language.EN: "No such thing exists for you; check the id.",
    },
    ErrorCode.PROCESSING_RESTRICTED: {
        Language.FR: "Le traitement de ces données est limité ; faites d'abord lever la limitation.",
        Language.EN: "Processing of these data is restricted; have the restriction lifted first.",
    },
    ErrorCode.INVALID_NAME: {
        Language.FR: "Ce nom n'est pas valable ; écrivez-le avec des lettres, 100 signes au plus.",
        Language.EN: "That name is not valid; write it in letters, at most 100 characters.",
    },
    ErrorCode.INVALID_PHONE: {
        Language.FR: "Ce numéro de téléphone n'est pas valable ; écrivez-le avec son indicatif, par exemple +33.",
        Language.EN: "That phone number is not valid; write it with its country code, for example +33.",
    },
    ErrorCode.INVALID_EMAIL: {
        Language.FR: "Cette adresse électronique n'est pas valable ; vérifiez-la.",
        Language.EN: "That e-mail address is not valid; check it.",
    },
    ErrorCode.INVALID_ADDRESS: {
        Language.FR: "Cette adresse postale n'est pas valable ; donnez au moins la ville.",
        Language.EN: "That postal address is not valid; give at least the town.",
    },
    ErrorCode.INVALID_BIRTH_DATE: {
        Language.FR: "Cette date de naissance n'est pas possible ; vérifiez-la.",
        Language.EN: "That birth date is not possible; check it.",
    },
    ErrorCode.INVALID_RPPS: {
        Language.FR: "Ce numéro RPPS n'est pas valable ; il a 11 chiffres, dont une clé.",
        Language.EN: "That RPPS number is not valid; it has 11 digits, the last a check digit.",
    },
    ErrorCode.INVALID_TEXT: {
        Language.FR: "Ce texte est vide, trop court ou trop long, ou contient des signes invisibles, un numéro ou une adresse interdits ici ; corrigez-le.",
        Language.EN: "That text is empty, too short or too long, or holds invisible characters, a number or an address not allowed here; mend it.",
    },
    ErrorCode.INVALID_PERIOD: {
        Language.FR: "Cette période n'est pas valable ; elle doit commencer avant de finir, et pas dans le passé.",
        Language.EN: "That period is not valid; it must start before it ends, and not in the past.",
    },
    ErrorCode.INVALID_KEY: {
        Language.FR: "Cette clé d'idempotence n'est pas valable ; prenez un texte de 1 à 255 signes.",
        Language.EN: "That idempotency key is not valid; take a text of 1 to 255 characters.",
    },
    ErrorCode.INVALID_NUMBER: {
        Language.FR: "Ce nombre est trop petit ou trop grand ; choisissez-en un dans les limites.",
        Language.EN: "That number is too small or too large; choose one within the limits.",
    },
    ErrorCode.INVALID_HOURS: {
        Language.FR: "Ces horaires se chevauchent ou finissent avant de commencer ; corrigez-les.",
        Language.EN: "Those hours overlap, or end before they start; correct them.",
    },
    ErrorCode.INVALID_ZONE: {
        Language.FR: "Ce fuseau horaire est inconnu ; prenez un nom IANA, par exemple Europe/Paris.",
        Language.EN: "That time zone is unknown; take an IANA name, for example Europe/Paris.",
    },
    ErrorCode.INVALID_REGION: {
        Language.FR: "Ce pays ou cette région n'a pas de jours fériés connus ; vérifiez son code ISO 3166.",
        Language.EN: "That country or region has no known public holidays; check its ISO 3166 code.",
    },
    ErrorCode.INVALID_LANGUAGE: {
        Language.FR: "Cette langue est inconnue ; prenez des codes ISO 639-1, par exemple fr.",
        Language.EN: "That language is unknown; take ISO 639-1 codes, for example fr.",
    },
    ErrorCode.NOTHING_TO_CHANGE: {
        Language.FR: "La demande ne change rien ; donnez au moins un champ.",
        Language.EN: "The request changes nothing; give at least one field.",
    },
    ErrorCode.INVALID_REASON: {
        Language.FR: "Ce motif ne va pas avec cette décision ; choisissez-en un autre.",
        Language.EN: "That reason does not go with that decision; choose another.",
    },
    ErrorCode.CONSENT_TEXT_CHANGED: {
        Language.FR: "Le texte du consentement a changé ; relisez consentTexts et donnez la version en vigueur.",
        Language.EN: "The text of the consent has changed; read consentTexts again and give the version in force.",
    },
    ErrorCode.LEGAL_HOLD: {
        Language.FR: "Ces données sont gelées pour un litige ; elles s'effaceront une fois le gel levé.",
        Language.EN: "These data are under a legal hold; they can be erased once it is lifted.",
    },
    ErrorCode.KEPT_BY_LAW: {
        Language.FR: "La loi impose de conserver ces données ; adressez-vous au professionnel qui tient le dossier.",
        Language.EN: "The law orders that these data be kept; ask the professional who keeps the file.",
    },
    ErrorCode.CONTRADICTORY_RULES: {
        Language.FR: "Une autre règle vaut déjà à partir de cet instant ; choisissez un autre instant.",
        Language.EN: "Another rule holds from that instant on already; choose another instant.",
    },
    ErrorCode.CONTRADICTORY_INPUT: {
        Language.FR: "Ce champ contredit un autre de la demande ; retirez l'un des deux.",
        Language.EN: "That input contradicts another of the request; leave one of the two out.",
    },
}
