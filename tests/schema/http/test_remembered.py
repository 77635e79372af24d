"""The memory that forgets what was used longest ago."""

from schema.http.remembered import Remembered


def test_what_was_used_longest_ago_is_forgotten_first() -> None:
    memory: Remembered[str, int] = Remembered(3)
    for number, key in enumerate("abc"):
        memory.keep(key, number)
    assert memory.get("a") == 0
    memory.keep("d", 3)
    assert [memory.get(key) for key in "abcd"] == [0, None, 2, 3]


def test_what_outweighs_the_memory_is_not_kept_and_drives_nothing_out() -> None:
    memory: Remembered[str, int] = Remembered(3)
    memory.keep("a", 1, weight=3)
    memory.keep("b", 2, weight=4)
    assert (memory.get("a"), memory.get("b"), memory.weight) == (1, None, 3)


def test_a_value_kept_again_weighs_once() -> None:
    memory: Remembered[str, int] = Remembered(10)
    for _ in range(5):
        memory.keep("a", 1, weight=4)
    assert (len(memory), memory.weight) == (1, 4)
    memory.drop("a")
    memory.drop("a")
    assert (len(memory), memory.weight) == (0, 0)
