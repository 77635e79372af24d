"""What keeps the house straight."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from graphql import GraphQLInterfaceType, GraphQLObjectType

from permissions.fields import PERSONAL_FIELDS
from schema.errors.refusals import REFUSALS
from schema.schema import schema
from tests.public_fields import PUBLIC

HOUSE = Path(__file__).parent.parent
ROOMS = ("models", "permissions", "resolvers", "schema", "app")
LONGEST_FILE = 300
LONGEST_FUNCTION = 40

SOURCES = [HOUSE / "app.py", *(path for room in ROOMS[:-1] for path in sorted((HOUSE / room).rglob("*.py")))]
EVERYTHING = [
    *SOURCES,
    *sorted((HOUSE / "tests").rglob("*.py")),
    *sorted((HOUSE / "benchmarks").rglob("*.py")),
]


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield node.module or ""


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__")


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_imports_point_one_way(path: Path) -> None:
    room = ROOMS.index(module_of(path).split(".")[0])
    above = {f"{path.name} -> {name}" for name in imported(path) if name.split(".")[0] in ROOMS[room + 1 :]}
    assert above == set()


def test_no_module_imports_itself_around_a_corner() -> None:
    names = {module_of(path) for path in SOURCES}
    arrows = {module_of(path): {name for name in imported(path) if name in names} for path in SOURCES}
    settled: set[str] = set()

    def follow(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join([*trail, name])
        if name in settled:
            return
        for other in arrows[name]:
            follow(other, (*trail, name))
        settled.add(name)

    for name in names:
        follow(name, ())


def test_only_app_reads_the_environment() -> None:
    readers = {
        module_of(path)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    }
    assert readers == {"app"}


@pytest.mark.parametrize("path", EVERYTHING, ids=module_of)
def test_files_and_functions_are_short(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= LONGEST_FILE
    too_long = {
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    }
    assert too_long == set()


def test_every_field_of_the_schema_is_personal_or_public() -> None:
    classified = set(PERSONAL_FIELDS) | {
        f"{kind}.{field}" for kind, fields in PUBLIC.items() for field in fields.split()
    }
    served = {
        f"{kind.name}.{field}"
        for kind in schema._schema.type_map.values()
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType) and not kind.name.startswith("__")
        for field in kind.fields
    }
    assert served - classified == set(), "classify these: personal (permissions/fields.py) or public"
    assert classified - served == set(), "these no longer exist"


def test_every_personal_field_carries_its_directive() -> None:
    bare = {
        coordinate for coordinate in PERSONAL_FIELDS if "@personal" not in _printed(*coordinate.split("."))
    }
    assert bare == set()


def _printed(kind: str, field: str) -> str:
    block = schema.as_str().split(f"type {kind} ")[1].split("\n}")[0]
    return next(line for line in block.splitlines() if line.strip().startswith(f"{field}:"))


def test_everything_in_the_schema_is_described() -> None:
    silent = {
        kind.name
        for kind in schema._schema.type_map.values()
        if not kind.name.startswith("__") and not kind.description
    }
    assert silent == set()


def test_the_printed_schema_is_the_served_one() -> None:
    printed = (HOUSE / "schema" / "schema.graphql").read_text()
    assert printed == schema.as_str() + "\n", "run: make sdl"


def test_the_root_holds_what_a_newcomer_expects() -> None:
    expected = {
        "app.py", "models", "permissions", "resolvers", "schema", "tests", "benchmarks", "docs", "examples",
        "graphiql", "Makefile", "README.md", "CHANGELOG.md", "pyproject.toml", "requirements.txt",
        "requirements-dev.txt", "var",
    }  # fmt: skip
    found = {path.name for path in HOUSE.iterdir() if not path.name.startswith((".", "__"))}
    assert found - expected == set()


def test_locks_name_no_registry() -> None:
    for path in HOUSE.rglob("requirements*.txt"):
        assert ".venv" in path.parts or "://" not in path.read_text(), path
    assert '"resolved"' not in (HOUSE / "graphiql" / "package-lock.json").read_text()


def test_every_refusal_has_its_sentence() -> None:
    keys = {
        node.args[0].value
        for path in SOURCES
        if "http" not in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "Refusal"
        and isinstance(node.args[0], ast.Constant)
    }
    assert keys - REFUSALS.keys() == set()
