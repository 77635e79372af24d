"""What people read of a refused request: what is wrong with it, and the next step."""

from collections.abc import Mapping

from schema.http.message import Message

REFUSALS: Mapping[str, Message] = {
    "agendas": Message(
        "On interroge {most} agendas au plus à la fois ; demandez-en moins.",
        "At most {most} agendas are asked at once; ask for fewer.",
    ),
    "before_policy": Message(
        "Aucune politique n'était en vigueur à cet instant ; choisissez-en un à partir du 25 mai 2018.",
        "No policy was in force at that instant; choose one from 25 May 2018 on.",
    ),
    "before_record": Message(
        "La fiche n'existait pas encore à cet instant ; choisissez-en un à partir de sa collecte.",
        "The record did not exist at that instant; choose one from its collection on.",
    ),
    "cursor": Message(
        "Ce curseur n'est pas de cette liste ; reprenez au début, sans after.",
        "That cursor is not of this list; start again without after.",
    ),
    "guessing": Message(
        "Plus de {most} recherches en une heure ; attendez avant d'en faire d'autres. Le délégué est averti.",
        "More than {most} searches within an hour; wait before searching again. The officer has been told.",
    ),
    "list_size": Message(
        "Cette liste va de 1 à {most} éléments et n'a pas de curseur ; resserrez-la ou avancez sa période.",
        "This list holds 1 to {most} items and has no cursor; narrow it or move its window.",
    ),
    "narrow_search": Message(
        "Plus de {most} professionnels conviennent ; précisez le lieu, le métier ou la spécialité.",
        "More than {most} professionals fit; say more of the place, the profession or the specialty.",
    ),
    "not_instructable": Message(
        "Aucune instruction n'ouvre cette catégorie : les notes restent au responsable ; retirez-la "
        "(RGPD art. 28(3)(a)).",
        "No instruction opens that category: notes stay with the controller; leave it out "
        "(GDPR art. 28(3)(a)).",
    ),
    "no_letters": Message(
        "{field} n'a ni lettre ni chiffre ; écrivez-en au moins un, ou retirez ce champ.",
        "{field} holds no letter or digit; write at least one, or leave it out.",
    ),
    "nothing_supposed": Message(
        "Rien n'est supposé ; donnez instruction, withdraw ou preset.",
        "Nothing is supposed; give instruction, withdraw or preset.",
    ),
    "order_incomplete": Message(
        "Une instruction nomme des catégories et des finalités ; donnez au moins une de chaque "
        "(RGPD art. 28(3)(a)).",
        "An instruction names categories and purposes; give at least one of each (GDPR art. 28(3)(a)).",
    ),
    "others_sight": Message(
        "Ce que voient les autres se demande par le responsable de la fiche, la personne, qui la "
        "représente ou le délégué à la protection des données (RGPD art. 5(2), 15(1)(c), 39(1)(b)) ; "
        "demandez-le sans as.",
        "What others see is for the controller of the record, the person, who represents it and the "
        "data-protection officer to ask (GDPR art. 5(2), 15(1)(c), 39(1)(b)); ask without as.",
    ),
    "supposing": Message(
        "Ce qui changerait se demande par le responsable de la fiche ou le délégué à la protection des "
        "données (RGPD art. 5(2), 24, 39(1)(b)) ; adressez-vous à eux.",
        "What would change is for the controller of the record and the data-protection officer to ask "
        "(GDPR art. 5(2), 24, 39(1)(b)); turn to them.",
    ),
    "not_found": Message(
        "Rien de tel n'existe pour vous ; vérifiez l'identifiant.",
        "No such thing exists for you; check the id.",
    ),
    "not_your_person": Message(
        "Seuls la personne, son représentant, le responsable et le délégué lisent ce qu'elle a décidé.",
        "Only the person, its representative, the controller and the officer read what it decided.",
    ),
    "nothing_to_search": Message(
        "Il n'y a rien à chercher ; donnez au moins trois lettres, un numéro ou une adresse.",
        "There is nothing to search for; give at least three letters, a number or an address.",
    ),
    "page_size": Message(
        "Une page a de 1 à {most} éléments ; demandez-en moins, puis la suite avec after.",
        "A page has 1 to {most} items; ask for fewer, then go on with after.",
    ),
    "position": Message(
        "Ce point n'est pas sur Terre ; la latitude va de -90 à 90, la longitude de -180 à 180.",
        "That point is not on Earth; latitude goes from -90 to 90, longitude from -180 to 180.",
    ),
    "purpose": Message(
        "Cette finalité n'existe pas ; la liste est dans le type Purpose.",
        "There is no such purpose; the list is in the type Purpose.",
    ),
    "radius": Message(
        "Le rayon va jusqu'à {most} km ; demandez-en un plus court.",
        "The radius goes up to {most} km; ask for a shorter one.",
    ),
    "radius_alone": Message(
        "radiusKm est la distance depuis near ; donnez aussi near, ou retirez radiusKm.",
        "radiusKm is the distance from near; give near as well, or leave radiusKm out.",
    ),
    "relatives_once": Message(
        "Les proches d'un proche se demandent à part, par son identifiant.",
        "Ask for the relatives of a relative apart, by its id.",
    ),
    "search_not_allowed": Message(
        "Votre fonction ne lit pas cette donnée en clair et ne cherche donc pas par elle.",
        "Your function does not read that value in clear, and so does not search by it.",
    ),
    "too_many_entries": Message(
        "Il y a plus de {most} rendez-vous ; demandez une période plus courte.",
        "There are more than {most} appointments; ask for a shorter window.",
    ),
    "window": Message(
        "La période doit commencer avant de finir et durer {days} jours au plus.",
        "The window must start before it ends and last {days} days at most.",
    ),
}
"""The sentences of refusals by their key."""
