"""What staff reads of a rule that refuses a time: which one, and the least change that frees the time."""

from collections.abc import Mapping

from models.words import Language
from resolvers.booking.availability.explained import Reason, SlotRule
from schema.errors.messages import MESSAGES

_FR: Mapping[SlotRule, str] = {
    SlotRule.CHANNELS: "Ce type de visite ne se réserve pas par ce canal ; ouvrez-lui ce canal.",
    SlotRule.ACCEPTS_NEW: "Les nouveaux contacts ne sont pas acceptés ; acceptez-les pour ce type de visite.",
    SlotRule.ACCEPTS_KNOWN: "Seuls les nouveaux contacts sont acceptés ; acceptez aussi ceux déjà connus.",
    SlotRule.PAST: "Cet horaire est passé ; choisissez-en un à venir.",
    SlotRule.NOTICE: "Le préavis demandé n'est pas respecté ; raccourcissez-le de {amount} min.",
    SlotRule.HORIZON: "Cet horaire n'est pas encore ouvert ; repoussez l'horizon de {amount} min.",
    SlotRule.HOURS: "L'agenda n'est pas ouvert pendant toute la visite ; ouvrez {amount} min de plus.",
    SlotRule.CLOSURES: "L'agenda est fermé à ce moment ; réduisez la fermeture de {amount} min.",
    SlotRule.PER_DAY: "Le contact a atteint sa limite du jour ; relevez-la de {amount}.",
    SlotRule.PER_WEEK: "Le contact a atteint sa limite de la semaine ; relevez-la de {amount}.",
    SlotRule.OPEN_APPOINTMENTS: "Le contact a trop de rendez-vous à venir ; relevez la limite de {amount}.",
    SlotRule.ROOM: "Ce temps est pris ; il faudrait en libérer {amount} min.",
    SlotRule.WHOLE_MINUTE: "Un rendez-vous commence à une minute pleine ; prenez la plus proche.",
    SlotRule.GRID: "Cet horaire n'est pas sur la grille ; prenez le point le plus proche.",
    SlotRule.CALENDAR: "Cet horaire est hors de tout calendrier ; choisissez-en un plus proche.",
    SlotRule.BLOCKED_CONTACT: "Le professionnel n'accepte pas ce contact ; il peut lever ce blocage.",
    SlotRule.CONTACT_SCOPE: "Vous ne pouvez pas réserver ici pour ce contact ; demandez une instruction.",
    SlotRule.RESTRICTION: "Le traitement des données de ce contact est limité ; levez d'abord la limitation.",
}
_EN: Mapping[SlotRule, str] = {
    SlotRule.CHANNELS: "This visit type is not booked by this channel; open the channel to it.",
    SlotRule.ACCEPTS_NEW: "New contacts are not accepted; accept them for this visit type.",
    SlotRule.ACCEPTS_KNOWN: "Only new contacts are accepted; accept those already known as well.",
    SlotRule.PAST: "That time is over; choose one to come.",
    SlotRule.NOTICE: "It is within the notice asked for; shorten the notice by {amount} min.",
    SlotRule.HORIZON: "That time is not open yet; lengthen the horizon by {amount} min.",
    SlotRule.HOURS: "The agenda is not open during the whole visit; open {amount} min more.",
    SlotRule.CLOSURES: "The agenda is closed then; shorten the closure by {amount} min.",
    SlotRule.PER_DAY: "The contact has reached the limit of the day; raise it by {amount}.",
    SlotRule.PER_WEEK: "The contact has reached the limit of the week; raise it by {amount}.",
    SlotRule.OPEN_APPOINTMENTS: "The contact has too many appointments ahead; raise the limit by {amount}.",
    SlotRule.ROOM: "That time is taken; {amount} min of it would have to be free.",
    SlotRule.WHOLE_MINUTE: "An appointment starts on a whole minute; take the nearest.",
    SlotRule.GRID: "That time is not on the grid; take the nearest point.",
    SlotRule.CALENDAR: "That time is beyond every calendar; choose a nearer one.",
    SlotRule.BLOCKED_CONTACT: "The professional does not accept this contact, and may lift that block.",
    SlotRule.CONTACT_SCOPE: "You may not book for this contact here; ask for an instruction.",
    SlotRule.RESTRICTION: "Processing of this contact's data is restricted; lift the restriction first.",
}
SENTENCES: Mapping[Language, Mapping[SlotRule, str]] = {Language.FR: _FR, Language.EN: _EN}


def text_of(reason: Reason, language: Language) -> str:
    """Return a reason as a sentence: in full where its rule is told, else what the refusal itself says."""
    if reason.rule is None:
        return MESSAGES[reason.code][language]
    return SENTENCES[language][reason.rule].format(amount=reason.amount)
