"""Nothing said about a contact lies in the files of the databases."""

from pathlib import Path

from models.sealing.keys import open_keyring
from models.sealing.master_key import new_master_key, parse_master_keys
from models.storage.database import close_databases, open_databases
from resolvers.demo.days import mondays_around
from resolvers.demo.load import load_demo
from resolvers.demo.people import people
from resolvers.demo.week import visits_of_week
from tests.support.fresh import SqliteTemplate

_SHORTEST = 5  # bytes: shorter words turn up in random ciphertext


async def test_no_file_holds_a_name_a_number_an_address_or_a_reason(
    sqlite_template: SqliteTemplate, tmp_path: Path, now: int
) -> None:
    settings = await sqlite_template.make(tmp_path)
    await open_databases(settings)
    try:
        await load_demo(await open_keyring(parse_master_keys(new_master_key()), now), "demo", now)
        while_open = _bytes_of(tmp_path)
    finally:
        await close_databases()

    for held in (while_open, _bytes_of(tmp_path)):
        assert "Dr Hélène Vasselin".encode() in held  # the search finds what is public
        assert [each for each in _said(now) if each.encode() in held or each.lower().encode() in held] == []


def _bytes_of(folder: Path) -> bytes:
    return b"\n".join(file.read_bytes() for file in sorted(folder.iterdir()))


def _said(now: int) -> list[str]:
    said: set[str] = set()
    for person in people(mondays_around(now)[1]).values():
        identity, reach = person.identity, person.reach
        said.update(name for name in (identity.last_name, identity.birth_name, identity.first_name) if name)
        said.update(text for text in (reach.email, reach.phone, (reach.phone or "")[-9:]) if text)
        said.update(reach.address.lines if reach.address else ())
        said.update([person.birth.birth_date.isoformat()] if person.birth else [])
    for monday in mondays_around(now):
        for visit in visits_of_week(monday):
            said.update(text for text in (visit.story.reason, visit.story.note) if text)
    return sorted(each for each in said if len(each.encode()) >= _SHORTEST)
