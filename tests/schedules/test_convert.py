from __future__ import annotations

import itertools
from functools import partial

import numpy
import pytest

from typedthinc.errors import ArgumentError
from typedthinc.schedules import Rate, compounding, constant, decaying, to_schedule, warmup_linear


def first(value, count):
    schedule = to_schedule(value)
    return [schedule(step) for step in range(count)]


@pytest.mark.parametrize("number", [1, 0.5, True, numpy.float32(0.25), numpy.int64(3)])
def test_a_number_is_constant(number):
    assert first(number, 2) == [number, number]


@pytest.mark.parametrize("values", [[1, 2, 3], (1, 2, 3), range(1, 4)])
def test_a_sequence_has_a_value_per_step_and_then_repeats_its_last(values):
    assert first(values, 5) == [1, 2, 3, 3, 3]


def test_a_sequence_can_go_back_to_an_earlier_step():
    schedule = to_schedule([1, 2, 3])
    assert [schedule(9), schedule(0)] == [3, 1]


def test_changing_the_list_afterwards_changes_nothing():
    values = [1, 2]
    schedule = to_schedule(values)
    values[0] = 9
    assert schedule(0) == 1


@pytest.mark.parametrize(
    "make", [lambda: (value for value in (1, 2, 3)), lambda: iter([1, 2, 3])], ids=["gen", "iter"]
)
def test_a_generator_has_a_value_per_step_and_then_repeats_its_last(make):
    assert first(make(), 5) == [1, 2, 3, 3, 3]


def test_a_generator_may_stay_at_a_step_and_may_skip_steps():
    schedule = to_schedule(itertools.count(10))
    assert [schedule(step) for step in (0, 0, 1, 4, 4, 5)] == [10, 10, 11, 14, 14, 15]


def test_a_generator_is_drawn_from_no_further_than_needed():
    generator = itertools.count()
    schedule = to_schedule(generator)
    schedule(2)
    assert next(generator) == 3


def test_a_generator_cannot_go_back():
    schedule = to_schedule(itertools.count(), "learn_rate")
    schedule(3)
    with pytest.raises(ArgumentError, match="behind 'learn_rate' cannot go back") as caught:
        schedule(2)
    assert caught.value.expected == "step >= 3"


def test_an_exhausted_generator_goes_on_to_any_step():
    schedule = to_schedule(iter([1.0]))
    assert [schedule(10**12), schedule(10**12 + 1)] == [1.0, 1.0]


def test_a_schedule_is_returned_as_it_is():
    schedule = compounding(1.0, 2.0, 1.5)
    assert to_schedule(schedule) is schedule


def test_a_rate_hands_over_its_schedule():
    schedule = decaying(1.0, 1.0)
    assert to_schedule(Rate(0.5, schedule)) is schedule


@pytest.mark.parametrize(
    "function",
    [
        lambda step, *, key: (step, key),
        lambda *, step, key: (step, key),
        lambda step, key, **kwargs: (step, key),
        lambda i, **kwargs: (i, kwargs["key"]),
        lambda i, key: (i, key),
        partial(lambda scale, step, key: (step, key), 0.5),
    ],
)
def test_a_function_gets_the_step_and_the_keywords_that_it_takes(function):
    assert to_schedule(function)(4, key="W", last_score=(1, 0.5)) == (4, "W")


def test_a_function_that_takes_only_the_step():
    assert to_schedule(lambda step: 2 * step)(4, key="W", last_score=None) == 8


def test_a_function_gets_none_for_a_keyword_that_was_not_given():
    assert to_schedule(lambda step, key, last_score: (key, last_score))(0) == (None, None)


@pytest.mark.parametrize(
    "value",
    [
        "hello",
        b"hello",
        None,
        {"a": 1.0},
        [],
        (),
        ["a"],
        [[1.0]],
        iter([]),
        (value for value in ()),
        warmup_linear,
        int,
        lambda: 0.0,
        numpy.zeros(3),
    ],
)
def test_anything_else_is_an_error_that_names_what_it_is_for(value):
    with pytest.raises(ArgumentError, match="Invalid schedule for 'learn_rate'") as caught:
        to_schedule(value, "learn_rate")
    assert "a generator or a Schedule" in str(caught.value)


def test_a_function_that_cannot_be_called_with_a_step_is_explained():
    with pytest.raises(ArgumentError, match="cannot be called with a step: missing a required"):
        to_schedule(warmup_linear, "learn_rate")


def test_a_constant_keeps_the_kind_of_number():
    assert isinstance(constant(3)(0), int)
    assert isinstance(to_schedule(3)(0), int)
