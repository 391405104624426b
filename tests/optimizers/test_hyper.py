"""Hyper-parameters: what they may be, and when they change."""

from __future__ import annotations

import math

import numpy
import pytest

from typedthinc.errors import ArgumentError
from typedthinc.optimizers import SGD, Adam, Optimizer, RAdam
from typedthinc.schedules import Rate, Schedule, constant, decaying, plateau, warmup_linear

ATTRIBUTES = {
    "learn_rate": "learn_rate",
    "b1": "beta1",
    "b2": "beta2",
    "eps": "eps",
    "L2": "L2",
    "grad_clip": "grad_clip",
}

each_attribute = pytest.mark.parametrize("attribute", ATTRIBUTES)


def moves(optimizer, key=(0, "W")):
    """How far one update moves a weight by a gradient of 1."""
    W = numpy.zeros(1)
    optimizer(key, W, numpy.ones(1))
    return -float(W[0])


def each_step(optimizer, attribute, n_steps):
    values = []
    for _ in range(n_steps):
        values.append(getattr(optimizer, attribute))
        optimizer.step_schedules()
    return values


@pytest.mark.parametrize(
    ("optimizer", "expected"),
    [
        (Adam(), (0.001, 0.9, 0.999, 1e-8, 0.0, 1.0)),
        (RAdam(), (0.001, 0.9, 0.999, 1e-8, 0.0, 1.0)),
        (SGD(0.5), (0.5, 0.0, 0.0, 1e-8, 0.0, 1.0)),
        (Optimizer(0.5), (0.5, 0.9, 0.999, 1e-8, 0.0, 1.0)),
    ],
)
def test_the_defaults(optimizer, expected):
    assert tuple(getattr(optimizer, attribute) for attribute in ATTRIBUTES) == expected
    assert optimizer.L2_is_weight_decay
    assert optimizer.averages == {}


def test_a_learning_rate_is_the_number_and_can_be_called():
    optimizer = Adam(0.001)
    assert optimizer.learn_rate == 0.001
    assert isinstance(optimizer.learn_rate, Rate)
    assert optimizer.learn_rate(100, key=(0, "W")) == 0.001
    assert optimizer.learn_rate(step=100) == 0.001


@each_attribute
@pytest.mark.parametrize(
    "make",
    [
        lambda: [3.0, 2.0],
        lambda: (3.0, 2.0),
        lambda: iter([3.0, 2.0]),
        lambda: (value for value in (3.0, 2.0)),
        lambda: Schedule("two", lambda schedule, step, **extra: [3.0, 2.0, 2.0][step]),
    ],
    ids=["list", "tuple", "iterator", "generator", "schedule"],
)
def test_an_attribute_has_the_value_of_the_step(attribute, make):
    optimizer = Optimizer(**{"learn_rate": 0.1, ATTRIBUTES[attribute]: make()})
    assert each_step(optimizer, attribute, 3) == [3.0, 2.0, 2.0]


@each_attribute
@pytest.mark.parametrize("value", ["hello", [], iter(()), None])
def test_anything_else_is_an_error_that_names_the_attribute(attribute, value):
    with pytest.raises(ArgumentError, match=f"Invalid schedule for '{attribute}'"):
        Optimizer(**{"learn_rate": 0.1, ATTRIBUTES[attribute]: value})


@each_attribute
def test_an_attribute_can_be_assigned(attribute):
    optimizer = Adam()
    setattr(optimizer, attribute, 0.5)
    assert getattr(optimizer, attribute) == 0.5
    setattr(optimizer, attribute, [0.25, 0.125])
    assert each_step(optimizer, attribute, 2) == [0.25, 0.125]
    with pytest.raises(ArgumentError, match=f"Invalid schedule for '{attribute}'"):
        setattr(optimizer, attribute, "hello")
    assert getattr(optimizer, attribute) == 0.125


def test_assigning_what_another_optimizer_has_hands_over_the_schedule():
    schedule = warmup_linear(1.0, 2, 10)
    one, other = SGD(schedule), SGD(0.5)
    other.learn_rate = one.learn_rate
    assert other.schedules["learn_rate"] is schedule


def test_arithmetic_makes_a_new_constant():
    optimizer = SGD(decaying(1.0, 1.0))
    optimizer.step_schedules()
    optimizer.learn_rate /= 2
    optimizer.step_schedules()
    assert optimizer.learn_rate == 0.25


def test_updates_use_the_value_of_the_step():
    optimizer = SGD([0.5, 0.25])
    assert moves(optimizer) == 0.5
    assert moves(optimizer) == 0.5
    optimizer.step_schedules()
    assert moves(optimizer) == 0.25


def test_a_number_from_numpy_does_not_change_the_dtype_of_the_weights():
    optimizer = Adam(iter(numpy.linspace(0.1, 0.0, 3)))
    W = numpy.ones(2, dtype="float32")
    optimizer((0, "W"), W, numpy.ones(2, dtype="float32"))
    assert W.dtype == "float32"


def test_a_function_may_look_at_the_key():
    optimizer = SGD(0.1)
    rates = {"W": 0.5, "b": 0.25}
    optimizer.learn_rate = lambda step, *, key, **kwargs: rates[key[1]]
    assert moves(optimizer, (0, "W")) == 0.5
    assert moves(optimizer, (0, "b")) == 0.25


def test_a_function_that_takes_step_and_key_as_keywords_is_enough():
    optimizer = SGD(0.1)
    optimizer.learn_rate = lambda *, step, key: 0.5**step
    optimizer.step_schedules()
    assert moves(optimizer) == 0.5


def test_a_function_that_needs_a_key_has_no_value_of_its_own():
    optimizer = SGD(0.1)
    optimizer.learn_rate = lambda step, *, key, **kwargs: {"W": 0.5}[key[1]]
    assert math.isnan(optimizer.learn_rate)
    assert optimizer.learn_rate(0, key=(0, "W")) == 0.5


def test_an_error_of_a_function_comes_out_of_the_update():
    optimizer = SGD(0.1)
    optimizer.learn_rate = lambda step, *, key, **kwargs: {}[key]
    with pytest.raises(KeyError):
        moves(optimizer)


def test_a_schedule_gets_key_and_last_score():
    seen = []

    def watch(schedule, step, **extra):
        seen.append((step, extra))
        return 0.1

    optimizer = SGD(Schedule("watch", watch))
    optimizer.last_score = 0.75
    optimizer.step_schedules()
    moves(optimizer, (5, "W"))
    assert seen == [(1, {"key": (5, "W"), "last_score": (0, 0.75)})]


def test_a_plateau_scales_after_scores_and_once_for_all_parameters():
    optimizer = SGD(plateau(1, 0.5, constant(1.0)))
    for score in (0.5, 0.4, 0.3):
        optimizer.last_score = score
        for name in ("W", "b"):
            moves(optimizer, (0, name))
        optimizer.step_schedules()
    assert optimizer.learn_rate == 0.25


def test_reading_moves_nothing():
    optimizer = SGD(iter([1.0, 0.5]))
    assert [optimizer.learn_rate, optimizer.learn_rate] == [1.0, 1.0]
    assert moves(optimizer) == 1.0


def test_weight_decay_and_clipping_follow_their_schedules():
    optimizer = SGD(1.0, grad_clip=[0.5, 0.25])
    assert moves(optimizer) == 0.5
    optimizer.step_schedules()
    assert moves(optimizer) == 0.25


def test_the_class_itself_shows_the_attribute():
    assert Optimizer.learn_rate.name == "learn_rate"
