"""What can go wrong around sealed values; no message ever holds a value or a key."""


class SealingError(Exception):
    """The base of every error of this package."""


class SealBroken(SealingError):
    """A ciphertext was moved, altered, cut, sealed under another key or in an unknown format."""


class MasterKeyInvalid(SealingError):
    """A master key is not usable as given; the message tells how to make a good one."""


class MasterKeyUnknown(SealingError):
    """The keys database holds keys wrapped by a master key that was not given."""


class DataKeyExists(SealingError):
    """A contact already has a data key; replacing it would erase what it sealed."""


class SigningKeyExists(SealingError):
    """A signing key of that name is already stored."""


class Unsearchable(SealingError):
    """A text holds nothing that can be searched for."""
