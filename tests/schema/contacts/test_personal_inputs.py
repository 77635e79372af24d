"""Every personal input says its category, whether it is mandatory, and what leaving it out entails (S8)."""

import pytest
from graphql import GraphQLInputObjectType

from permissions.fields import PERSONAL_FIELDS
from schema.schema import schema

NOT_PERSONAL = {
    "id",
    "professionalId",
    "expectedVersion",
    "idempotencyKey",
    "contactId",
    "relative",
    "kind",
    "power",
    "validUntil",
}
INPUTS = (
    "CreateContactInput",
    "UpdateContactInput",
    "NewRelativeInput",
    "LinkRelativeInput",
    "PostalAddressInput",
    "TreatingPhysicianInput",
)


def fields_of(name: str) -> dict[str, str]:
    """Return each field of an input with the line that declares it."""
    block = schema.as_str().split(f"\ninput {name} ")[1].split("\n}")[0]
    lines = [line.strip() for line in block.splitlines() if line.startswith("  ") and '"""' not in line]
    names = input_type(name).fields
    return {each: next(line for line in lines if line.startswith(f"{each}:")) for each in names}


def input_type(name: str) -> GraphQLInputObjectType:
    found = schema._schema.type_map[name]
    assert isinstance(found, GraphQLInputObjectType)
    return found


@pytest.mark.parametrize("name", INPUTS)
def test_every_personal_input_carries_the_directive(name: str) -> None:
    personal = {each: line for each, line in fields_of(name).items() if each not in NOT_PERSONAL}
    assert personal
    assert {each for each, line in personal.items() if "@personal(category: " not in line} == set()


@pytest.mark.policy("S8")
@pytest.mark.parametrize("name", INPUTS)
def test_every_personal_input_says_whether_it_is_mandatory(name: str) -> None:
    for each, field in input_type(name).fields.items():
        if each not in NOT_PERSONAL:
            assert field.description
            assert field.description.startswith(("Mandatory", "Optional")), each


@pytest.mark.policy("S8")
@pytest.mark.parametrize("name", ["CreateContactInput", "UpdateContactInput", "NewRelativeInput"])
def test_every_value_of_a_contact_says_what_its_absence_entails(name: str) -> None:
    for coordinate in PERSONAL_FIELDS:
        kind, field = coordinate.split(".")
        if kind == "Contact":
            assert "without" in (input_type(name).fields[field].description or ""), field


@pytest.mark.parametrize("name", ["CreateContactInput", "UpdateContactInput"])
def test_what_can_be_read_of_a_contact_can_be_written_under_the_same_category(name: str) -> None:
    declared = fields_of(name)
    for coordinate, field in PERSONAL_FIELDS.items():
        if coordinate.startswith("Contact."):
            assert f"@personal(category: {field.category}" in declared[field.name]
