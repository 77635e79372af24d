"""How deep and wide a document is, without being slow about it."""

import pytest
from graphql import (
    FragmentDefinitionNode,
    OperationDefinitionNode,
    get_introspection_query,
    parse,
)

from schema.limits.bounds import Bounds
from schema.limits.excess import FragmentLoop, LimitExceeded
from schema.limits.shape import Shape, Shapes, check_shape


def shape(text: str) -> Shape:
    document = parse(text)
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    operation = next(d for d in document.definitions if isinstance(d, OperationDefinitionNode))
    return Shapes(fragments).of(operation)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{a}", Shape(1, 0, 0, 1)),
        ("{a{b{c}} d}", Shape(3, 0, 0, 1)),
        ("{...{...{a}}}", Shape(1, 0, 0, 1)),
        ("{a{...F}} fragment F on T{b{c}}", Shape(3, 0, 0, 1)),
        ("{...F a{...F}} fragment F on T{x:b y:b}", Shape(2, 4, 0, 1)),
        ("{x:a ...F ...F} fragment F on T{y:b}", Shape(1, 3, 0, 1)),
        ("query Q($v:Int @v) @q {a @a ...F @s} fragment F on T @f{b @b}", Shape(1, 0, 6, 1)),
        ("{a a a ...{a}}", Shape(1, 0, 0, 4)),
        ("{a{b} a{b} c{b}}", Shape(2, 0, 0, 2)),
        ("{...on A{m} ...on B{m} ...on C{m}}", Shape(1, 0, 0, 1)),
        ("{...on A{m} ...on A{m}}", Shape(1, 0, 0, 2)),
        ("{...F} fragment F on T{a a}", Shape(1, 0, 0, 2)),
        ("{__schema{types{fields{args{type{ofType{name}}}}}} a{b}}", Shape(2, 0, 0, 1)),
        ("{__schema{x:types{name}}}", Shape(1, 1, 0, 1)),
        ("{__schema{types{...F}}} fragment F on T{a{b{c}} x:d @d}", Shape(1, 1, 1, 1)),
        ("{...Missing}", Shape(0, 0, 0, 0)),
    ],
)
def test_a_shape_is_counted_with_its_fragments_written_out(text: str, expected: Shape) -> None:
    assert shape(text) == expected


@pytest.mark.parametrize("name", ["depth", "aliases", "directives", "repeats"])
def test_each_bound_is_inclusive(name: str) -> None:
    document = parse("{a{b{x:c @d y:c @d}} a{b}}")
    found = {"depth": 3, "aliases": 2, "directives": 2, "repeats": 2}[name]
    check_shape(document, Bounds(**{name: found}))
    with pytest.raises(LimitExceeded) as excess:
        check_shape(document, Bounds(**{name: found - 1}))
    assert (excess.value.key, excess.value.limit, excess.value.found) == (f"limit.{name}", found - 1, found)


def test_the_number_of_fragments_is_bounded() -> None:
    document = parse("{...A ...B} fragment A on T{a} fragment B on T{b}")
    check_shape(document, Bounds(fragments=2))
    with pytest.raises(LimitExceeded, match=r"limit\.fragments"):
        check_shape(document, Bounds(fragments=1))


@pytest.mark.parametrize(
    "text",
    [
        "{...A} fragment A on T{...A}",
        "{...A} fragment A on T{a{...B}} fragment B on T{...A}",
        "{a} fragment A on T{...{...A}}",
    ],
)
def test_a_fragment_within_itself_is_found(text: str) -> None:
    with pytest.raises(FragmentLoop):
        check_shape(parse(text), Bounds())


def test_the_usual_introspection_query_is_within_every_bound() -> None:
    check_shape(
        parse(get_introspection_query(input_value_deprecation=True, directive_is_repeatable=True)), Bounds()
    )


def exponential(selections: str, count: int) -> str:
    fragments = [f"fragment F{n} on T{{{selections.replace('F', f'F{n + 1}')}}}" for n in range(count)]
    return " ".join(["{...F0}", *fragments, f"fragment F{count} on T{{a}}"])


@pytest.mark.parametrize(
    ("selections", "aliases"),
    [
        ("...F ...F", 0),
        ("x:b{...F} y:b{...F}", 2 * (2**40 - 1)),
        ("b{...F ...F} c{...F ...F}", 0),
        ("...{...F} ...{...F}", 0),
    ],
)
def test_fragments_that_double_forty_times_are_each_counted_once(selections: str, aliases: int) -> None:
    # Written out they would take hours: that this test ends is what it shows.
    assert shape(exponential(selections, 40)).aliases == aliases


def test_a_chain_of_fragments_does_not_exhaust_the_stack() -> None:
    check_shape(parse(exponential("...F", 49)), Bounds())
