"""What arguments are given: things of the caller's own and of others, from either world, and nonsense."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, Final

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    get_named_type,
    get_nullable_type,
    is_list_type,
    is_non_null_type,
    is_required_input_field,
)
from graphql.type import GraphQLList

from models.ids import Kind, kind_of
from tests.support.rows import DAY, HOUR, NOW
from tests.worlds.documents import Document
from tests.worlds.sources import RECIPES, source_of

KINDS: Final = {
    "agenda": Kind.AGENDA,
    "alert": Kind.ALERT,
    "appointment": Kind.APPOINTMENT,
    "block": Kind.CLAIM,
    "closure": Kind.CLOSURE,
    "contact": Kind.CONTACT,
    "entry": Kind.WAITLIST,
    "extra_opening": Kind.EXTRA_OPENING,
    "hold": Kind.HOLD,
    "instruction": Kind.INSTRUCTION,
    "membership": Kind.TEAM,
    "objection": Kind.OBJECTION,
    "place": Kind.PLACE,
    "pool": Kind.RESOURCE_POOL,
    "professional": Kind.PROFESSIONAL,
    "relationship": Kind.RELATIONSHIP,
    "resource": Kind.RESOURCE,
    "series": Kind.SERIES,
    "visit_type": Kind.VISIT_TYPE,
}
"""The sources that are identifiers of one kind."""

_PLAIN: Final[Mapping[str, tuple[Any, ...]]] = {
    "clock": ("09:00", "12:30", "18:00", "00:00", "24:00"),
    "country": ("FR", "RE", "BE"),
    "day": ("2026-11-24", "2026-11-25", "2026-12-24", "2027-01-04", "1950-01-09", "2010-05-05"),
    "degrees": (47.3, 5.04, -21.1, 0.0),
    "distance": (1.0, 30.0, 20000.0),
    "duration": ("PT15M", "PT30M", "PT60M", "PT0M", "PT43200M"),
    "flag": (True, False),
    "free_text": ("Bonjour", "Rappel", "x" * 90, " "),
    "key": ("key-1", "key-2", "key-3"),
    "label": ("Consultation", "Bilan", "Groupe", "Salle 1"),
    "language": ("fr", "en", "de", "xx"),
    "line": ("5 rue du golf",),
    "last_name": ("Durand", "Le Goff", "Nguyen"),
    "first_name": ("Zoé", "Jean-Luc", "Ana"),
    "birth_name": ("Martin", "Petit"),
    "physician": ("Dr Blanc",),
    "number": (1, 1, 2, 3, 0, -1, 45, 2_000_000),
    "page": (1, 1, 2, 3, 3, 5, 10, 20, 100, 0),
    "postcode": ("21800", "97400"),
    "profession": ("médecin", "avocat", "médecine générale"),
    "region": ("57", "971"),
    "rpps": ("10001234565", "10100000009"),
    "siret": ("73282932000074",),
    "version": (1, 1, 1, 1, 1, 2),
    "zone": ("Europe/Paris", "Indian/Reunion"),
}
_USUAL: Final[Mapping[str, str]] = {
    "AppointmentStatus": "BOOKED",
    "Channel": "ONLINE",
    "Mode": "IN_PERSON",
    "Sector": "HEALTH",
}
"""Members of enumerations that nearly every row has: others find nothing."""
_OF_KINDS: Final = {
    "anything": ("contact",) * 8 + ("appointment",) * 8 + tuple(KINDS),
    "record": ("contact", "appointment"),
}
"""The sources that are identifiers of several kinds."""
_NAMES: Final = frozenset({"birth_name", "first_name", "last_name"})
"""Written rather than searched by: the hidden ones hold digits, and a write of them is refused as no name."""
TEXTS: Final = (
    "birth_name", "city", "day", "email", "first_name", "free_text", "last_name", "name", "phone",
    "physician", "postcode",
)  # fmt: skip
"""The sources that hidden texts of either world are drawn from."""
SOURCES: Final = frozenset({*KINDS, *_PLAIN, *TEXTS, "anything", "cursor", "instant", "record", "slot"})
_FREE: Final = (2 * DAY, 2 * DAY, 3 * DAY, 3 * DAY, 4 * DAY)
"""Days on which the doctor still has time."""
_SPANS: Final = (
    ("from", "to"),
    ("startsAt", "endsAt"),
    ("notBefore", "notAfter"),
    ("validFrom", "validUntil"),
)
_WEIRD: Final = ("", " ", "nobody", "con_", "0", "apt_" + "a" * 20, "é" * 40, "'; --", "{")


@dataclass
class Values:
    """The values one role tries: its own first, anybody's next, then what answers taught, then nonsense.

    `own` and `all` are things by source; `texts` are values that somebody must not see, by source; `barred`
    is what an argument is never given, `wishes` what some inputs are given together, `gone` the ids of what
    only one of the worlds has. Unless `odd`, all values fit their types.
    """

    own: Mapping[str, tuple[str, ...]]
    all: Mapping[str, tuple[str, ...]]
    texts: Mapping[str, tuple[str, ...]]
    dice: Random
    barred: Mapping[str, frozenset[str]] = field(default_factory=dict)
    wishes: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    odd: bool = True
    learnt: dict[str, list[str]] = field(default_factory=dict)
    drawn: Counter[str] = field(default_factory=Counter)

    def for_document(self, document: Document) -> dict[str, Any]:
        """Return the variables of a document."""
        drawn = {each.name: self.value(each.kind, each.coordinate) for each in document.variables}
        places = {each.coordinate: each.name for each in document.variables}
        for coordinate, name in places.items():
            begin = places.get(coordinate.replace("(to)", "(from)").replace("(before)", "(from)"))
            if begin is not None and begin != name:
                drawn[name] = self._ending(drawn[begin], drawn[name])
        return drawn

    def value(self, kind: GraphQLInputType, coordinate: str) -> Any:
        """Return a value for an argument or an input field, as JSON holds it."""
        self.drawn[coordinate] += 1
        rare = 0.85 if coordinate.endswith("(after)") else 0.08
        if not is_non_null_type(kind) and self._strange(rare):
            return None
        if self._strange(0.006):
            return self.dice.choice((17, "nonsense", [], {}, True))
        if is_list_type(get_nullable_type(kind)):
            of_type = get_nullable_type(kind)
            assert isinstance(of_type, GraphQLList)
            count = self.dice.choice(
                (0, 1, 2, 3, 5, 8) if coordinate == "Query.nodes(ids)" else (0, 1, 1, 2, 3)
            )
            return [self.value(of_type.of_type, coordinate) for _ in range(count)]
        return self._single(get_named_type(kind), coordinate)

    def _strange(self, share: float) -> bool:
        return self.odd and self.dice.random() < share

    def _single(self, kind: Any, coordinate: str) -> Any:
        if isinstance(kind, GraphQLEnumType):
            usual = _USUAL.get(kind.name) if self.dice.random() < 0.6 else None
            return usual or self.dice.choice(list(kind.values))
        if isinstance(kind, GraphQLInputObjectType):
            return self._object(kind)
        found = self._from(source_of(coordinate, kind))
        return "" if found in self.barred.get(coordinate, ()) else found

    def _object(self, kind: GraphQLInputObjectType) -> dict[str, Any]:
        wishes = self.wishes.get(kind.name)
        wish = self.dice.choice(wishes) if wishes and self.dice.random() < 0.5 else {}
        chosen = self._chosen(kind, wish)
        drawn = {
            name: self.value(each.type, f"{kind.name}.{name}")
            for name, each in kind.fields.items()
            if name in chosen
        }
        for begin, end in _SPANS:
            if begin in drawn and end in drawn:
                drawn[end] = self._ending(drawn[begin], drawn[end])
        return {**drawn, **wish}

    def _chosen(self, kind: GraphQLInputObjectType, wish: Mapping[str, str]) -> set[str]:
        """Return which fields of an input are given: one group of those of which it wants exactly one."""
        names = list(kind.fields)
        if kind.is_one_of and not self._strange(0.05):
            return {self._rarest(kind, names)}
        chosen = {name for name in names if self._wanted(kind, name)} | {self._rarest(kind, names)}
        groups = RECIPES.get(kind.name, ())
        if groups and (wish or self.dice.random() < 0.8):
            fitting = [each for each in groups if each & wish.keys()] or groups
            chosen = chosen.difference(*groups) | self.dice.choice(fitting)
        return chosen

    def _ending(self, begin: Any, end: Any) -> Any:
        """Return an instant some time after a beginning, now and then whatever was drawn for it."""
        if self.dice.random() < 0.15 or not isinstance(begin, str) or "T" not in begin:
            return end
        later = datetime.fromisoformat(begin) + timedelta(hours=self.dice.choice((1, 24, 72, 24 * 30)))
        return later.isoformat()

    def _wanted(self, kind: GraphQLInputObjectType, name: str) -> bool:
        return is_required_input_field(kind.fields[name]) or self.dice.random() < 0.15

    def _rarest(self, kind: GraphQLInputObjectType, names: Iterable[str]) -> str:
        return min(names, key=lambda name: (self.drawn[f"{kind.name}.{name}"], self.dice.random()))

    def _from(self, source: str) -> Any:
        if source in KINDS:
            return self._id((source,))
        if source in _OF_KINDS:
            return self._id(_OF_KINDS[source])
        if source == "instant":
            return self._instant()
        if source in {"cursor", "slot"}:
            return self._taught(source)
        if source == "page" and not self.odd:
            return self.dice.randint(1, 5)
        return self._text(source)

    def _text(self, source: str) -> Any:
        """Return a hidden text, something plain, or a key that nobody used before."""
        if source == "key" and self.dice.random() < 0.6:
            return f"key-{self.dice.randbytes(4).hex()}"
        guesses, plain = self.texts.get(source, ()), _PLAIN.get(source, ())
        share = 0.15 if source in _NAMES else 0.5
        if guesses and (not plain or self.dice.random() < share):
            return self._guess(self.dice.choice(guesses), source)
        return self.dice.choice(_WEIRD if self._strange(0.01) else plain)

    def _guess(self, text: str, source: str) -> str:
        """Return a hidden text, or the beginning of one where that makes sense."""
        if source in {"name", "last_name", "label", "free_text"} and self.dice.random() < 0.4:
            return text[: self.dice.randint(3, max(3, len(text) - 1))]
        return text

    def _id(self, sources: tuple[str, ...]) -> str:
        source, luck = self.dice.choice(sources), self.dice.random()
        own, every = self.own.get(source, ()), self.all.get(source, ())
        taught = self.learnt.get(KINDS[source], [])
        gone = [each for each in self.gone if each.startswith(f"{KINDS[source]}_")]
        if gone and self.dice.random() < 0.2:
            return self.dice.choice(gone)
        if taught and luck < 0.2:
            return self.dice.choice(taught)
        if own and luck < 0.6:
            return self.dice.choice(own)
        if every and luck < 0.9:
            return self.dice.choice(every)
        if luck < 0.95:
            return f"{KINDS[source]}_{self.dice.randbytes(10).hex()}"
        return self.dice.choice(_WEIRD)

    def _taught(self, source: str) -> str:
        """Return something opaque that earlier answers held, or that another caller was given."""
        known = [*self.learnt.get(source, []), *self.all.get(source, ())]
        return self.dice.choice(_WEIRD if not known or self._strange(0.1) else known)

    def _instant(self) -> str:
        grid = self.dice.choice((-40 * DAY, -DAY, 0, DAY, DAY, *_FREE, 7 * DAY, 90 * DAY))
        moment = NOW + grid + self.dice.choice((0, HOUR, 2 * HOUR, HOUR // 2, 60, 6 * HOUR))
        return datetime.fromtimestamp(moment, UTC).isoformat()

    def learn(self, told: Any) -> None:
        """Remember the ids, cursors and offered times of an answer."""
        if isinstance(told, dict):
            for name, each in told.items():
                self._note(name, each) if isinstance(each, str) else self.learn(each)
        elif isinstance(told, list):
            for each in told:
                self._note("", each) if isinstance(each, str) else self.learn(each)

    def _note(self, name: str, text: str) -> None:
        source = {"endCursor": "cursor", "startCursor": "cursor", "cursor": "cursor", "slotId": "slot"}
        kind = source.get(name) or ("" if "." in text else kind_of(text) or "")
        known = self.learnt.setdefault(kind, [])
        if kind and text not in known:
            known.append(text)
            del known[:-40]
