"""A deployment whose rules contradict each other does not start, and stops being ready."""

import gc

import httpx
import pytest

import app
from models.ids import Kind, new_id
from models.sealing.master_key import new_master_key, parse_master_keys
from models.storage.database import DatabaseSettings
from models.words import Channel, PartyKind, Preset
from permissions.callers.tokens import TokenSettings
from resolvers.directory.founding import found_operator
from schema.http.settings import EndpointSettings
from schema.opening import opened, operator_id
from schema.settings import Misconfigured, Settings
from tests.support.rows import NOW, insert


def settings_of(databases: DatabaseSettings) -> Settings:
    return Settings(
        development=True,
        databases=databases,
        tokens=TokenSettings("http://paravent.test", "paravent"),
        endpoint=EndpointSettings(development=True),
        tenant="start",
        host="127.0.0.1",
        port=8000,
        graphiql=False,
        master_keys=parse_master_keys(new_master_key()),
    )


async def contradict() -> None:
    """Say of what is taken by telephone that the professional controls it, beside the policy's own rule."""
    await insert(
        "controllership_rule",
        id=new_id(Kind.RULE),
        preset=Preset.POLICY,
        channel=Channel.PHONE,
        controller=PartyKind.PROFESSIONAL,
        articles="4(7)",
        source="test",
        valid_from=NOW,
    )


async def test_contradictory_rules_are_told_by_readyz_and_refused_at_the_next_start(
    database_settings: DatabaseSettings,
) -> None:
    settings = settings_of(database_settings)
    async with opened(settings):
        with pytest.raises(Misconfigured, match="no operator"):
            await operator_id()
        await found_operator("Optimum", NOW)
    served = app.application(app.Paravent(settings))
    transport = httpx.ASGITransport(app=served)
    async with (
        served.router.lifespan_context(served),
        httpx.AsyncClient(transport=transport, base_url="http://paravent.test") as client,
    ):
        assert (await client.get("/readyz")).status_code == 200
        assert gc.get_freeze_count() > 0  # what stands at the start is in no later look for garbage
        await contradict()
        assert (await client.get("/readyz")).status_code == 503
    again = app.Paravent(settings)
    with pytest.raises(Misconfigured, match="name two controllers at one date"):
        async with again.running():
            pytest.fail("it served")
