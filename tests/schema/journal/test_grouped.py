"""Records are grouped by what was told of them: silence makes no group of its own."""

from models.booking.record import AppointmentRecord
from models.words import Category
from permissions.decide import Facts, decide
from permissions.policy import Standing
from resolvers.journal.seen import Sight, Told, grouped, read, written


def visit(name: str) -> AppointmentRecord:
    columns = dict.fromkeys(AppointmentRecord._fields)
    return AppointmentRecord(**columns | {"id": name, "contact_id": "con_x"})  # type: ignore[arg-type] # no more is read


def test_a_silent_decision_stands_with_the_open_ones() -> None:
    silent = decide(Standing.REPRESENTATIVE, Category.REASON, Facts.SECRET)
    clear = decide(Standing.REPRESENTATIVE, Category.REASON, Facts.NONE)
    assert (silent.silent, clear.silent) == (True, False)
    [group] = grouped([(visit("apt_a"), silent), (visit("apt_b"), clear)])
    assert [record.id for record in group.records] == ["apt_a", "apt_b"]
    [alone] = grouped([(visit("apt_a"), silent)])
    [other] = grouped([(visit("apt_a"), clear)])
    assert written([alone], ()) == written([other], ())
    assert "EMPTY" not in written([alone], ())


def test_records_are_grouped_by_all_that_was_told_in_whatever_order() -> None:
    reason = decide(Standing.CONTROLLER_DESK, Category.REASON, Facts.NONE)
    note = decide(Standing.CONTROLLER_DESK, Category.NOTE, Facts.NONE)
    one, two = visit("apt_a"), visit("apt_b")
    [group] = grouped([(one, reason), (two, note), (two, reason), (one, note), (one, note)])
    assert [record.id for record in group.records] == ["apt_a", "apt_b"]
    assert group.categories == "REASON NOTE"


def test_the_order_within_a_group_tells_nothing_of_other_records() -> None:
    reason = decide(Standing.CONTROLLER_DESK, Category.REASON, Facts.NONE)
    note = decide(Standing.CONTROLLER_DESK, Category.NOTE, Facts.NONE)
    mine, other = visit("apt_mine"), visit("apt_other")
    alone = grouped([(mine, reason), (mine, note)])
    after_another = grouped([(other, note), (mine, reason), (mine, note)])
    assert [group for group in after_another if mine in group.records] == alone


def test_what_was_told_twice_in_two_ways_is_kept_in_both() -> None:
    before = decide(Standing.SUB_PROCESSOR, Category.REASON, Facts.NONE)
    after = decide(Standing.SUB_PROCESSOR, Category.REASON, Facts.JUST_WRITTEN)
    [group] = grouped([(visit("apt_a"), before), (visit("apt_a"), after)])
    assert [told[1] for told in group.told] == ["WITHHELD", "CLEAR"]
    assert group.categories == "REASON"


def test_what_was_written_before_fields_were_is_read() -> None:
    [sight] = read('[["NONE", [["REASON", "WITHHELD", "processor/reason", ["28"]]], ["apt_a"]]]')
    assert sight.told == (Told("REASON", "WITHHELD", "processor/reason", ("28",)),)


def test_what_is_written_is_read_again() -> None:
    clear = decide(Standing.DATA_SUBJECT, Category.REASON, Facts.NONE)
    selected = {"Appointment.visitReason", "Appointment.note", "Contact.phone", "Appointment.startsAt"}
    [sight] = read(written(grouped([(visit("apt_a"), clear)]), selected))
    articles = ("15", "15(4)", "CSP L1111-7")
    told = Told("REASON", "CLEAR", "data-subject/reason", articles, ("Appointment.visitReason",))
    assert sight == Sight("DATA_SUBJECT", (told,), ("apt_a",))
