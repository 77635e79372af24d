"""An appointment of the demo world."""

from dataclasses import dataclass

from models.ids import Kind
from models.words import AppointmentStatus, Channel
from resolvers.demo.named import demo_id
from resolvers.demo.person import Person
from resolvers.demo.professional import DemoProfessional
from resolvers.demo.story import Story

_MINUTE_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoVisit:
    """Where and when somebody visits a professional, and its story; `place` and `visit_type` as keys."""

    professional: DemoProfessional
    place: str
    visit_type: int
    starts_at: int
    channel: Channel
    person: Person
    booked_by: Person | None
    story: Story
    secret: bool = False

    @property
    def id(self) -> str:
        """The identifier of the appointment: one start, one appointment."""
        return visit_id(self.professional.key, self.starts_at)

    @property
    def ends_at(self) -> int:
        """The epoch second of its end."""
        return self.starts_at + self.professional.visit_types[self.visit_type].duration * _MINUTE_S

    @property
    def live(self) -> bool:
        """Whether it takes time."""
        return self.story.outlook is not AppointmentStatus.CANCELLED

    def status(self, now: int) -> AppointmentStatus:
        """Return its status at an instant."""
        return self.story.outcome if self.ends_at <= now else self.story.outlook

    def made_at(self, now: int) -> int:
        """Return when it was made, which is never after an hour ago."""
        return min(self.starts_at - self.story.lead, now - 60 * _MINUTE_S)


def visit_id(professional: str, starts_at: int) -> str:
    """Return the identifier of the appointment with a professional's key at an epoch second."""
    return demo_id(Kind.APPOINTMENT, f"{professional} {starts_at}")
