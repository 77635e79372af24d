"""Decides for one caller what it may see of any record; it opens nothing."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from models.booking.record import AppointmentRecord
from models.contacts.record import ContactRecord
from models.privacy.record import InstructionRecord
from models.words import Category, FieldState, Function
from permissions.controllership import Controller, Controllership, load_controllership
from permissions.decide import Facts, decide
from permissions.decision import Decision
from permissions.instructions import instructions_in_force
from permissions.overlay import NOTHING, Overlay, facts_over, overlay_of
from permissions.policy import INSTRUCTABLE, Policy, Standing, policy_at
from permissions.purposes import is_narrowed, mask
from permissions.standing import Record, facts_of, standing_towards
from permissions.viewpoint import Viewpoint

CATEGORIES_OF: Mapping[type, tuple[Category, ...]] = {
    ContactRecord: (Category.IDENTITY, Category.REACH, Category.BIRTH, Category.PHYSICIAN),
    AppointmentRecord: (Category.REASON, Category.NOTE),
}
"""The categories each kind of record can hold."""


class _Case(NamedTuple):
    """What is known of a caller before one record, whatever the category."""

    standing: Standing
    facts: Facts
    controller: Controller
    overlay: Overlay
    decisions: dict[Category, Decision]


class Judge:
    """One caller's rights at one instant.

    `learn` fetches, in a constant number of statements, what deciding about records needs; after it
    every question is answered by a plain function, and remembered by record.
    """

    def __init__(self, view: Viewpoint, operator_id: str) -> None:
        """Judge from a viewpoint, in a deployment."""
        self.view = view
        self.operator_id = operator_id
        self.policy: Policy = policy_at(view.now)
        self._purposes = mask(view.caller.purposes)
        self._narrowed = is_narrowed(view.caller.function, view.caller.purposes)
        self._controllership: Controllership | None = None
        self._instructions: dict[str, list[InstructionRecord]] = {}
        self._just_written: set[str] = set()
        self._cases: dict[str, _Case] = {}

    async def learn(self, records: Collection[Record]) -> None:
        """Fetch the rules, and the instructions about these records where the caller is a processor."""
        await self.controllership()
        if self.view.caller.function is not Function.DESK_AGENT:
            return
        controllers = {self.controller(record).party_id for record in records} - self._instructions.keys()
        if controllers:
            found = await instructions_in_force(controllers, self.view.caller.party_id, self.view.now)
            self._instructions.update({each: found.get(each, []) for each in controllers})
            self._cases.clear()  # what was decided without them may be another now

    async def controllership(self) -> Controllership:
        """Return the controllership rules, fetched once."""
        if self._controllership is None:
            self._controllership = await load_controllership(self.operator_id)
        return self._controllership

    def controller(self, record: Record) -> Controller:
        """Return who controls a record, and by which rule."""
        return self._towards(record).controller

    def standing(self, record: Record) -> Standing:
        """Return where this caller stands towards a record."""
        return self._towards(record).standing

    def decide(self, record: Record, category: Category) -> Decision:
        """Return the decision for this caller, a record and a category."""
        case = self._towards(record)
        known = case.decisions.get(category)
        if known is None:
            known = case.decisions[category] = self._decided(case, category)
        return known

    def _decided(self, case: _Case, category: Category) -> Decision:
        standing, facts, controller, overlay, _ = case
        purposes = self._purposes
        if standing is Standing.PROCESSOR and category in INSTRUCTABLE:
            standing, facts, purposes = self._instructed(controller.party_id, category, facts)
        if self._narrowed or overlay is not NOTHING:
            facts |= facts_over(standing, category, purposes, overlay)
        return decide(standing, category, facts, self.policy)

    def decisions(self, record: Record) -> list[Decision]:
        """Return the decision on each category this kind of record can hold."""
        return [self.decide(record, category) for category in CATEGORIES_OF[type(record)]]

    def instruction(self, record: Record) -> InstructionRecord | None:
        """Return the latest instruction in force from the controller of a record to this processor."""
        case = self._towards(record)
        given = self._instructions.get(case.controller.party_id, [])
        return given[0] if given and case.standing is Standing.PROCESSOR else None

    def tells_visit_type(self, record: AppointmentRecord) -> bool:
        """Return whether this caller may know what an appointment is for: its type is the reason in part.

        Who booked it knows, as long as the reason is withheld from him and not restricted or erased. A
        silent reason tells the type as an empty one does: the professional visited planned by it.
        """
        decision = self.decide(record, Category.REASON)
        booked_it = self.standing(record) in {Standing.SUB_PROCESSOR, Standing.BOOKER}
        withheld = booked_it and decision.state is FieldState.WITHHELD
        return decision.opens or decision.silent or withheld

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

    def wrote(self, record_id: str) -> None:
        """Remember that this request wrote a record: its answer may show what a later read may not."""
        self._just_written.add(record_id)
        self._cases.pop(record_id, None)

    def erased(self, record: Record, category: Category) -> Decision:
        """Return the decision on a category whose key is gone."""
        return decide(self.standing(record), category, Facts.ERASED, self.policy)

    def _towards(self, record: Record) -> _Case:
        known = self._cases.get(record.id)
        if known is None:
            if self._controllership is None:
                raise LookupError("a lens must be focused on records before it decides about them")
            controller = self._controllership.controller(
                record.channel, record.collected_at, record.professional_id
            )
            standing = standing_towards(self.view, record, controller)
            facts = facts_of(self.view, record, just_written=record.id in self._just_written)
            overlay = overlay_of(self.view, record, standing)
            known = self._cases[record.id] = _Case(standing, facts, controller, overlay, {})
        return known

    def _instructed(
        self, controller_id: str, category: Category, facts: Facts
    ) -> tuple[Standing, Facts, int]:
        """Return what the controller's instructions make of a processor, and for which purposes."""
        named = [each for each in self._instructions.get(controller_id, []) if category in each.categories]
        purposes = self._ordered(named)
        if purposes:
            return Standing.PROCESSOR_INSTRUCTED, facts, mask(purposes)
        return Standing.PROCESSOR, facts | Facts.PURPOSE_OUTSIDE if named else facts, self._purposes

    def _ordered(self, named: Iterable[InstructionRecord]) -> set[str]:
        mine = self.view.caller.purposes
        return {purpose.value for each in named for purpose in each.purposes & mine}
