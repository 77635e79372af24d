"""A journey through world A, and the same steps again through world B."""

import json
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

import orjson

from models.words import Purpose
from permissions.caller import Caller
from tests.worlds.asking import Face, Observation, Request, Watch
from tests.worlds.corpus import BROKEN, look
from tests.worlds.documents import Document
from tests.worlds.literals import literal
from tests.worlds.planted_words import words_in
from tests.worlds.values import Values

EVERYTHING: Final = """
{ appointments(first: 100) { nodes { visitReason { ...Told } note { ...Told } contact { ...Person } } } }
fragment Told on PersonalText { state display value }
fragment Person on Contact {
  lastName { ...Told } birthName { ...Told } firstName { ...Told } phone { ...Told } email { ...Told }
  treatingPhysician { ...Told } birthDate { state display value } address { state display city }
}
"""
"""What others read before: whatever they leave in a place shared between callers is there from then on."""

AFTER: Final = """query ($after: String) {
  appointments(first: 5, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }"""
"""A list, gone on with after the cursor of somebody else."""

_PLAINLY: Final = (
    (b"content-type", b"application/json"),
    (b"accept", b"application/graphql-response+json"),
)
_PATIENCE: Final = 20
"""How often a document is asked again for a field that got no answer."""
_EAGER: Final = 3
"""How many of the others read everything before a journey begins."""

_ACCEPTS: Final = (
    "application/json",
    "*/*",
    "text/html",
    "text/event-stream, application/json;q=0.1",
    "image/png",
    "application/graphql-response+json;q=0",
)


@dataclass(frozen=True, slots=True)
class Step:
    """One request and what world A answered; `fields` are those it asked for and got an answer to."""

    request: Request
    seen: Observation
    fields: frozenset[str]
    compared: bool = True


@dataclass
class Journey:
    """Takes one role through world A, and others beside it whose answers nobody compares."""

    caller: Caller
    others: Sequence[Caller]
    documents: Sequence[Document]
    values: Values
    seed: str
    dice: Random
    marks: Mapping[bytes, bytes]
    steps: list[Step] = field(default_factory=list)
    sent: set[str] = field(default_factory=set)
    effects: int = 0
    plain: bool = False
    _answered: set[str] = field(default_factory=set)
    _turn: list[Document] = field(default_factory=list)
    _after: deque[tuple[Document, dict[str, Any]]] = field(default_factory=deque)

    async def go(self, face: Face, watch: Watch, count: int) -> None:
        """Take so many steps."""
        end = len(self.steps) + count
        while len(self.steps) < end:
            luck = self.dice.random()
            if luck < 0.04:
                await self._broken(face, watch)
            elif luck < 0.055:
                await self._bystander(face, watch)
            elif self._after:
                await self._document(face, watch, *self._after.popleft())
            else:
                document = self._drawn()
                await self._document(face, watch, document, self.values.for_document(document))

    async def begin(self, face: Face, watch: Watch) -> None:
        """Let others read everything, then try what they were given."""
        for caller in self.others[:_EAGER]:
            await self._take(face, watch, {"query": EVERYTHING}, frozenset(), caller)
        for mark in sorted(self.marks):
            asked = {"query": AFTER, "variables": {"after": mark.decode()}}
            await self._take(face, watch, asked, frozenset())
        await self.look(face, watch)

    async def complete(self, face: Face, watch: Watch) -> None:
        """Ask again, without oddities around it, for each field that was not answered yet."""
        self.plain, self.values.odd = True, False
        for document in self.documents:
            for _ in range(_PATIENCE):
                if document.fields <= self._answered:
                    break
                await self._document(face, watch, document, self.values.for_document(document))
        self.plain, self.values.odd = False, True

    async def look(self, face: Face, watch: Watch) -> None:
        """Look at the lists of the role."""
        await self._take(face, watch, {"query": look()}, frozenset())

    def _drawn(self) -> Document:
        """Return the next document: each in turn, then those with a field not answered yet."""
        if not self._turn:
            left = [each for each in self.documents if each.fields - self._answered]
            self._turn = left or list(self.documents)
            self.dice.shuffle(self._turn)
        return self._turn.pop()

    async def _document(
        self, face: Face, watch: Watch, document: Document, variables: dict[str, Any]
    ) -> None:
        step = await self._take(face, watch, self._asked(document, variables), document.fields)
        answer = step.seen.answer
        self.values.learn(answer.get("data"))
        if document.kind == "mutation" and _took_effect(answer):
            self.effects += 1
            await self.look(face, watch)
        self._turn_page(document, variables, answer)

    def _asked(self, document: Document, variables: dict[str, Any]) -> dict[str, Any]:
        if not self.plain and self.dice.random() < 0.04:
            literals = {each.name: literal(variables[each.name], each) for each in document.variables}
            return {"query": document.spelt(literals)}
        return {"query": document.text, "variables": variables}

    def _turn_page(self, document: Document, variables: dict[str, Any], answer: dict[str, Any]) -> None:
        """Ask the same again after a cursor of the answer."""
        after = [each.name for each in document.variables if each.coordinate.endswith("(after)")]
        cursors = list(_cursors(answer))
        if after and cursors and self.dice.random() < 0.5 and len(self._after) < 3:
            self._after.append((document, {**variables, after[0]: self.dice.choice(cursors)}))

    async def _broken(self, face: Face, watch: Watch) -> None:
        texts = self.values.texts
        hidden = self.dice.choice(texts[self.dice.choice(sorted(texts))])
        guess = self.dice.choice((hidden, *self.values.all["contact"]))
        text = self.dice.choice(BROKEN).format(guess=json.dumps(guess, ensure_ascii=False))
        asked: dict[str, Any] = {"query": text, "variables": {"id": guess}}
        if self.dice.random() < 0.1:
            asked["operationName"] = guess
        await self._take(face, watch, asked, frozenset())

    async def _bystander(self, face: Face, watch: Watch) -> None:
        """Let somebody else read all there is, so that whatever is shared between callers is filled.

        All of it, for what others ask for may lawfully differ, and be told in the journal of who may read it.
        """
        caller = self.dice.choice(self.others)
        await self._take(face, watch, {"query": EVERYTHING}, frozenset(), caller)

    async def _take(
        self,
        face: Face,
        watch: Watch,
        asked: dict[str, Any],
        fields: frozenset[str],
        caller: Caller | None = None,
    ) -> Step:
        number = len(self.steps)
        content = orjson.dumps(asked)
        self.sent.update(words_in(content.decode()))
        request = Request(
            caller or self.caller,
            content,
            self._headers(number, mutation=asked["query"].startswith("mutation")),
            number // 4,
            f"{self.seed} {number}",
            "QUERY" if not self.plain and self.dice.random() < 0.02 else "POST",
        )
        seen = await face.ask(request, watch, self.marks)
        answered = fields if "data" in seen.answer else frozenset[str]()
        self._answered |= answered
        step = Step(request, seen, answered, compared=caller is None)
        self.steps.append(step)
        return step

    def _headers(self, number: int, *, mutation: bool) -> tuple[tuple[bytes, bytes], ...]:
        dice = self.dice
        if self.plain:
            return (*_PLAINLY, (b"x-request-id", f"request-{number:06d}".encode()))
        told = {
            "content-type": "application/json" if dice.random() < 0.99 else "text/plain",
            "accept": "application/graphql-response+json" if dice.random() < 0.9 else dice.choice(_ACCEPTS),
            "accept-language": dice.choice(("en", "fr", "de, fr;q=0.5")),
        }
        if dice.random() < 0.97:
            told["x-request-id"] = f"request-{number:06d}"
        if dice.random() < 0.12:
            told["x-purpose"] = dice.choice([*map(str, Purpose), "ADVERTISING", "no word"])
        if mutation and dice.random() < 0.2:
            told["idempotency-key"] = dice.choice(("key-1", "key-2", "key-3", '"key-1"', "é"))
        return tuple((name.encode(), text.encode()) for name, text in told.items())


async def repeated(
    steps: Sequence[Step], face: Face, watch: Watch, marks: Mapping[bytes, bytes]
) -> list[Observation]:
    """Take the same steps through another world."""
    return [await face.ask(each.request, watch, marks) for each in steps]


def _took_effect(answer: dict[str, Any]) -> bool:
    payloads = (answer.get("data") or {}).values()
    return any(isinstance(each, dict) and each.get("errors") == [] for each in payloads)


def _cursors(told: Any) -> list[str]:
    if isinstance(told, list):
        return [text for each in told for text in _cursors(each)]
    if not isinstance(told, dict):
        return []
    own = [told[name] for name in ("endCursor", "cursor", "startCursor") if isinstance(told.get(name), str)]
    return own + [text for each in told.values() for text in _cursors(each)]


def asked_fields(steps: Sequence[Step]) -> Counter[str]:
    """Return how many compared operations asked for each field and were answered."""
    return Counter(each for step in steps if step.compared for each in step.fields)
