"""What people read of a refusal with a particular cause: the bound that was crossed, and the next step."""

from models.words import Language
from resolvers.writing.fault import Because

PARTICULAR: dict[Because, dict[Language, str]] = {
    Because.RANGE: {
        Language.FR: "Ce nombre est hors limites ; donnez-en un de {least} à {most}.",
        Language.EN: "That number is out of bounds; give one from {least} to {most}.",
    },
    Because.MINUTES: {
        Language.FR: "Cette durée est hors limites ; donnez-en une de {least} à {most} minutes.",
        Language.EN: "That length is out of bounds; give one from {least} to {most} minutes.",
    },
    Because.TOO_MANY: {
        Language.FR: "Il y en a trop, ou aucun ; donnez-en de {least} à {most}.",
        Language.EN: "There are too many, or none; give {least} to {most}.",
    },
    Because.LENGTH: {
        Language.FR: "Ce texte ne convient pas ; écrivez de {least} à {most} signes, tous visibles.",
        Language.EN: "That text will not do; write {least} to {most} characters, all of them visible.",
    },
    Because.LETTERS: {
        Language.FR: "Ce texte ne convient pas ; écrivez au moins {least} lettres, en {most} signes au plus.",
        Language.EN: "That text will not do; write at least {least} letters, in at most {most} characters.",
    },
    Because.NAMES_SOMEBODY: {
        Language.FR: "Ce texte contient une adresse ou un numéro de quelqu'un ; retirez-le, dites le motif sans nommer.",
        Language.EN: "That text holds an address or a number of somebody; take it out, and say why without naming.",
    },
    Because.PAST: {
        Language.FR: "Cet instant est passé ; choisissez-en un à venir.",
        Language.EN: "That instant is over; choose one to come.",
    },
    Because.TOO_FAR_AHEAD: {
        Language.FR: "C'est trop loin : {most} jours au plus ; choisissez une date plus proche.",
        Language.EN: "That is too far ahead: {most} days at most; choose an earlier date.",
    },
    Because.TOO_LONG: {
        Language.FR: "Cette période est trop longue : {most} jours au plus ; raccourcissez-la.",
        Language.EN: "That period is too long: {most} days at most; shorten it.",
    },
    Because.OUTSIDE_DAYS: {
        Language.FR: "Ce jour est passé, ou à plus de {most} jours ; choisissez-en un entre les deux.",
        Language.EN: "That day is over, or more than {most} days ahead; choose one in between.",
    },
    Because.ENDS_BEFORE_START: {
        Language.FR: "Cette période finit avant de commencer ; corrigez l'une de ses bornes.",
        Language.EN: "That period ends before it starts; correct one of its ends.",
    },
    Because.NAMED_TWICE: {
        Language.FR: "Un même horaire est donné deux fois ; donnez chacun une seule fois.",
        Language.EN: "One time is given twice; give each once.",
    },
    Because.BEYOND_CALENDARS: {
        Language.FR: "Cette série finit après la dernière année connue ; commencez plus tôt, ou répétez moins.",
        Language.EN: "That series ends after the last year that is known; start earlier, or repeat less.",
    },
    Because.NOT_BETWEEN: {
        Language.FR: "Cet instant est avant le début ou dans le futur ; donnez celui où cela s'est passé.",
        Language.EN: "That instant is before the beginning, or to come; give the one at which it happened.",
    },
    Because.WAIT: {
        Language.FR: "Une attente finit après son début, à venir, et à {most} jours d'ici au plus ; corrigez-la.",
        Language.EN: "A wait ends after it begins, in the future, and {most} days from now at most; correct it.",
    },
    Because.WAITS_ALREADY: {
        Language.FR: "Cette personne attend déjà ici ; lisez waitlist, ou quittez-la d'abord.",
        Language.EN: "This person waits here already; read waitlist, or leave it first.",
    },
    Because.WAITS_ENOUGH: {
        Language.FR: "Cette personne est déjà sur {most} listes d'attente, le maximum ; quittez-en une d'abord.",
        Language.EN: "This person is on {most} waiting lists already, the most there may be; leave one first.",
    },
    Because.HOLDS_ENOUGH: {
        Language.FR: "Vous retenez déjà {most} créneaux, le maximum ; réservez ou libérez-en un d'abord.",
        Language.EN: "You hold {most} times already, the most you may; book or release one first.",
    },
    Because.EXTENDED_ENOUGH: {
        Language.FR: "Ce créneau ne se retient pas plus longtemps ; réservez-le maintenant, ou choisissez-en un autre.",
        Language.EN: "That time cannot be held any longer; book it now, or choose another.",
    },
    Because.MODE_NOT_OFFERED: {
        Language.FR: "Ce type de rendez-vous ne se tient pas ainsi ; choisissez un de ses modes.",
        Language.EN: "This visit type is not held in that way; choose one of its modes.",
    },
    Because.NOT_THIS_WAY: {
        Language.FR: "Ce type de rendez-vous ne se prend pas par cette voie ; appelez le secrétariat.",
        Language.EN: "This visit type is not booked this way; call the front desk.",
    },
    Because.FOR_STAFF: {
        Language.FR: "Seuls le secrétariat et le cabinet remplissent ce champ ; retirez-le.",
        Language.EN: "Only the front desk and the practice fill this in; leave it out.",
    },
    Because.FOR_MINORS: {
        Language.FR: "Seul un rendez-vous d'un mineur se garde secret, et pas à la demande de qui le représente ; retirez ce champ.",
        Language.EN: "Only a minor's visit is kept secret, and not at the wish of who represents it; leave that input out.",
    },
}
"""The sentences by cause; `{least}` and `{most}` are bounds of the product, never what was given."""
