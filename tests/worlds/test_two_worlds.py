"""No byte of anything that leaves depends on what its caller may not see."""

import time

from models.words import Preset
from tests.support.fresh import Template
from tests.worlds.chance import Chance
from tests.worlds.corpus import corpus
from tests.worlds.roles import ROLES
from tests.worlds.worlds import Worlds


import os
TURN=int(os.environ.get("TURN","0"))
async def test_two_worlds(template: Template) -> None:
    chance = Chance()
    with chance.ruling():
        worlds = Worlds(template, chance)
        t = time.perf_counter()
        for preset in Preset:
            await worlds.build(preset)
        print("built", time.perf_counter() - t)
        t = time.perf_counter()
        documents = corpus("short").documents
        print("corpus", len(documents), time.perf_counter() - t)
        bad = 0
        for role in ROLES:
            t = time.process_time(); w=time.perf_counter()
            report = await worlds.compare(role, documents, len(documents) + 10, turn=TURN)
            print(role.name, report.operations, report.codes, report.took_effect, len(report.found), time.process_time() - t, time.perf_counter()-w)
            bad += len(report.found)
            for each in report.found[:3]:
                print("   ", each[:3000])
        assert bad == 0
