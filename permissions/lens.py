"""The only way to a personal value: decide first, then open what the decision opens."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from models.booking.record import AppointmentRecord
from models.contacts.record import ContactRecord
from models.privacy.record import InstructionRecord
from models.sealing.cipher import Binding, DataKey, open_sealed
from models.sealing.keys import KeyRing
from models.sealing.values import decode
from models.words import Category, FieldState, Function, Language
from permissions.controllership import Controller, Controllership, load_controllership
from permissions.decide import Facts, decide
from permissions.decision import Decision
from permissions.fields import PersonalField
from permissions.instructions import instructions_in_force
from permissions.policy import INSTRUCTABLE, Standing
from permissions.standing import Record, facts_of, standing_towards
from permissions.viewpoint import Viewpoint
from permissions.wording import STATES

CATEGORIES_OF = {
    ContactRecord: (Category.IDENTITY, Category.REACH, Category.BIRTH, Category.PHYSICIAN),
    AppointmentRecord: (Category.REASON, Category.NOTE),
}
"""The categories each kind of record can hold."""

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


class Lens:
    """One caller's sight during one request.

    `focus` fetches, in a constant number of statements, what deciding and opening need; after it
    `show` is a plain function. A record out of focus can be decided; to open it is a KeyError.
    """

    def __init__(
        self, view: Viewpoint, operator_id: str, keyring: KeyRing, tenant: str, language: Language
    ) -> None:
        """Look from a viewpoint at the records of a deployment."""
        self.view = view
        self.language = language
        self.operator_id = operator_id
        self._keyring = keyring
        self._tenant = tenant
        self._controllership: Controllership | None = None
        self._keys: dict[str, DataKey | None] = {}
        self._instructions: dict[str, list[InstructionRecord]] = {}
        self._just_written: set[str] = set()
        self._standings: dict[str, tuple[Standing, Facts, Controller]] = {}
        self._sights: dict[tuple[str, Category], tuple[Decision, Any]] = {}
        self.looked: list[tuple[Record, Decision]] = []  # for the journal: what was shown of each record

    def wrote(self, record_id: str) -> None:
        """Remember that this request wrote a record: its answer may show what a later read may not."""
        self._just_written.add(record_id)
        self._standings.pop(record_id, None)
        for category in Category:
            self._sights.pop((record_id, category), None)

    async def focus(self, records: Collection[Record], categories: Collection[Category]) -> None:
        """Fetch the rules, the instructions about these records, then the keys of what may be opened."""
        if not records:
            return
        await self.controllership()
        await self._learn_instructions(records)
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

    async def controllership(self) -> Controllership:
        """Return the controllership rules, fetched once."""
        if self._controllership is None:
            self._controllership = await load_controllership(self.operator_id)
        return self._controllership

    async def _learn_instructions(self, records: Iterable[Record]) -> None:
        if self.view.caller.function is not Function.DESK_AGENT:
            return
        controllers = {self.controller(record).party_id for record in records} - self._instructions.keys()
        if controllers:
            found = await instructions_in_force(controllers, self.view.caller.party_id, self.view.now)
            self._instructions.update({each: found.get(each, []) for each in controllers})

    def controller(self, record: Record) -> Controller:
        """Return who controls a record, and by which rule."""
        return self._towards(record)[2]

    def standing(self, record: Record) -> Standing:
        """Return where this caller stands towards a record."""
        return self._towards(record)[0]

    def decide(self, record: Record, category: Category) -> Decision:
        """Return the decision for this caller, a record and a category."""
        standing, facts, controller = self._towards(record)
        if standing is Standing.PROCESSOR and category in INSTRUCTABLE:
            standing, facts = self._instructed(controller.party_id, category, facts)
        return decide(standing, category, facts)

    def decisions(self, record: Record) -> list[Decision]:
        """Return the decision on each category this kind of record can hold."""
        return [self.decide(record, category) for category in CATEGORIES_OF[type(record)]]

    def tells_visit_type(self, record: AppointmentRecord) -> bool:
        """Return whether this caller may know what an appointment is for: its type is the reason in part.

        Who booked it knows, as long as the reason is withheld from him and not restricted or erased.
        """
        decision = self.decide(record, Category.REASON)
        booked_it = self.standing(record) in {Standing.SUB_PROCESSOR, Standing.BOOKER}
        return decision.opens or (booked_it and decision.state is FieldState.WITHHELD)

    async def tells_wish(self, channel: str, asked_at: int, professional_id: str) -> bool:
        """Return whether this caller may know what a contact waits for, of an entry in its scope.

        A wish is a reason before there is an appointment: the desk knows it where the operator controls
        what was collected, and who checks or runs the service does not.
        """
        function = self.view.caller.function
        if function in {Function.PROTECTION_OFFICER, Function.TECHNICAL_ADMIN}:
            return False
        controllership = await self.controllership()
        controller = controllership.controller(channel, asked_at, professional_id).party_id
        return function is not Function.DESK_AGENT or controller == self.operator_id

    def instruction(self, record: Record) -> InstructionRecord | None:
        """Return the latest instruction in force from the controller of a record to this processor."""
        standing, _, controller = self._towards(record)
        given = self._instructions.get(controller.party_id, [])
        return given[0] if given and standing is Standing.PROCESSOR else None

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
            decision = self.decide(record, category)
            values = self._open(record, category) if decision.opens else None
            if values is _KEY_DESTROYED:
                decision, values = decide(self._towards(record)[0], category, Facts.ERASED), None
            sight = self._sights[place] = (decision, values)
            self.looked.append((record, decision))
        return sight

    def values_of(self, record: Record, category: Category) -> Any:
        """Return the values of a category that this caller reads whole, for the writer who seals it again.

        None where nothing is kept. Raises LookupError unless the decision is CLEAR and the key is there.
        """
        if self.decide(record, category).state is not FieldState.CLEAR:
            raise LookupError("only who reads a category whole may write it again")
        values = self._open(record, category)
        if values is _KEY_DESTROYED:
            raise LookupError("a category whose key is gone is not written again")
        return values

    def _without_value(self, decision: Decision, state: FieldState, field: PersonalField) -> Shown:
        return Shown(state, None, STATES[self.language][state], decision, field, None)

    def _towards(self, record: Record) -> tuple[Standing, Facts, Controller]:
        known = self._standings.get(record.id)
        if known is None:
            if self._controllership is None:
                raise LookupError("a lens must be focused on records before it decides about them")
            controller = self._controllership.controller(
                record.channel, record.collected_at, record.professional_id
            )
            standing = standing_towards(self.view, record, controller)
            facts = facts_of(self.view, record, just_written=record.id in self._just_written)
            known = self._standings[record.id] = (standing, facts, controller)
        return known

    def _instructed(self, controller_id: str, category: Category, facts: Facts) -> tuple[Standing, Facts]:
        named = [each for each in self._instructions.get(controller_id, []) if category in each.categories]
        if any(each.purposes & self.view.caller.purposes for each in named):
            return Standing.PROCESSOR_INSTRUCTED, facts
        return Standing.PROCESSOR, facts | Facts.PURPOSE_OUTSIDE if named else facts

    def _open(self, record: Record, category: Category) -> Any:
        table, column = _STORED[category]
        sealed: bytes | None = getattr(record, column, None)
        if sealed is None:
            return None
        key = self._keys[record.contact_id]
        if key is None:
            return _KEY_DESTROYED
        return decode(category, open_sealed(sealed, key, Binding(self._tenant, table, column, record.id)))


_KEY_DESTROYED = object()
