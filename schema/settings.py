"""The settings of a deployment, from the names and values that `app.py` finds in the environment."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import click

from models.journal.retention import LONGEST, SHORTEST
from models.sealing.development_key import development_master_key
from models.sealing.master_key import MasterKeys, parse_master_keys
from models.storage.database import DatabaseSettings
from models.words import Function
from permissions.callers.identity import Shape
from permissions.callers.issuer import IssuerSettings
from permissions.callers.tokens import TokenSettings
from schema.http.settings import EndpointSettings


class Misconfigured(click.ClickException):
    """A setting is missing or refused; the message names it and the next step."""


@dataclass(frozen=True)
class JournalSettings:
    """How long the journal is kept, and the file outside the database that its head is written to."""

    kept: timedelta = timedelta(days=365)
    head: Path | None = None


@dataclass(frozen=True)
class Settings:
    """Everything the environment decides."""

    development: bool
    databases: DatabaseSettings
    tokens: TokenSettings
    endpoint: EndpointSettings
    tenant: str
    host: str
    port: int
    graphiql: bool
    issuers: tuple[IssuerSettings, ...] = ()
    journal: JournalSettings = field(default_factory=JournalSettings)
    master_keys: MasterKeys = field(repr=False, kw_only=True)


def read_settings(env: Mapping[str, str], folder: Path) -> Settings:
    """Return the settings in an environment; every name starts with PARAVENT_, but HOST and PORT.

    `folder` is where databases and development keys are kept unless PARAVENT_VAR names another.
    """
    development = env.get("PARAVENT_ENV", "development") != "production"
    folder = Path(env.get("PARAVENT_VAR", folder))
    folder.mkdir(parents=True, exist_ok=True)
    host, port = env.get("HOST", "127.0.0.1"), int(env.get("PORT", "8000"))
    origins = tuple(env.get("PARAVENT_CORS_ORIGINS", "").split())
    return Settings(
        development=development,
        databases=DatabaseSettings(
            data_url=env.get("PARAVENT_DATA_URL", f"sqlite://{folder / 'paravent.db'}"),
            keys_url=env.get("PARAVENT_KEYS_URL", f"sqlite://{folder / 'keys.db'}"),
            workers=int(env.get("PARAVENT_WORKERS", "1")),
        ),
        tokens=TokenSettings(
            env.get("PARAVENT_ISSUER", "paravent"), env.get("PARAVENT_AUDIENCE", "paravent")
        ),
        endpoint=EndpointSettings(
            development=development,
            cors_origins=origins,
            partial_status_294=env.get("PARAVENT_STATUS_294") == "on",
            strict_transport=not development,
            metrics_token=env.get("PARAVENT_METRICS_TOKEN"),
        ),
        tenant=env.get("PARAVENT_TENANT", "paravent"),
        host=host,
        port=port,
        graphiql=env.get("PARAVENT_GRAPHIQL", "on") == "on",
        issuers=_issuers(env.get("PARAVENT_OPENID_FILE")),
        journal=_journal(env, folder, development=development),
        master_keys=_master_keys(env, folder, development=development),
    )


def _master_keys(env: Mapping[str, str], folder: Path, *, development: bool) -> MasterKeys:
    if "PARAVENT_MASTER_KEY_FILE" in env:
        return parse_master_keys(Path(env["PARAVENT_MASTER_KEY_FILE"]).read_text(encoding="ascii"))
    if "PARAVENT_MASTER_KEY" in env:
        return parse_master_keys(env["PARAVENT_MASTER_KEY"])
    if not development:
        raise Misconfigured("No key-encryption key: set PARAVENT_MASTER_KEY_FILE or PARAVENT_MASTER_KEY.")
    click.echo(f"development: using the key-encryption key in {folder / 'master.key'}", err=True)
    return development_master_key(folder / "master.key")


def _journal(env: Mapping[str, str], folder: Path, *, development: bool) -> JournalSettings:
    named = env.get("PARAVENT_JOURNAL_HEAD", str(folder / "journal.head") if development else "")
    kept = timedelta(days=int(env.get("PARAVENT_JOURNAL_DAYS", "365")))
    if not SHORTEST <= kept <= LONGEST:
        raise Misconfigured("PARAVENT_JOURNAL_DAYS: an access journal is kept 180 to 366 days.")
    return JournalSettings(kept, Path(named) if named else None)


def _issuers(path: str | None) -> tuple[IssuerSettings, ...]:
    """Read the trusted OpenID issuers from a JSON file (docs/openid.md)."""
    if path is None:
        return ()
    return tuple(
        IssuerSettings(
            issuer=each["issuer"],
            jwks_url=each["jwks_url"],
            audience=each["audience"],
            algorithms=tuple(each.get("algorithms", ("RS256",))),
            shape=Shape(each.get("shape", Shape.SUBJECT)),
            strong_acr=frozenset(each.get("strong_acr", ())),
            enrols=frozenset(map(Function, each.get("enrols", ()))),
        )
        for each in json.loads(Path(path).read_text(encoding="utf-8"))
    )
