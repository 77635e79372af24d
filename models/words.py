"""The words of the domain, each with its closed list of values."""

from enum import StrEnum


class Sector(StrEnum):
    """The field a professional works in; it decides which categories may be collected."""

    HEALTH = "HEALTH"
    LEGAL = "LEGAL"
    ACCOUNTING = "ACCOUNTING"
    VETERINARY = "VETERINARY"
    WELLNESS = "WELLNESS"
    REAL_ESTATE = "REAL_ESTATE"
    CRAFT = "CRAFT"
    AUTOMOTIVE = "AUTOMOTIVE"
    ADMINISTRATION = "ADMINISTRATION"
    OTHER = "OTHER"


class Channel(StrEnum):
    """How a record was collected."""

    ONLINE = "ONLINE"
    PHONE = "PHONE"
    AGENDA = "AGENDA"


class Category(StrEnum):
    """The unit of sealing, deciding, instructing and erasing."""

    IDENTITY = "IDENTITY"
    REACH = "REACH"
    BIRTH = "BIRTH"
    REASON = "REASON"
    PHYSICIAN = "PHYSICIAN"
    NOTE = "NOTE"


class Purpose(StrEnum):
    """What personal data are used for (the policy's purposes, S9a to S9c, and those the law adds)."""

    MATCHING = "MATCHING"
    APPOINTMENT = "APPOINTMENT"
    REMINDER = "REMINDER"
    RELATIVE_APPOINTMENT = "RELATIVE_APPOINTMENT"
    CARE = "CARE"
    RIGHTS = "RIGHTS"
    OPERATION = "OPERATION"


class PartyKind(StrEnum):
    """Who a caller speaks for."""

    OPERATOR = "OPERATOR"
    PROFESSIONAL = "PROFESSIONAL"
    PRACTICE = "PRACTICE"
    PARTNER = "PARTNER"
    CONTACT = "CONTACT"
    NOBODY = "NOBODY"


class Function(StrEnum):
    """The job in which a caller acts for its party."""

    PROFESSIONAL = "PROFESSIONAL"
    ASSISTANT = "ASSISTANT"
    DESK_AGENT = "DESK_AGENT"
    PARTNER_SITE = "PARTNER_SITE"
    CONTACT = "CONTACT"
    PROTECTION_OFFICER = "PROTECTION_OFFICER"
    TECHNICAL_ADMIN = "TECHNICAL_ADMIN"
    ANONYMOUS = "ANONYMOUS"


class PartyRole(StrEnum):
    """What the GDPR makes of a caller on one record (art. 4(7), 4(8), 4(9), 4(1), 28(2))."""

    CONTROLLER = "CONTROLLER"
    PROCESSOR = "PROCESSOR"
    SUB_PROCESSOR = "SUB_PROCESSOR"
    RECIPIENT = "RECIPIENT"
    DATA_SUBJECT = "DATA_SUBJECT"
    REPRESENTATIVE = "REPRESENTATIVE"
    NONE = "NONE"


class FieldState(StrEnum):
    """What a caller is shown of one personal value."""

    CLEAR = "CLEAR"
    PARTIAL = "PARTIAL"
    WITHHELD = "WITHHELD"
    EMPTY = "EMPTY"
    RESTRICTED = "RESTRICTED"
    ERASED = "ERASED"


class UnlockWay(StrEnum):
    """What would open a value that is not clear."""

    ASK_INSTRUCTION = "ASK_INSTRUCTION"
    DECLARE_PURPOSE = "DECLARE_PURPOSE"
    STRONG_AUTH = "STRONG_AUTH"
    BREAK_GLASS = "BREAK_GLASS"
    ASK_SUBJECT = "ASK_SUBJECT"
    NONE = "NONE"


class Preset(StrEnum):
    """Who controls what was collected by which channel: the policy's answer, or the CNIL guide's."""

    POLICY = "POLICY"
    CNIL_GUIDE = "CNIL_GUIDE"


class StateKind(StrEnum):
    """What may lie over the policy table for one record, or for all records of one contact."""

    RESTRICTED = "RESTRICTED"
    OBJECTED = "OBJECTED"
    CONSENT_WITHDRAWN = "CONSENT_WITHDRAWN"
    OPPOSED = "OPPOSED"
    HIDDEN = "HIDDEN"
    BREAK_GLASS = "BREAK_GLASS"
    ARCHIVED = "ARCHIVED"
    ARCHIVE_OPENED = "ARCHIVE_OPENED"
    LEGAL_HOLD = "LEGAL_HOLD"
    ERASED = "ERASED"


class AppointmentStatus(StrEnum):
    """Where an appointment stands in its life."""

    PENDING = "PENDING"
    BOOKED = "BOOKED"
    CONFIRMED = "CONFIRMED"
    ARRIVED = "ARRIVED"
    COMPLETED = "COMPLETED"
    NO_SHOW = "NO_SHOW"
    CANCELLED = "CANCELLED"
    DECLINED = "DECLINED"
    EXPIRED = "EXPIRED"


class Canceller(StrEnum):
    """Who cancelled an appointment."""

    CONTACT = "CONTACT"
    PROFESSIONAL = "PROFESSIONAL"
    DESK = "DESK"
    PARTNER = "PARTNER"


class RelationshipKind(StrEnum):
    """What a contact is to the relative he acts for."""

    PARENT = "PARENT"
    GUARDIAN = "GUARDIAN"
    CHILD = "CHILD"
    SPOUSE = "SPOUSE"
    OTHER = "OTHER"


class LegalPower(StrEnum):
    """The power by which a contact acts for a relative."""

    PARENTAL_AUTHORITY = "PARENTAL_AUTHORITY"
    GUARDIANSHIP = "GUARDIANSHIP"
    MANDATE = "MANDATE"
    NONE = "NONE"


class Mode(StrEnum):
    """How professional and contact meet."""

    IN_PERSON = "IN_PERSON"
    VIDEO = "VIDEO"
    PHONE = "PHONE"
    HOME = "HOME"


class Language(StrEnum):
    """A language the product answers in."""

    FR = "fr"
    EN = "en"
