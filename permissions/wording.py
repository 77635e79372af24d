"""What people read of a decision, in the languages of the product."""

from models.words import FieldState, Language
from permissions.decision import MaskCode

STATES: dict[Language, dict[FieldState, str]] = {
    Language.FR: {
        FieldState.CLEAR: "",
        FieldState.PARTIAL: "Partiel",
        FieldState.EMPTY: "",
        FieldState.WITHHELD: "Masqué",
        FieldState.RESTRICTED: "Traitement limité",
        FieldState.ERASED: "Effacé",
    },
    Language.EN: {
        FieldState.CLEAR: "",
        FieldState.PARTIAL: "Partial",
        FieldState.EMPTY: "",
        FieldState.WITHHELD: "Withheld",
        FieldState.RESTRICTED: "Processing restricted",
        FieldState.ERASED: "Erased",
    },
}
"""What stands in `display` where no value does."""

REASONS: dict[Language, dict[MaskCode, str]] = {
    Language.FR: {
        MaskCode.NO_INSTRUCTION: "Le responsable de cette fiche n'a pas donné d'instruction qui ouvre cette donnée à son sous-traitant.",
        MaskCode.NEED_TO_KNOW: "Votre fonction n'a pas besoin de cette donnée.",
        MaskCode.VISIT_OVER: "Le rendez-vous est passé et le délai de lecture est écoulé.",
        MaskCode.NOT_THE_AUTHOR: "Seul l'auteur de cette note la lit.",
        MaskCode.WRITTEN_ONCE: "Cette donnée n'est montrée que dans la réponse à son écriture.",
        MaskCode.CHANGED_SINCE: "Cette donnée n'est plus telle que vous l'avez saisie ; demandez-la à la personne.",
        MaskCode.THIRD_PARTY: "Cette note parle d'un tiers.",
        MaskCode.PURPOSE_OUTSIDE: "La finalité de cette demande n'ouvre pas cette donnée ; déclarez celle que couvrent votre fonction et l'instruction du responsable.",
        MaskCode.OBJECTED: "La personne s'oppose à cette finalité ; demandez-lui.",
        MaskCode.CONSENT_WITHDRAWN: "La personne a retiré son consentement ; demandez-lui.",
        MaskCode.OPPOSED: "La personne s'oppose à ce que vous receviez cette donnée ; demandez-lui.",
        MaskCode.MEANS_NOT_CONTENT: "Le délégué à la protection des données contrôle les moyens, pas le contenu.",
        MaskCode.RUNS_NOT_READS: "L'administration technique fait fonctionner le service sans lire les données.",
        MaskCode.PROCESSING_RESTRICTED: "Le traitement de ces données est limité à leur conservation.",
        MaskCode.ERASED: "Ces données ont été effacées ; leur clé n'existe plus.",
        MaskCode.HIDDEN_BY_PERSON: "La personne cache cette donnée à ce destinataire : il la lit comme vide, et personne ne le lui dit.",
        MaskCode.NO_RULE: "Aucune règle n'ouvre cette donnée.",
    },
    Language.EN: {
        MaskCode.NO_INSTRUCTION: "The controller of this record gave no instruction that opens this value to its processor.",
        MaskCode.NEED_TO_KNOW: "Your function does not need this value.",
        MaskCode.VISIT_OVER: "The visit is over and the reading period has passed.",
        MaskCode.NOT_THE_AUTHOR: "Only the author of this note reads it.",
        MaskCode.WRITTEN_ONCE: "This value is only shown in the answer to its own write.",
        MaskCode.CHANGED_SINCE: "This value is no longer as you typed it; ask the person.",
        MaskCode.THIRD_PARTY: "This note speaks of a third party.",
        MaskCode.PURPOSE_OUTSIDE: "The purpose of this request does not open this value; declare one that your function and the controller's instruction cover.",
        MaskCode.OBJECTED: "The person objects to this purpose; ask the person.",
        MaskCode.CONSENT_WITHDRAWN: "The person withdrew consent; ask the person.",
        MaskCode.OPPOSED: "The person is opposed to your receiving this value; ask the person.",
        MaskCode.MEANS_NOT_CONTENT: "The data-protection officer checks the means, not the content.",
        MaskCode.RUNS_NOT_READS: "Technical administration runs the service and does not read the data.",
        MaskCode.PROCESSING_RESTRICTED: "Processing of these data is restricted to storage.",
        MaskCode.ERASED: "These data were erased; their key no longer exists.",
        MaskCode.HIDDEN_BY_PERSON: "The person hides this value from this recipient, who reads it as empty and is not told so.",
        MaskCode.NO_RULE: "No rule opens this value.",
    },
}
"""Why a value is not shown, in a sentence to the caller who asked for it."""

_OF_OTHERS: dict[Language, dict[MaskCode, str]] = {
    Language.FR: {
        MaskCode.NEED_TO_KNOW: "Cette fonction n'a pas besoin de cette donnée.",
        MaskCode.CHANGED_SINCE: "Cette donnée n'est plus telle qu'elle a été saisie par cette personne.",
        MaskCode.PURPOSE_OUTSIDE: "Aucune finalité que couvrent cette fonction et l'instruction du responsable n'ouvre cette donnée.",
        MaskCode.OBJECTED: "La personne s'oppose à cette finalité.",
        MaskCode.CONSENT_WITHDRAWN: "La personne a retiré son consentement.",
        MaskCode.OPPOSED: "La personne s'oppose à ce que ce destinataire reçoive cette donnée.",
    },
    Language.EN: {
        MaskCode.NEED_TO_KNOW: "This function does not need this value.",
        MaskCode.CHANGED_SINCE: "This value is no longer as that person typed it.",
        MaskCode.PURPOSE_OUTSIDE: "No purpose that this function and the controller's instruction cover opens this value.",
        MaskCode.OBJECTED: "The person objects to this purpose.",
        MaskCode.CONSENT_WITHDRAWN: "The person withdrew consent.",
        MaskCode.OPPOSED: "The person is opposed to this recipient's receiving this value.",
    },
}
"""The same where it is somebody else's sight that is explained; the next step is not the reader's to take."""


def reason_of_others(code: MaskCode, language: Language) -> str:
    """Return why a value is not shown to the function that is spoken of, who need not be the reader."""
    return _OF_OTHERS[language].get(code, REASONS[language][code])
