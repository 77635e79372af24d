"""Two worlds for one role: built once, copied, made to differ, walked through alike and compared."""

import shutil
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Final

from models.storage.database import DatabaseSettings, close_databases, open_databases
from models.words import Preset
from tests.support.fresh import Template
from tests.worlds.around import diverge_around
from tests.worlds.asking import Face, Observation, Watch, watching
from tests.worlds.chance import Chance
from tests.worlds.comparing import differences
from tests.worlds.diverging import APART, Divergence, diverge_record
from tests.worlds.documents import Document
from tests.worlds.effects import Effects, tables, unlike
from tests.worlds.furnished import Furnished, furnished
from tests.worlds.journey import Journey, Step, asked_fields, repeated
from tests.worlds.planted_words import hidden_words
from tests.worlds.report import Report
from tests.worlds.roles import ROLES, Role
from tests.worlds.strangers import marks_of
from tests.worlds.tried import values_for

_OTHERS: Final = ("professional", "desk", "subject", "partner", "officer")
"""Who reads beside a role: together they read every value there is."""
_SHARED: Final = Path("/dev/shm")  # noqa: S108 - in memory a flush costs nothing


@dataclass
class Worlds:
    """World A of each preset on a kind of database, closed and ready to be copied; a face for each."""

    kind: str
    template: Template
    chance: Chance = field(default_factory=Chance)
    houses: dict[Preset, tuple[Furnished, DatabaseSettings]] = field(default_factory=dict)
    faces: dict[Preset, Face] = field(default_factory=dict)
    folder: Path = field(default_factory=Path)

    @classmethod
    @asynccontextmanager
    async def built(cls, kind: str, template: Template, presets: Iterable[Preset]) -> AsyncIterator["Worlds"]:
        """Build world A of these presets, and remove them in the end."""
        with _shared_folder() as folder:
            worlds = cls(kind, template, folder=folder)
            try:
                for preset in presets:
                    await worlds.build(preset)
                yield worlds
            finally:
                for _, settings in worlds.houses.values():
                    await template.drop(settings)

    async def build(self, preset: Preset) -> None:
        """Build world A of a preset."""
        settings = await self.template.make(self.new_folder("world"))
        self.chance.reset(f"world {preset}")
        async with _opened(settings, self.chance):
            house = await furnished(preset)
        self.houses[preset] = (house, settings)
        self.faces[preset] = Face(house.cabinet.world, self.chance)

    async def compare(
        self,
        role: Role,
        documents: Sequence[Document],
        count: int,
        turn: int = 0,
        *,
        until_found: bool = False,
    ) -> Report:
        """Walk a role through both worlds and tell what differed.

        `until_found` compares after ever more steps, and stops at the first difference.
        """
        house, source = self.houses[role.preset]
        one = await self.template.copy(source, self.new_folder("copy"))
        other = await self.template.copy(source, self.new_folder("copy"))
        pair = Pair(self, role, house, (one, other), f"{role.name}/{turn}", turn)
        try:
            async with _opened(other, self.chance):
                await pair.diverge()
            return await pair.walk(documents, count, until_found=until_found)
        finally:
            for each in (one, other):
                await self.template.drop(each)
            for left in self.folder.glob("copy-*"):
                shutil.rmtree(left)

    def new_folder(self, kind: str) -> Path:
        """Return a new folder for a pair of files."""
        return Path(tempfile.mkdtemp(dir=self.folder, prefix=f"{kind}-"))


@dataclass
class Pair:
    """Both worlds of one journey."""

    worlds: Worlds
    role: Role
    house: Furnished
    settings: tuple[DatabaseSettings, DatabaseSettings]
    seed: str
    turn: int
    gone: tuple[str, ...] = ()

    async def diverge(self) -> None:
        """Make the open copy world B."""
        self.worlds.chance.reset(f"divergence {self.seed}")
        divergence = Divergence(self.house, self.role, self.turn)
        diverge_around(divergence)
        for name in self.house.cabinet.records:
            await diverge_record(divergence, name)
        await divergence.apply()
        self.gone = tuple(divergence.gone)

    async def walk(self, documents: Sequence[Document], count: int, *, until_found: bool) -> Report:
        face = self.worlds.faces[self.role.preset]
        journey = self._journey(documents)
        found: list[str] = []
        part = 50 if until_found else count
        while len(journey.steps) < count and not found:
            found = await self._part(face, journey, part)
            part *= 2
        return Report(
            self.worlds.kind,
            self.role.name,
            self.turn,
            found,
            asked_fields(journey.steps),
            Counter(_code(each.seen.answer) for each in journey.steps if each.compared),
            sum(each.compared for each in journey.steps),
            journey.effects,
        )

    async def _part(self, face: Face, journey: Journey, count: int) -> list[str]:
        begun = len(journey.steps)
        async with self._in(0, face) as (watch, marks):
            journey.marks = marks
            before, counted = await tables(), await face.metrics()
            if not journey.steps:
                await journey.begin(face, watch)
            await journey.go(face, watch, count)
            await journey.complete(face, watch)
            await journey.look(face, watch)
            did, metered = (
                Effects(before, await tables(), journey.caller.account_id),
                _risen(counted, await face.metrics()),
            )
        steps = journey.steps[begun:]
        async with self._in(1, face) as (watch, marks):
            before, counted = await tables(), await face.metrics()
            again = await repeated(steps, face, watch, marks)
            did_too, metered_too = (
                Effects(before, await tables(), journey.caller.account_id),
                _risen(counted, await face.metrics()),
            )
        found = list(differences(steps, again, self._hidden(), journey.sent))
        found += unlike(did, did_too)
        if metered != metered_too and not _by_others(steps, again):
            found.append(f"metrics: {metered} and {metered_too}")
        return found

    @asynccontextmanager
    async def _in(self, number: int, face: Face) -> AsyncIterator[tuple[Watch, Mapping[bytes, bytes]]]:
        async with _opened(self.settings[number], self.worlds.chance):
            face.forget_rates()
            with watching() as watch:
                yield watch, await marks_of(face, self.house.cabinet, watch)

    def _hidden(self) -> frozenset[str]:
        cabinet = self.house.cabinet
        numbers = {
            name: (each.number, each.number + APART, each.number + 2 * APART)
            for name, each in cabinet.records.items()
        }
        return hidden_words(self.role, cabinet, numbers, lifting=self.turn % 2 == 1)

    def _journey(self, documents: Sequence[Document]) -> Journey:
        cabinet = self.house.cabinet
        mine = self.role.caller(cabinet)
        beside = [each.caller(cabinet) for each in ROLES if each.name in _OTHERS]
        others = [each for each in beside if each.account_id != mine.account_id]
        return Journey(
            mine,
            others,
            documents,
            replace(
                values_for(self.role, self.house, self.turn, Random(f"values {self.seed}")),  # noqa: S311 - repeats
                gone=self.gone,
            ),
            self.seed,
            Random(f"journey {self.seed}"),  # noqa: S311 - the same
            {},
        )


def _by_others(steps: Sequence[Step], again: Sequence[Observation]) -> bool:
    """Whether somebody beside the role was answered otherwise, which the counters of all then tell."""
    return any(
        step.seen.log != other.log for step, other in zip(steps, again, strict=True) if not step.compared
    )


def _code(answer: Mapping[str, object]) -> str:
    errors = answer.get("errors")
    if isinstance(errors, list) and errors:
        return str(errors[0].get("extensions", {}).get("code"))
    return "answered" if answer.get("data") else "no data"


def _risen(before: Mapping[str, float], after: Mapping[str, float]) -> dict[str, float]:
    return {name: each - before.get(name, 0) for name, each in after.items() if each != before.get(name, 0)}


@contextmanager
def _shared_folder() -> Iterator[Path]:
    """Lend a folder in memory, where there is one, and remove it with all that is in it."""
    within = _SHARED if _SHARED.is_dir() else None
    with tempfile.TemporaryDirectory(dir=within, prefix="paravent-worlds-") as folder:
        yield Path(folder)


@asynccontextmanager
async def _opened(settings: DatabaseSettings, chance: Chance) -> AsyncIterator[None]:
    """Open a world, in which chance rules until it is closed again."""
    with chance.ruling():
        await open_databases(settings)
        try:
            yield
        finally:
            await close_databases()
