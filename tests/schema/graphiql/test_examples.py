"""Example operations: read, grouped, titled and filled with the demo world's values."""

from pathlib import Path

import pytest

from schema.graphiql.examples import UnreadableExampleError, filled, read_examples


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def test_examples_are_grouped_by_their_first_folder_and_sorted_by_name(tmp_path: Path) -> None:
    for name in ("visitor/directory", "desk/find/by_phone", "desk/book"):
        write(tmp_path, f"{name}.graphql", "{ viewer { id } }")
    write(tmp_path, "stray.graphql", "{ viewer { id } }")
    write(tmp_path, "desk/README.md", "not an operation")
    read = [(example.group, example.name) for example in read_examples(tmp_path)]
    assert read == [("desk", "desk/book"), ("desk", "desk/find/by_phone"), ("visitor", "visitor/directory")]


@pytest.mark.parametrize(
    ("head", "fr", "en"),
    [
        ("# fr: Chercher un créneau\n# en: Find a slot\n", "Chercher un créneau", "Find a slot"),
        ("#en:Find a slot  \n", "Find a slot", "Find a slot"),
        ("# fr: Chercher\n", "Chercher", "Chercher"),
        ("# a remark\n", "Find slot", "Find slot"),
    ],
)
def test_a_title_missing_in_one_language_falls_back_to_the_other_then_to_the_name(
    tmp_path: Path, head: str, fr: str, en: str
) -> None:
    write(tmp_path, "visitor/find_slot.graphql", f"{head}{{ viewer {{ id }} }}")
    (example,) = read_examples(tmp_path)
    assert example.title == {"fr": fr, "en": en}


def test_variables_stand_beside_their_operation(tmp_path: Path) -> None:
    write(tmp_path, "desk/book.graphql", "mutation Book($id: ID!) { book(id: $id) }")
    write(tmp_path, "desk/book.variables.json", '{"id": "$slotId", "note": "à 9 h"}')
    (example,) = read_examples(tmp_path)
    assert example.variables == {"id": "$slotId", "note": "à 9 h"}


def test_demo_values_fill_what_names_them_at_any_depth_and_nothing_else() -> None:
    written = {
        "id": "$slotId",
        "in": {"ids": ["$slotId", "x", 3]},
        "free": "costs $slotId",
        "who": "$unknown",
    }
    assert filled(written, {"slotId": "slo_1"}) == {
        "id": "slo_1",
        "in": {"ids": ["slo_1", "x", 3]},
        "free": "costs $slotId",
        "who": "$unknown",
    }


def test_a_demo_value_may_be_of_any_type() -> None:
    assert filled({"a": "$days", "b": "$none"}, {"days": [1, 2], "none": None}) == {"a": [1, 2], "b": None}


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("desk/broken.graphql", "query {", r"desk.broken\.graphql: mend the GraphQL document"),
        ("desk/good.variables.json", "{", r"desk.good\.variables\.json: mend the JSON at line 1"),
        (
            "desk/good.variables.json",
            "[]",
            r"desk.good\.variables\.json: the variables must be a JSON object",
        ),
    ],
)
def test_an_example_that_cannot_be_offered_is_named(
    tmp_path: Path, name: str, text: str, message: str
) -> None:
    write(tmp_path, "desk/good.graphql", "{ viewer { id } }")
    write(tmp_path, name, text)
    with pytest.raises(UnreadableExampleError, match=message):
        read_examples(tmp_path)
