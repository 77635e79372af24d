"""The harness finds what is planted, and nothing where nothing is planted."""
import time
import pytest
from models.words import Preset
from tests.support.fresh import Template
from tests.worlds.chance import Chance
from tests.worlds.corpus import corpus
from tests.worlds.plants import PLANTS
from tests.worlds.roles import ROLES
from tests.worlds.worlds import Worlds


async def test_planted(template: Template) -> None:
    chance = Chance()
    with chance.ruling():
        worlds = Worlds(template, chance)
        for preset in Preset:
            await worlds.build(preset)
        documents = corpus("short").documents
        roles = {each.name: each for each in ROLES}
        missed = []
        for plant in PLANTS:
            t = time.process_time(); w=time.perf_counter()
            with pytest.MonkeyPatch.context() as patch:
                plant.plant(patch)
                report = await worlds.compare(roles[plant.role], documents, 400, until_found=True)
            print(plant.channel, report.operations, len(report.found), time.process_time()-t, time.perf_counter()-w)
            print("    ", report.found[0][-700:] if report.found else "MISSED " + str(report.codes))
            if not report.found: missed.append(plant.channel)
        assert missed == []
