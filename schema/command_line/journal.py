"""Verbs about the journal: is it whole, and what may go?"""

from typing import Final

import click

from models.journal.chain import link_acts
from models.journal.head import read_heads
from models.journal.retention import expire
from models.journal.verify import Verdict, verify
from models.sealing.keys import KeyRing
from schema.command_line.verb import verb
from schema.settings import Settings


@verb("verify-journal", "Check every link of the journal, and name the first that is broken.")
async def verify_journal(settings: Settings, _: KeyRing, now: int) -> str:
    """Verify the chain, against the heads noted outside the database where there are any."""
    await link_acts()
    sink = settings.journal.head
    verdict = await verify(read_heads(sink) if sink else [], now)
    if verdict.broken:
        raise click.ClickException(_said(verdict))
    return _said(verdict)


def _said(verdict: Verdict) -> str:
    broken = verdict.broken
    if broken:
        what = f"link {broken.seq}" if broken.seq else "an entry without a link"
        return f"{broken.breach} at {what} ({broken.entry_id or 'no entry'}); {verdict.links} links before it"
    compared = f"{verdict.heads} heads agree" if verdict.heads else "no head noted: the end is not compared"
    return f"whole: {verdict.links} links, {compared}"


@verb("expire-journal", "Remove what the journal has kept long enough (PARAVENT_JOURNAL_DAYS).")
async def expire_journal(settings: Settings, _: KeyRing, now: int) -> str:
    """Remove old entries; the chain goes on from a checkpoint."""
    return f"{await expire(now, settings.journal.kept)} entries removed"


JOURNAL_VERBS: Final = (verify_journal, expire_journal)
"""The commands of this module."""
