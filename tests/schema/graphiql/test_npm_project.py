"""The npm project of the page: pinned, and free of any registry's address."""

import json
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[3] / "graphiql"


def package() -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = json.loads((PROJECT / "package.json").read_text())
    return read


@pytest.mark.parametrize("kind", ["dependencies", "devDependencies"])
def test_each_package_is_pinned_to_one_version(kind: str) -> None:
    loose = {
        name: version for name, version in package()[kind].items() if not re.fullmatch(r"[\d.]+", version)
    }
    assert loose == {}


def test_the_lock_says_what_to_install_but_not_from_where() -> None:
    lock = json.loads((PROJECT / "package-lock.json").read_text())
    installed = {path: entry for path, entry in lock["packages"].items() if path}
    assert len(installed) > 50
    assert [path for path, entry in installed.items() if "resolved" in entry] == []
    assert [path for path, entry in installed.items() if "integrity" not in entry] == []


@pytest.mark.parametrize("file", [".npmrc", "package.json", "package-lock.json", "requirements.txt"])
def test_no_file_names_a_registry(file: str) -> None:
    text = (PROJECT / file).read_text()
    assert re.findall(r"(?i)registry\.npmjs|registry=|--index-url|pypi\.org|pythonhosted", text) == []


def test_the_page_itself_names_no_other_host() -> None:
    sources = [PROJECT / "index.html", *(file for file in (PROJECT / "src").rglob("*") if file.is_file())]
    written = {source.name: re.findall(r"https?://[^\s\"']+", source.read_text()) for source in sources}
    namespace = ["http://www.w3.org/2000/svg"]
    assert {name: hosts for name, hosts in written.items() if hosts not in ([], namespace)} == {}
