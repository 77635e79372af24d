"""The development key is made once, and only its owner reads it."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from models.sealing import development_key
from models.sealing.development_key import development_master_key
from models.sealing.errors import MasterKeyInvalid


def test_the_key_is_made_once_and_read_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "var" / "master.key"
    made = development_master_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert development_master_key(path).key_ids == made.key_ids
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_others_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    development_master_key(path)
    path.chmod(0o640)
    with pytest.raises(MasterKeyInvalid) as refused:
        development_master_key(path)
    assert str(refused.value) == f"{path} can be read by others; run: chmod 600 {path}"


def test_a_spoilt_file_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    path.write_bytes(b"\xff")
    path.chmod(0o600)
    with pytest.raises(MasterKeyInvalid, match=r"^master key 1 is not base64"):
        development_master_key(path)
    assert path.read_bytes() == b"\xff"


def test_starting_together_agrees_on_one_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "master.key"
    monkeypatch.setattr(Path, "exists", lambda _: False)  # everybody believes to be the first
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: development_master_key(path).current.key_id, range(16)))
    assert len(set(found)) == 1
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_start_leaves_no_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> str:
        raise OSError("no space left")

    monkeypatch.setattr(development_key, "new_master_key", full)
    with pytest.raises(OSError, match=r"^no space left$"):
        development_master_key(tmp_path / "master.key")
    assert not list(tmp_path.iterdir())
