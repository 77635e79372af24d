"""The only way to a personal value: decide first, then open what the decision opens."""

from collections.abc import Collection
from typing import Any, NamedTuple

from models.booking.record import AppointmentRecord
from models.contacts.record import ContactRecord
from models.sealing.cipher import Binding, DataKey, open_sealed
from models.sealing.keys import KeyRing
from models.sealing.values import decode
from models.words import Category, FieldState, Language
from permissions.decision import Decision
from permissions.fields import PersonalField
from permissions.judge import CATEGORIES_OF, Judge
from permissions.standing import Record
from permissions.viewpoint import Viewpoint
from permissions.wording import STATES

_TABLES = {ContactRecord: "contact", AppointmentRecord: "appointment"}
_STORED = {each: (_TABLES[kind], each.lower()) for kind, held in CATEGORIES_OF.items() for each in held}


class Shown(NamedTuple):
    """What a caller is shown of one personal value: `value` only when the state is CLEAR."""

    state: FieldState
    value: Any
    display: str
    decision: Decision
    field: PersonalField
    coded_label: str | None

    def __repr__(self) -> str:
        return f"Shown({self.state}, …)"

    @property
    def partial(self) -> str | None:
        """What stands for the value in part, where it is shown whole or in part."""
        if self.state is FieldState.PARTIAL:
            return self.display
        return None if self.value is None else _part(self.field, self.value, self.coded_label)


def _part(field: PersonalField, value: Any, coded_label: str | None) -> str | None:
    return field.partial(value) if field.partial else coded_label


class Lens(Judge):
    """One caller's sight during one request: it judges, and opens what it judged.

    `focus` fetches, in a constant number of statements, what deciding and opening need; after it
    `show` is a plain function. A record out of focus can be decided; to open it is a KeyError.
    """

    def __init__(
        self, view: Viewpoint, operator_id: str, keyring: KeyRing, tenant: str, language: Language
    ) -> None:
        """Look from a viewpoint at the records of a deployment."""
        super().__init__(view, operator_id)
        self.language = language
        self._keyring = keyring
        self._tenant = tenant
        self._keys: dict[str, DataKey | None] = {}
        self._sights: dict[tuple[str, Category], tuple[Decision, Any]] = {}
        self.looked: list[tuple[Record, Decision]] = []  # for the journal: what was shown of each record

    def wrote(self, record_id: str) -> None:
        """Remember that this request wrote a record: its answer may show what a later read may not."""
        super().wrote(record_id)
        for category in Category:
            self._sights.pop((record_id, category), None)

    async def focus(self, records: Collection[Record], categories: Collection[Category]) -> None:
        """Fetch the rules, the instructions about these records, then the keys of what may be opened."""
        if not records:
            return
        await self.learn(records)
        owners = {record.contact_id for record in records if self._asks_for_key(record, categories)}
        owners -= self._keys.keys()
        if owners:
            keys = await self._keyring.data_keys(owners)
            self._keys.update({owner: keys.get(owner) for owner in owners})

    def _asks_for_key(self, record: Record, categories: Collection[Category]) -> bool:
        for category in CATEGORIES_OF[type(record)]:
            if category in categories:
                decision = self.decide(record, category)
                if decision.opens or decision.silent:  # silence takes the same statements as emptiness
                    return True
        return False

    def show(self, record: Record, field: PersonalField, *, coded_label: str | None = None) -> Shown:
        """Return what this caller is shown of a personal field of a record.

        `coded_label` is what stands for a value in part where the field has no partial form of its own.
        """
        decision, values = self._look(record, field.category)
        value = getattr(values, field.attribute, None)
        if value is None:
            state = FieldState.EMPTY if decision.opens else decision.state
            return self._without_value(decision, state, field)
        if decision.state is FieldState.CLEAR:
            return Shown(
                FieldState.CLEAR, value, field.whole(value, self.language), decision, field, coded_label
            )
        part = _part(field, value, coded_label)
        if part is None:
            return self._without_value(decision, FieldState.WITHHELD, field)
        return Shown(FieldState.PARTIAL, None, part, decision, field, coded_label)

    def _look(self, record: Record, category: Category) -> tuple[Decision, Any]:
        """Return the decision on a category of a record, and its values where the decision opens them."""
        place = (record.id, category)
        sight = self._sights.get(place)
        if sight is None:
            decision, values = self.decide(record, category), None
            if (decision.opens or decision.silent) and self._keys[record.contact_id] is None:
                decision = self.erased(record, category)  # whether or not anything was ever sealed
            elif decision.opens:
                values = self._open(record, category)
            sight = self._sights[place] = (decision, values)
            self.looked.append((record, decision))
        return sight

    def values_of(self, record: Record, category: Category) -> Any:
        """Return the values of a category that this caller reads whole, for the writer who seals it again.

        None where nothing is kept. Raises LookupError unless the decision is CLEAR and the key is there.
        """
        if self.decide(record, category).state is not FieldState.CLEAR:
            raise LookupError("only who reads a category whole may write it again")
        if self._keys[record.contact_id] is None:
            raise LookupError("a category whose key is gone is not written again")
        return self._open(record, category)

    def part_of(self, record: Record, field: PersonalField) -> str | None:
        """Return in part what this caller reads of a field whole or in part, for a writer who weighs it.

        None where it reads nothing or nothing is kept. Nothing of it is shown, so the journal has no entry.
        """
        if not self.decide(record, field.category).opens or self._keys[record.contact_id] is None:
            return None
        value = getattr(self._open(record, field.category), field.attribute, None)
        return None if value is None else _part(field, value, None)

    def _without_value(self, decision: Decision, state: FieldState, field: PersonalField) -> Shown:
        return Shown(state, None, STATES[self.language][state], decision, field, None)

    def _open(self, record: Record, category: Category) -> Any:
        table, column = _STORED[category]
        sealed: bytes | None = getattr(record, column, None)
        if sealed is None:
            return None
        key = self._keys[record.contact_id]
        if key is None:
            raise LookupError("what a destroyed key sealed is erased before it is opened")
        return decode(category, open_sealed(sealed, key, Binding(self._tenant, table, column, record.id)))
