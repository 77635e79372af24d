"""What the endpoint says about documents; each message names the next step."""

from collections.abc import Mapping

from schema.http.message import Message

DOCUMENT_MESSAGES: Mapping[str, Message] = {
    "syntax": Message(
        "Le document n'est pas du GraphQL lisible. Corrigez-le à l'endroit indiqué.",
        "The document is not readable GraphQL. Correct it at the given location.",
    ),
    "operation_none": Message(
        "Le document ne contient aucune opération. Ajoutez-en une.",
        "The document holds no operation. Add one.",
    ),
    "operation_ambiguous": Message(
        "Le document contient plusieurs opérations. Nommez celle à exécuter dans operationName.",
        "The document holds several operations. Name the one to run in operationName.",
    ),
    "operation_unknown": Message(
        "operationName ne désigne aucune opération du document. Corrigez le nom.",
        "operationName names no operation of the document. Correct the name.",
    ),
    "one_mutation": Message(
        "L'en-tête Idempotency-Key vaut pour une seule mutation. Donnez idempotencyKey à chacune.",
        "The Idempotency-Key header covers one mutation only. Give each its own idempotencyKey.",
    ),
    "introspection": Message(
        "Lire le schéma demande un jeton. Envoyez-en un par Authorization: Bearer.",
        "Reading the schema needs a token. Send one by Authorization: Bearer.",
    ),
    "limit.tokens": Message(
        "Le document dépasse {limit} éléments. Divisez-le.",
        "The document exceeds {limit} tokens. Split it.",
    ),
    "limit.depth": Message(
        "L'opération descend à {found} niveaux, la limite est {limit}. Demandez moins profond.",
        "The operation is {found} levels deep, the limit is {limit}. Ask less deep.",
    ),
    "limit.aliases": Message(
        "L'opération a {found} alias, la limite est {limit}. Répartissez-les.",
        "The operation has {found} aliases, the limit is {limit}. Spread them over several.",
    ),
    "limit.directives": Message(
        "L'opération a {found} directives, la limite est {limit}. Ôtez-en.",
        "The operation has {found} directives, the limit is {limit}. Remove some.",
    ),
    "limit.fragments": Message(
        "Le document a {found} fragments, la limite est {limit}. Réunissez-en.",
        "The document has {found} fragments, the limit is {limit}. Join some.",
    ),
    "limit.repeats": Message(
        "Un champ est demandé {found} fois au même endroit, la limite est {limit}. Ôtez les répétitions.",
        "A field is asked for {found} times in one place, the limit is {limit}. Remove the repetitions.",
    ),
    "limit.cost": Message(
        "L'opération coûte {found}, la limite est {limit}. Demandez des pages plus petites.",
        "The operation costs {found}, the limit is {limit}. Ask for smaller pages.",
    ),
    "limit.page": Message(
        "Une page va de 1 à {limit} éléments. Changez first, last ou ids ; pour la suite, suivez les "
        "curseurs ou, si la liste n'en a pas, resserrez-la ou avancez sa période.",
        "A page holds 1 to {limit} items. Change first, last or ids; to go on, follow the cursors or, where "
        "the list has none, narrow it or move its window.",
    ),
    "LiteralPurpose": Message(
        "La finalité de @purpose s'écrit dans le document. Remplacez la variable par sa valeur.",
        "The purpose of @purpose is written in the document. Replace the variable by its value.",
    ),
    "purposes_differ": Message(
        "L'en-tête X-Purpose et la directive @purpose ne disent pas la même finalité. Gardez-en une.",
        "The X-Purpose header and the @purpose directive declare different purposes. Keep one.",
    ),
    "validation": Message(
        "Le document ne suit pas le schéma. Corrigez-le à l'endroit indiqué.",
        "The document does not follow the schema. Correct it at the given location.",
    ),
    "FieldsOnCorrectType": Message(
        "Le champ {name} n'existe pas à cet endroit. Consultez le schéma.",
        "The field {name} does not exist here. See the schema.",
    ),
    "ScalarLeafs": Message(
        "Le champ {name} demande une sélection de sous-champs, ou n'en admet pas. Consultez le schéma.",
        "The field {name} needs a selection of subfields, or allows none. See the schema.",
    ),
    "KnownArgumentNames": Message(
        "L'argument {name} n'existe pas à cet endroit. Consultez le schéma.",
        "The argument {name} does not exist here. See the schema.",
    ),
    "ProvidedRequiredArguments": Message(
        "Il manque à {name} un argument obligatoire. Consultez le schéma.",
        "{name} lacks a required argument. See the schema.",
    ),
    "KnownTypeNames": Message(
        "Le type {name} n'existe pas. Consultez le schéma.",
        "The type {name} does not exist. See the schema.",
    ),
    "KnownDirectives": Message(
        "La directive {name} n'existe pas ou n'est pas admise ici. Consultez le schéma.",
        "The directive {name} does not exist or is not allowed here. See the schema.",
    ),
    "KnownFragmentNames": Message(
        "Le fragment {name} n'est pas défini. Définissez-le ou ôtez-le.",
        "The fragment {name} is not defined. Define it or remove it.",
    ),
    "NoUnusedFragments": Message(
        "Le fragment {name} ne sert pas. Ôtez-le.",
        "The fragment {name} is not used. Remove it.",
    ),
    "NoFragmentCycles": Message(
        "Le fragment {name} se contient lui-même. Ôtez la boucle.",
        "The fragment {name} contains itself. Remove the loop.",
    ),
    "NoUndefinedVariables": Message(
        "La variable {name} n'est pas déclarée. Déclarez-la dans l'opération.",
        "The variable {name} is not declared. Declare it in the operation.",
    ),
    "NoUnusedVariables": Message(
        "La variable {name} ne sert pas. Ôtez-la.",
        "The variable {name} is not used. Remove it.",
    ),
    "VariablesInAllowedPosition": Message(
        "La variable {name} n'a pas le type attendu à cet endroit. Changez sa déclaration.",
        "The variable {name} does not have the type expected here. Change its declaration.",
    ),
    "ValuesOfCorrectType": Message(
        "Une valeur écrite dans le document n'a pas le type attendu. Corrigez-la ou passez une variable.",
        "A value written in the document does not have the expected type. Correct it or pass a variable.",
    ),
    "OverlappingFieldsCanBeMerged": Message(
        "Le champ {name} est demandé deux fois différemment. Donnez un alias à l'un des deux.",
        "The field {name} is asked for twice in different ways. Give one of them an alias.",
    ),
    "LoneAnonymousOperation": Message(
        "Une opération sans nom doit être seule. Nommez chaque opération.",
        "An operation without a name must be alone. Name each operation.",
    ),
    "MaxIntrospectionDepth": Message(
        "La lecture du schéma est trop imbriquée. Utilisez la requête d'introspection habituelle.",
        "The reading of the schema is nested too deep. Use the usual introspection query.",
    ),
    "NoNullCharacters": Message(
        "Un texte du document contient le caractère U+0000, qui n'a de sens nulle part. Ôtez-le.",
        "A text of the document holds the character U+0000, which means nothing anywhere. Remove it.",
    ),
    "variable": Message(
        "La variable {name} n'a pas la valeur attendue. Vérifiez son type et les champs obligatoires.",
        "The variable {name} does not have the expected value. Check its type and required fields.",
    ),
    "variable_at": Message(
        "La variable {name} n'a pas la valeur attendue à {at}. Vérifiez son type et les champs obligatoires.",
        "The variable {name} does not have the expected value at {at}. Check its type and required fields.",
    ),
}
