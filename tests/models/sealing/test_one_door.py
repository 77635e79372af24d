"""One door opens seals: the opening function has one caller, the lens, and nothing reaches around it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ROOMS = ("schema", "resolvers", "permissions", "models", "benchmarks")
CIPHER = "models.sealing.cipher"
OPENING = "open_sealed"
DOOR = "permissions/lens.py"
WITHIN = "models/sealing/"
PRIVATE = {"_aead"}  # the object that opens, inside a data key and a master key
UNWRAPPING = {"unwrap"}  # yields a key's own bytes
ROUNDABOUT = {"__globals__", "__import__", "import_module"}


def _sources() -> Iterator[Path]:
    yield from ROOT.glob("*.py")
    for room in ROOMS:
        yield from (ROOT / room).rglob("*.py")


def _uses(tree: ast.AST) -> Iterator[str]:
    """Yield every word by which a module could come to open a seal."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=module, names=names):
                yield from (f"{module}.{alias.name}" for alias in names)
            case ast.Attribute(attr=word) | ast.Name(id=word) | ast.Constant(value=str(word)):
                yield word


def _opens(tree: ast.AST) -> list[str]:
    """Return the uses that open a seal or could: by name, module, star, text or through a private part."""
    forbidden = {CIPHER, f"{CIPHER}.*", f"{CIPHER}.{OPENING}", OPENING} | PRIVATE | UNWRAPPING | ROUNDABOUT
    return [word for word in _uses(tree) if word in forbidden]


def test_only_the_lens_opens_a_seal() -> None:
    openers = {
        path.relative_to(ROOT).as_posix(): used
        for path in _sources()
        if (used := _opens(ast.parse(path.read_text(encoding="utf-8"))))
    }
    outside = {path: used for path, used in openers.items() if not path.startswith(WITHIN)}
    assert list(outside) == [DOOR]
    assert set(outside[DOOR]) == {f"{CIPHER}.{OPENING}", OPENING}


def test_sealing_itself_calls_the_opening_function_nowhere() -> None:
    for path in (ROOT / WITHIN).glob("*.py"):
        used = _opens(ast.parse(path.read_text(encoding="utf-8")))
        assert OPENING not in used, path
        assert f"{CIPHER}.{OPENING}" not in used, path


@pytest.mark.parametrize(
    "planted",
    [
        "from models.sealing.cipher import open_sealed",
        "from models.sealing.cipher import open_sealed as harmless",
        "from models.sealing.cipher import *",
        "from models.sealing import cipher",
        "from models.sealing import cipher as c",
        "import models.sealing.cipher",
        "import models.sealing.cipher as c\nc.open_sealed(b'', k, b)",
        "import models.sealing\nmodels.sealing.cipher.open_sealed",
        "import models\ngetattr(models.sealing.cipher, 'open_sealed')",
        "importlib.import_module('models.sealing.cipher')",
        "importlib.import_module(name)",
        "from importlib import import_module as load\nload('models.sealing.cipher')",
        "__import__('models.sealing.' + 'cipher')",
        "sys.modules['models.sealing.cipher']",
        "from models.sealing.cipher import seal\nseal.__globals__['open_' + 'sealed']",
        "key._aead.decrypt(nonce, sealed, None)",
        "getattr(key, '_aead')",
        "keyring.master_keys.unwrap(key_id, wrapped, place)",
    ],
)
def test_every_way_around_the_lens_is_noticed(planted: str) -> None:
    assert _opens(ast.parse(planted))


@pytest.mark.parametrize(
    "harmless",
    [
        "from models.sealing.cipher import Binding, seal\nseal(plain, key, Binding('a', 'b', 'c', 'd'))",
        "from models.sealing.keys import KeyRing\nawait_ = KeyRing.data_keys",
    ],
)
def test_sealing_is_open_to_all(harmless: str) -> None:
    assert not _opens(ast.parse(harmless))
