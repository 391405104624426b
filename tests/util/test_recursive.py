from __future__ import annotations

from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from typedthinc.types import ArgsKwargs
from typedthinc.util import convert_recursive, iterate_recursive


class Pair(NamedTuple):
    one: Any
    two: Any


def is_foo(value: Any) -> bool:
    return isinstance(value, str) and value == "foo"


def is_int(value: Any) -> bool:
    return isinstance(value, int)


NESTED = st.recursive(
    st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(st.text(max_size=2), inner)
        | st.builds(
            ArgsKwargs, st.lists(inner).map(tuple), st.dictionaries(st.text(max_size=2), inner)
        )
    ),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("foo", "FOO"),
        ("bar", "bar"),
        (["foo", "bar"], ["FOO", "bar"]),
        (("foo", 1), ("FOO", 1)),
        ({"a": {("b", "foo"): "foo"}}, {"a": {("b", "FOO"): "FOO"}}),
        (Pair("foo", ["foo"]), Pair("FOO", ["FOO"])),
        (
            ArgsKwargs(("foo", [{"b": "foo"}]), {"a": ["x", "foo"]}),
            ArgsKwargs(("FOO", [{"b": "FOO"}]), {"a": ["x", "FOO"]}),
        ),
    ],
)
def test_matches_are_converted_in_every_container(before: Any, after: Any) -> None:
    converted = convert_recursive(is_foo, str.upper, before)
    assert converted == after
    assert type(converted) is type(after)


def test_positions_and_names_of_arguments_stay() -> None:
    call = ArgsKwargs((1, 2), {"foo": 3})
    assert convert_recursive(is_int, float, call) == ArgsKwargs((1.0, 2.0), {"foo": 3.0})
    assert convert_recursive(is_foo, str.upper, call) == call


def test_containers_are_not_changed_in_place() -> None:
    before = {"a": ["foo"]}
    convert_recursive(is_foo, str.upper, before)
    assert before == {"a": ["foo"]}


def test_a_matching_container_is_converted_whole() -> None:
    assert convert_recursive(lambda value: isinstance(value, list), len, {"a": [[1], 2]}) == {
        "a": 2
    }


@given(NESTED)
def test_converting_to_the_same_gives_the_same(nested: Any) -> None:
    assert convert_recursive(is_int, lambda value: value, nested) == nested


def test_values_are_iterated_in_order() -> None:
    nested = {"a": [1, (2, {3: 4})], "b": ArgsKwargs((5,), {"c": 6})}
    assert list(iterate_recursive(is_int, nested)) == [1, 2, 3, 4, 5, 6]


def test_nothing_is_iterated_without_a_match() -> None:
    assert list(iterate_recursive(is_int, ["a", {"b": None}])) == []


@given(NESTED)
def test_iteration_sees_what_conversion_sees(nested: Any) -> None:
    seen: list[int] = []
    convert_recursive(is_int, seen.append, nested)
    assert list(iterate_recursive(is_int, nested)) == seen
