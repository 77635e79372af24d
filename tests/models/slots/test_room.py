"""Lanes, rooms and devices, group visits, holds, and the appointment being moved."""

from dataclasses import replace
from typing import Any

import pytest

from models.booking.slots.claims import Claim, Pool, Resource, Seat
from models.booking.slots.engine import check, slots
from models.booking.slots.question import Question
from models.booking.slots.room import Placement
from tests.models.slots.days import DAY, HALF_HOUR, ask, claim, shown, tuesday
from tests.models.slots.worlds import dice, world

START, END = tuesday("00:00"), tuesday("23:00")
TEN = tuesday("10:00")


def offered(question: Question) -> dict[str, int]:
    return {shown(slot.start)[-5:]: slot.remaining for slot in slots(question, START, END)}


def where(question: Question, clock: str) -> Placement | None:
    return check(question, tuesday(clock)).placement


MORNING = {"09:00": 1, "09:30": 1, "10:00": 1, "10:30": 1, "11:00": 1, "11:30": 1}


def without(*clocks: str) -> dict[str, int]:
    return {clock: left for clock, left in MORNING.items() if clock not in clocks}


def test_a_free_morning_is_offered_whole() -> None:
    assert offered(ask()) == MORNING


def test_claims_are_half_open() -> None:
    assert offered(ask(claims=(claim("10:00", "10:30"),))) == without("10:00")
    assert offered(ask(claims=(claim("09:59", "10:01"),))) == without("09:30", "10:00")


def test_buffers_keep_clear_of_claims_and_may_leave_the_opening_hours() -> None:
    question = ask(visit={"buffer_before": 10, "buffer_after": 20}, claims=(claim("10:30", "11:00"),))
    assert offered(question) == without("10:00", "10:30", "11:00")
    assert where(question, "09:00") == Placement(0, tuesday("08:50"), tuesday("09:50"))


def test_a_hold_takes_its_time_until_the_second_it_ends() -> None:
    held = claim("10:00", "10:30", seats=(Seat("hold", held_until=1000 * DAY * 20),))
    assert offered(ask(claims=(held,), now=1000 * DAY * 20 - 1)) == without("10:00")
    assert offered(ask(claims=(held,), now=1000 * DAY * 20)) == MORNING


def test_an_appointment_being_moved_is_not_in_its_own_way() -> None:
    mine = (claim("10:00", "10:30", seats=(Seat("mine"),)),)
    room = (Pool("room", (Resource("room1", mine),)),)
    assert offered(ask(claims=mine, pools=room)) == without("10:00")
    assert offered(ask(claims=mine, pools=room, ignored=frozenset({"mine"}))) == MORNING
    assert offered(ask(claims=mine, pools=room, ignored=frozenset({"another"}))) == without("10:00")


def test_a_block_without_seats_stands_whoever_asks() -> None:
    assert offered(
        ask(claims=(claim("10:00", "10:30", seats=()),), ignored=frozenset({"somebody"}))
    ) == without("10:00")


def test_two_lanes_take_two_visits_side_by_side_and_the_lowest_first() -> None:
    question = ask(lanes=2, claims=(claim("10:00", "10:30"), claim("10:30", "11:00", lane=1)))
    assert offered(question) == {"09:00": 2, "09:30": 2, "10:00": 1, "10:30": 1, "11:00": 2, "11:30": 2}
    assert [where(question, clock).lane for clock in ("09:00", "10:00", "10:30")] == [0, 1, 0]  # type: ignore[union-attr]


def test_a_claim_in_a_lane_that_is_not_offered_bars_all_lanes() -> None:
    for lane in (2, 7, -1):
        question = ask(lanes=2, claims=(claim("10:00", "10:30", lane=lane),))
        assert "10:00" not in offered(question)
        assert where(question, "10:00") is None


def test_a_visit_does_not_hop_between_lanes() -> None:
    question = ask(
        lanes=2, visit={"duration": 60}, claims=(claim("10:00", "10:30"), claim("10:30", "11:00", lane=1))
    )
    assert "10:00" not in offered(question)


def test_a_visit_needs_one_resource_of_each_pool() -> None:
    rooms = Pool(
        "rooms",
        (Resource("room1", (claim("09:00", "10:00"),)), Resource("room2", (claim("09:30", "10:30"),))),
    )
    device = Pool("devices", (Resource("device", (claim("11:00", "11:30"),)),))
    question = ask(lanes=3, pools=(rooms, device))
    assert offered(question) == {"09:00": 1, "10:00": 1, "10:30": 1, "11:30": 1}
    assert where(question, "09:00") == Placement(
        0, tuesday("09:00"), tuesday("09:30"), None, ("room2", "device")
    )
    assert where(question, "10:00") == Placement(0, TEN, tuesday("10:30"), None, ("room1", "device"))
    assert where(question, "11:00") is None


def test_without_pools_lanes_alone_count() -> None:
    rooms = Pool("rooms", (Resource("room1"), Resource("room2")))
    assert offered(ask(lanes=3, pools=(rooms,)))["09:00"] == 2
    assert offered(ask(lanes=3))["09:00"] == 3


def group(*holders: str, **more: Any) -> Claim:
    known: dict[str, Any] = {
        "visit_type_id": "visit",
        "capacity": 3,
        "seats": tuple(Seat(each) for each in holders),
    }
    return claim("10:00", "10:30", **(known | more))


def test_a_group_visit_shares_one_claim_seat_by_seat() -> None:
    question = ask(visit={"capacity": 3}, claims=(group("a"),))
    assert offered(question)["10:00"] == 2
    assert offered(question)["09:00"] == 3
    assert where(question, "10:00") == Placement(0, TEN, tuesday("10:30"), joins="claim")
    assert offered(ask(visit={"capacity": 3}, claims=(group("a", "b", "c"),))) == dict.fromkeys(
        without("10:00"), 3
    )


def test_a_seat_held_too_long_or_being_moved_is_free_again() -> None:
    late = group("a", seats=(Seat("a"), Seat("b", held_until=5), Seat("c")))
    assert offered(ask(visit={"capacity": 3}, claims=(late,)))["10:00"] == 1
    assert offered(ask(visit={"capacity": 3}, claims=(late,), ignored=frozenset({"c"})))["10:00"] == 2


@pytest.mark.parametrize(
    "other",
    [
        group("a", visit_type_id="another"),
        group("a", visit_type_id=None),
        group("a", capacity=1),
        group("a")._replace(end=tuesday("10:31")),
        group("a")._replace(start=tuesday("09:59")),
    ],
)
def test_only_a_visit_of_the_same_type_span_and_with_seats_is_shared(other: Claim) -> None:
    question = ask(visit={"capacity": 3}, claims=(other,))
    assert "10:00" not in offered(question)
    assert where(question, "10:00") is None


def test_a_capacity_lowered_under_taken_seats_leaves_none_and_one_raised_opens_no_private_visit() -> None:
    assert "10:00" not in offered(ask(visit={"capacity": 2}, claims=(group("a", "b", "c", capacity=5),)))
    assert "10:00" not in offered(ask(visit={"capacity": 9}, claims=(group("a", capacity=1),)))


def test_a_full_group_leaves_the_other_lane() -> None:
    question = ask(lanes=2, visit={"capacity": 3}, claims=(group("a", "b", "c"),))
    assert offered(question)["10:00"] == 3
    assert where(question, "10:00") == Placement(1, TEN, tuesday("10:30"))


def test_who_joins_a_group_needs_no_room_of_his_own() -> None:
    room = Pool("rooms", (Resource("room", (claim("10:00", "10:30"),)),))
    question = ask(lanes=2, visit={"capacity": 3}, claims=(group("a"),), pools=(room,))
    assert offered(question)["10:00"] == 2
    assert where(question, "10:00") == Placement(0, TEN, tuesday("10:30"), joins="claim")


def booked(question: Question, start: int, number: int) -> Question | None:
    """Return the question after somebody has booked as the engine says, or None if it refuses."""
    verdict = check(question, start)
    spot, seat = verdict.placement, Seat(f"booked{number}")
    if not verdict.bookable or spot is None:
        return None
    if spot.joins:
        claims = tuple(
            each._replace(seats=(*each.seats, seat)) if each.id == spot.joins else each
            for each in question.claims
        )
        return replace(question, claims=claims)
    made = Claim(
        f"made{number}",
        spot.busy_from,
        spot.busy_until,
        spot.lane,
        question.visit.visit_type_id,
        question.visit.capacity,
        (seat,),
    )
    pools = tuple(
        Pool(
            pool.id,
            tuple(
                replace(r, claims=(*r.claims, made)) if r.id in spot.resource_ids else r
                for r in pool.resources
            ),
        )
        for pool in question.pools
    )
    return replace(question, claims=(*question.claims, made), pools=pools)


@pytest.mark.parametrize("seed", range(300))
def test_the_remaining_places_can_all_be_booked_one_by_one_and_not_one_more(seed: int) -> None:
    random = dice(f"places {seed}")
    drawn = world(random)
    listed = slots(drawn.question, drawn.start, drawn.end)
    for slot in random.sample(listed, min(3, len(listed))):
        question: Question | None = drawn.question
        count = -1
        while question is not None:
            count += 1
            question = booked(question, slot.start, count)
        assert count == slot.remaining


def test_a_pool_without_resources_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one resource"):
        Pool("empty", ())


def test_a_resource_in_two_pools_is_refused() -> None:
    with pytest.raises(ValueError, match="one pool"):
        ask(pools=(Pool("one", (Resource("room"),)), Pool("two", (Resource("room"),))))


def test_half_an_hour_is_half_an_hour() -> None:
    assert (HALF_HOUR.seconds, HALF_HOUR.seconds_before, HALF_HOUR.seconds_after) == (1800, 0, 1800)
