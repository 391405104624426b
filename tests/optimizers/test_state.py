"""What an optimizer keeps between updates."""

from __future__ import annotations

import copy
import pickle

import numpy
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from typedthinc.optimizers import SGD, Adam, RAdam

KEY = (0, "W")


def updates(optimizer, n_updates, key=KEY, start=0):
    W = numpy.full((2, 3), float(start), dtype="float64")
    seen = []
    for i in range(n_updates):
        optimizer(key, W, numpy.full((2, 3), 1.0 + i))
        seen.append(W.copy())
    return seen


@pytest.mark.parametrize("make", [Adam, RAdam])
def test_the_moments_are_kept_flat_by_key(make):
    optimizer = make(0.1, grad_clip=0.0)
    updates(optimizer, 2)
    assert_allclose(optimizer.mom1[KEY], numpy.full(6, 0.9 * 0.1 * 1 + 0.1 * 2))
    assert_allclose(optimizer.mom2[KEY], numpy.full(6, 0.999 * 0.001 * 1 + 0.001 * 4))


def test_sgd_keeps_no_moments():
    optimizer = SGD(0.1)
    updates(optimizer, 1)
    assert (optimizer.mom1, optimizer.mom2) == ({}, {})


def test_averages_start_from_zero_and_follow_the_weights():
    optimizer = SGD(0.1)
    expected = numpy.zeros((2, 3))
    for t, W in enumerate(updates(optimizer, 20, start=5), start=1):
        decay = min((1 + t) / (10 + t), 0.9999)
        expected = decay * expected + (1 - decay) * W
    assert_allclose(optimizer.averages[KEY], expected, rtol=1e-12)


def test_averages_can_be_left_out():
    optimizer = Adam(use_averages=False)
    updates(optimizer, 1)
    assert optimizer.averages is None


def test_updates_are_counted_by_key_with_the_step_of_the_latest():
    optimizer = Adam()
    updates(optimizer, 2)
    optimizer.step_schedules()
    updates(optimizer, 1, key=(1, "b"))
    assert optimizer.nr_update == {KEY: 2, (1, "b"): 1}
    assert optimizer.last_seen == {KEY: 0, (1, "b"): 1}
    assert optimizer.nr_update[2, "never"] == 0


def test_the_step_moves_with_the_schedules_only():
    optimizer = Adam()
    updates(optimizer, 3)
    assert optimizer.step == 0
    optimizer.step_schedules()
    assert optimizer.step == 1


def test_the_last_score_is_kept_with_the_step_when_it_was_set():
    optimizer = Adam()
    assert optimizer.last_score is None
    optimizer.step_schedules()
    optimizer.last_score = 0.5
    optimizer.step_schedules()
    assert optimizer.last_score == (1, 0.5)


def test_unknown_attributes_cannot_be_set():
    with pytest.raises(AttributeError, match="lerning_rate"):
        Adam().lerning_rate = 0.1


@pytest.mark.parametrize("make_copy", [copy.deepcopy, lambda o: pickle.loads(pickle.dumps(o))])
def test_a_copy_goes_on_as_the_original_does(make_copy):
    optimizer = Adam(0.1)
    updates(optimizer, 3)
    optimizer.step_schedules()
    again = make_copy(optimizer)
    assert again.step == 1
    assert_array_equal(updates(again, 2), updates(optimizer, 2))
    assert again.mom1[KEY] is not optimizer.mom1[KEY]
