"""The one answer to every credential that is not good."""


class CredentialRefused(Exception):
    """A credential was refused; text and repr are the same whatever was wrong with it.

    `reason` is one word for logs and counters; it never goes to the client, who would learn from it
    which keys, accounts and tokens exist.
    """

    def __init__(self, reason: str) -> None:
        super().__init__("The credential is not valid. Ask for a new one.")
        self.reason = reason
