"""Which fields an operation selects."""

import pytest
from graphql import OperationDefinitionNode, parse, validate

from schema.http.coordinates import coordinates_of
from tests.schema.http.toy import SCHEMA

COMPILED = SCHEMA._schema


def selected(text: str, number: int = 0) -> set[str]:
    document = parse(text)
    assert validate(COMPILED, document) == []
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    return set(coordinates_of(COMPILED, document, operations[number]))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{hello}", {"Query.hello"}),
        ("{__typename a: hello}", {"Query.__typename", "Query.hello"}),
        ("{word{again{text}}}", {"Query.word", "Word.again", "Word.text"}),
        ("{...{word{... on Word{text}}}}", {"Query.word", "Word.text"}),
        (
            "{word{...A}} fragment A on Word{again{...B}} fragment B on Word{text}",
            {"Query.word", "Word.again", "Word.text"},
        ),
        ("query($no:Boolean!){word @skip(if:$no){text}}", {"Query.word", "Word.text"}),
        ('mutation{write(text:"a")}', {"Mutation.write"}),
    ],
)
def test_every_field_of_a_document_is_named_by_its_type(text: str, found: set[str]) -> None:
    assert selected(text) == found


def test_of_several_operations_only_the_one_is_read() -> None:
    text = "query A{word{...A}} query B{hello} fragment A on Word{text}"
    assert selected(text) == {"Query.word", "Word.text"}
    assert selected(text, 1) == {"Query.hello"}
