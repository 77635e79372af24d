"""The name of a document in the log."""

from hashlib import sha256

from graphql import DocumentNode, TokenKind

_VALUES = frozenset({TokenKind.STRING, TokenKind.BLOCK_STRING, TokenKind.INT, TokenKind.FLOAT})


def fingerprint(document: DocumentNode) -> str:
    """16 hexadecimal digits that name a document's form.

    Strings and numbers are left out: a hash of a telephone number could be undone by trying them all.
    """
    digest = sha256()
    token = document.loc.start_token.next if document.loc else None
    while token is not None:
        value = None if token.kind in _VALUES else token.value
        if token.kind is not TokenKind.COMMENT:
            digest.update((value or token.kind.value).encode() + b" ")
        token = token.next
    return digest.hexdigest()[:16]
