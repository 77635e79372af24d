"""A masked form is never stored, and refusing it tells nothing about what it stands for."""

from datetime import date
from typing import Any

import pytest

from models.sealing.values import Identity, Physician, PostalAddress, Reach
from models.words import Channel, FieldState, Function, Language
from permissions import masks
from permissions.wording import STATES
from resolvers.contacts.given import FIELDS, MASK_DOT, Given
from resolvers.contacts.update import ContactUpdate, update_contact
from resolvers.context import Context
from resolvers.writing.fault import ErrorCode
from tests.factories import BIRTH, IDENTITY, PHYSICIAN, World, contact, contact_row
from tests.support.writes import codes, nothing_written, write, written

TOWN = PostalAddress(("5 rue du golf",), "21800", "Quétigny", "FR")


async def in_agenda(world: World, *values: Any) -> str:
    origin = {"channel": Channel.AGENDA, "professional_id": world.doctor}
    return await contact(world.here, *values, **origin)


async def refused(request: Context, contact_id: str, **given: Any) -> set[tuple[ErrorCode, tuple[str, ...]]]:
    async with nothing_written():
        asked = ContactUpdate(contact_id, 1, Given(given))
        return codes(await update_contact(request, write(), asked))


def masked(*names: str) -> set[tuple[ErrorCode, tuple[str, ...]]]:
    return {(ErrorCode.MASK_WRITTEN_BACK, (name,)) for name in names}


def test_the_dot_is_the_one_that_masks_are_made_of() -> None:
    assert MASK_DOT in masks.last_digits("+33612345678")
    assert MASK_DOT in masks.first_letter_and_domain("zoe@example.org")


async def test_what_a_processor_is_shown_in_part_cannot_be_sent_back(world: World) -> None:
    known = await in_agenda(world, IDENTITY, Reach("+33612345678", "zoe@example.org", TOWN))
    request, record = await world.asked_by(Function.DESK_AGENT), await contact_row(known)
    await request.lens.focus([record], {field.category for field in FIELDS.values()})
    shown = {name: request.lens.show(record, field) for name, field in FIELDS.items()}
    texts = ("lastName", "firstName", "phone", "email")
    assert {name: shown[name].state for name in texts} == dict.fromkeys(texts, FieldState.PARTIAL)
    back: dict[str, Any] = {name: shown[name].display for name in texts}
    back["address"] = PostalAddress(city=shown["address"].display)
    assert back["lastName"] == "L."
    assert await refused(request, known, **back) == masked(*texts, "address")


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("state", [state for state, text in STATES[Language.FR].items() if text])
async def test_the_word_for_a_state_is_no_value_in_any_language(
    world: World, language: Language, state: FieldState
) -> None:
    known = await contact(world.here, professional_id=world.doctor)
    word = STATES[language][state]
    request = await world.asked_by(Function.DESK_AGENT)
    sent: dict[str, Any] = {
        "lastName": word,
        "firstName": word.upper(),
        "birthName": f" {word} ",
        "address": PostalAddress((word,), None, "Dijon"),
        "treatingPhysician": Physician(word),
    }
    assert await refused(request, known, **sent) == masked(*sent)


async def test_who_reads_a_name_whole_cannot_put_its_initial_in_its_place(world: World) -> None:
    known = await contact(world.here, Identity("Lefèvre", "Le Goff", "Anne-Marie"), Reach("+33612345678"))
    request = await world.asked_by(Function.DESK_AGENT)
    assert await refused(request, known, lastName="L.", birthName=" L. G. ", firstName="A.-M.") == masked(
        "lastName", "birthName", "firstName"
    )


async def test_a_name_that_is_an_initial_may_stay_one(world: World) -> None:
    known = await contact(world.here, Identity("X.", None, "Zoé"), Reach("+33612345678"))
    request = await world.asked_by(Function.DESK_AGENT)
    asked = ContactUpdate(known, 1, Given({"lastName": "X."}))
    assert written(await update_contact(request, write(), asked)) == known


async def test_an_address_may_be_cut_down_to_its_town_by_who_reads_it(world: World) -> None:
    known = await contact(world.here, IDENTITY, Reach("+33612345678", None, TOWN))
    request = await world.asked_by(Function.DESK_AGENT)
    asked = ContactUpdate(known, 1, Given({"address": PostalAddress(city="Quétigny")}))
    assert written(await update_contact(request, write(), asked)) == known


GUESSES: list[dict[str, Any]] = [
    {"treatingPhysician": Physician("Dr Roux")},
    {"treatingPhysician": Physician("D. R.")},
    {"birthDate": date(1980, 2, 29)},
    {"birthDate": date(1980, 1, 1)},
    {"lastName": "Lefèvre"},
    {"phone": "+33612345678"},
    {"phone": "0612345678", "email": "zoe@example.org"},
]


@pytest.mark.parametrize("guess", GUESSES)
async def test_a_right_guess_and_a_wrong_one_get_the_same_answer(world: World, guess: dict[str, Any]) -> None:
    right = await in_agenda(world, IDENTITY, Reach("+33612345678", "zoe@example.org"), BIRTH, PHYSICIAN)
    wrong = await in_agenda(world, Identity("Martin", None, "Léa"), Reach("+33698765432", "lea@example.org"))
    request = await world.asked_by(Function.DESK_AGENT)
    assert await refused(request, right, **guess) == await refused(request, wrong, **guess)
