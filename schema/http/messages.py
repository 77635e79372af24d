"""What the endpoint says about requests; each message names the next step."""

from collections.abc import Mapping
from types import MappingProxyType

from schema.http.message import Message
from schema.http.messages_document import DOCUMENT_MESSAGES

REQUEST_MESSAGES: Mapping[str, Message] = {
    "method": Message(
        "Cette méthode HTTP n'est pas servie ici. Utilisez POST, ou QUERY pour une lecture.",
        "This HTTP method is not served here. Use POST, or QUERY for reading.",
    ),
    "mutation_by_query": Message(
        "Une mutation ne passe pas par QUERY. Envoyez-la par POST.",
        "A mutation cannot be sent by QUERY. Send it by POST.",
    ),
    "media_type": Message(
        "Le corps doit être du JSON en UTF-8. Envoyez Content-Type: application/json.",
        "The body must be JSON in UTF-8. Send Content-Type: application/json.",
    ),
    "encoding": Message(
        "Les corps compressés ne sont pas acceptés. Envoyez le corps sans Content-Encoding.",
        "Compressed bodies are not accepted. Send the body without Content-Encoding.",
    ),
    "not_acceptable": Message(
        "Aucun format demandé n'est servi. Acceptez application/graphql-response+json.",
        "No requested format is served. Accept application/graphql-response+json.",
    ),
    "stream_needed": Message(
        "Un abonnement arrive en flux. Acceptez text/event-stream ou utilisez graphql-transport-ws.",
        "A subscription arrives as a stream. Accept text/event-stream or use graphql-transport-ws.",
    ),
    "streams_full": Message(
        "Vous avez déjà {limit} flux ouverts. Fermez-en un avant d'en ouvrir un autre.",
        "You already have {limit} streams open. Close one before opening another.",
    ),
    "credential": Message(
        "Le jeton n'est pas valable. Demandez-en un nouveau et envoyez-le par Authorization: Bearer.",
        "The token is not valid. Ask for a new one and send it by Authorization: Bearer.",
    ),
    "rate": Message(
        "Trop de requêtes. Réessayez dans {seconds} s ; l'en-tête RateLimit dit ce qui reste.",
        "Too many requests. Try again in {seconds} s; the RateLimit header says what is left.",
    ),
    "body_large": Message(
        "Le corps dépasse {limit} octets. Raccourcissez le document ou les variables.",
        "The body exceeds {limit} bytes. Shorten the document or the variables.",
    ),
    "body_slow": Message(
        "Le corps n'est pas arrivé en {seconds} s. Renvoyez la requête.",
        "The body did not arrive within {seconds} s. Send the request again.",
    ),
    "body_json": Message(
        "Le corps n'est pas du JSON lisible en UTF-8. Vérifiez son écriture.",
        "The body is not readable JSON in UTF-8. Check how it is written.",
    ),
    "body_batch": Message(
        "Une seule opération par requête. Envoyez un objet JSON, pas une liste.",
        "One operation per request. Send a JSON object, not a list.",
    ),
    "body_object": Message(
        'Le corps doit être un objet JSON. Envoyez {{"query": "..."}}.',
        'The body must be a JSON object. Send {{"query": "..."}}.',
    ),
    "query_missing": Message(
        "Le champ query manque. Donnez-y le texte du document GraphQL.",
        "The query entry is missing. Give it the text of the GraphQL document.",
    ),
    "entry_text": Message(
        "{name} doit être un texte. Corrigez son type.",
        "{name} must be a string. Correct its type.",
    ),
    "entry_null": Message(
        "Un texte de {name} contient le caractère U+0000, qui n'a de sens nulle part. Ôtez-le.",
        "A text of {name} holds the character U+0000, which means nothing anywhere. Remove it.",
    ),
    "entry_object": Message(
        "{name} doit être un objet JSON. Corrigez son type.",
        "{name} must be a JSON object. Correct its type.",
    ),
    "header": Message(
        "L'en-tête {name} est mal formé. Consultez la documentation de l'API.",
        "The {name} header is malformed. See the API's documentation.",
    ),
    "origin": Message(
        "Cette origine n'est pas autorisée. Demandez son ajout à l'exploitant.",
        "This origin is not allowed. Ask the operator to add it.",
    ),
    "no_page": Message(
        "Il n'y a rien à cette adresse. L'API est servie à /graphql.",
        "There is nothing at this address. The API is served at /graphql.",
    ),
    "not_ready": Message(
        "Le service n'est pas prêt. Réessayez dans quelques secondes.",
        "The service is not ready. Try again in a few seconds.",
    ),
    "operation_slow": Message(
        "L'opération a dépassé {seconds} s. Demandez moins à la fois ; rejouez une écriture avec la même "
        "clé d'idempotence.",
        "The operation took longer than {seconds} s. Ask for less at once; repeat a write with the same "
        "idempotency key.",
    ),
}

CODE_MESSAGES: Mapping[str, Message] = {
    "code.BAD_REQUEST": Message(
        "La requête est mal formée. Consultez la documentation de l'API.",
        "The request is malformed. See the API's documentation.",
    ),
    "code.BAD_USER_INPUT": Message(
        "Une valeur donnée n'est pas acceptée. Vérifiez les arguments et les variables.",
        "A given value is not accepted. Check the arguments and the variables.",
    ),
    "code.UNAUTHENTICATED": Message(
        "Il faut s'identifier. Envoyez un jeton par Authorization: Bearer.",
        "Sign-in is needed. Send a token by Authorization: Bearer.",
    ),
    "code.FORBIDDEN": Message(
        "Ce n'est pas permis dans votre fonction. Consultez viewer pour savoir ce qui l'est.",
        "This is not allowed in your function. Read viewer to see what is.",
    ),
    "code.NOT_FOUND": Message(
        "Introuvable pour vous. Vérifiez l'identifiant.",
        "Not found for you. Check the id.",
    ),
    "code.CONFLICT": Message(
        "L'état a changé entre-temps. Relisez l'objet puis recommencez.",
        "The state has changed meanwhile. Read the object again, then retry.",
    ),
    "code.INTERNAL_SERVER_ERROR": Message(
        "Erreur interne. Réessayez ; si elle persiste, donnez requestId à l'exploitant.",
        "Internal error. Try again; if it persists, give requestId to the operator.",
    ),
}

MESSAGES: Mapping[str, Message] = MappingProxyType({**REQUEST_MESSAGES, **DOCUMENT_MESSAGES, **CODE_MESSAGES})
"""Every message of the endpoint by key; `code.X` stands in where a key has no message."""
