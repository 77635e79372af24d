"""The example operations the page offers, read from a folder of `.graphql` files."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from graphql import GraphQLSyntaxError, parse

_TITLE = re.compile(r"^#[ \t]*(fr|en)[ \t]*:[ \t]*(.+?)[ \t]*$", re.MULTILINE)


class UnreadableExampleError(Exception):
    """An example file cannot be offered; the message names the file and what to mend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An operation ready to run: `group` is its sub-folder, `name` its path without the ending."""

    group: str
    name: str
    title: Mapping[str, str]
    operation: str
    variables: Mapping[str, object]


def read_examples(folder: Path) -> tuple[Example, ...]:
    """Every `<group>/**/*.graphql` beneath the folder, in the order of their names.

    Titles are the comment lines `# fr: …` and `# en: …`; variables stand beside in `<file>.variables.json`.
    Raises UnreadableExampleError for a file that is no GraphQL document or variables that are no JSON object.
    """
    files = sorted(folder.glob("*/**/*.graphql"))
    return tuple(_read(folder, file) for file in files)


def filled(value: object, demo_values: Mapping[str, object]) -> object:
    """The value with each text `"$name"` replaced by the demo value of that name, where there is one."""
    if isinstance(value, str) and value.startswith("$"):
        return demo_values.get(value[1:], value)
    if isinstance(value, Mapping):
        return {key: filled(inner, demo_values) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, demo_values) for inner in value]
    return value


def _read(folder: Path, file: Path) -> Example:
    path = file.relative_to(folder)
    operation = file.read_text(encoding="utf-8")
    try:
        parse(operation, no_location=True)
    except GraphQLSyntaxError as error:
        raise UnreadableExampleError(f"{path}: mend the GraphQL document: {error.message}") from error
    return Example(
        group=path.parts[0],
        name=path.with_suffix("").as_posix(),
        title=_titles(operation, file.stem),
        operation=operation,
        variables=_variables(file.with_suffix(".variables.json"), folder),
    )


def _titles(operation: str, stem: str) -> dict[str, str]:
    """Both languages; one that is not written falls back to the other, then to the file's name."""
    written = dict(cast("list[tuple[str, str]]", _TITLE.findall(operation)))
    plain = stem.replace("_", " ").replace("-", " ").capitalize()
    return {
        "fr": written.get("fr", written.get("en", plain)),
        "en": written.get("en", written.get("fr", plain)),
    }


def _variables(file: Path, folder: Path) -> dict[str, Any]:
    if not file.is_file():
        return {}
    path = file.relative_to(folder)
    try:
        variables = json.loads(file.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise UnreadableExampleError(f"{path}: mend the JSON at line {error.lineno}") from error
    if not isinstance(variables, dict):
        raise UnreadableExampleError(f"{path}: the variables must be a JSON object")
    return variables
