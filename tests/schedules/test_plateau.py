from __future__ import annotations

import pytest

from typedthinc.errors import ArgumentError
from typedthinc.schedules import constant, decaying, plateau


def scaled(scores, **kwargs):
    schedule = plateau(kwargs.get("max_patience", 2), 0.5, constant(1.0))
    return [schedule(step, last_score=score) for step, score in enumerate(scores)]


def test_the_first_score_and_better_ones_change_nothing():
    assert scaled([(0, 0.1), (1, 0.2), (2, 0.3)]) == [1.0, 1.0, 1.0]


def test_scores_that_do_not_improve_scale_the_rate_after_the_patience():
    assert scaled([(0, 0.5), (1, 0.4), (2, 0.5)]) == [1.0, 1.0, 0.5]


def test_the_patience_begins_again_after_scaling():
    scores = [(0, 0.5), (1, 0.5), (2, 0.5), (3, 0.5), (4, 0.5)]
    assert scaled(scores) == [1.0, 1.0, 0.5, 0.5, 0.25]


def test_an_improvement_resets_the_patience():
    scores = [(0, 0.5), (1, 0.5), (2, 0.6), (3, 0.6), (4, 0.6)]
    assert scaled(scores) == [1.0, 1.0, 1.0, 1.0, 0.5]


def test_a_score_must_beat_the_best_not_the_last():
    assert scaled([(0, 0.5), (1, 0.1), (2, 0.4)]) == [1.0, 1.0, 0.5]


def test_the_same_score_seen_again_does_not_count():
    assert scaled([(0, 0.5), (1, 0.5), (1, 0.5), (1, 0.5)]) == [1.0, 1.0, 1.0, 1.0]


def test_no_score_leaves_the_state():
    assert scaled([(0, 0.5), (1, 0.5), None, (2, 0.5), None]) == [1.0, 1.0, 1.0, 0.5, 0.5]


def test_going_back_to_an_earlier_score_is_an_error():
    schedule = plateau(2, 0.5, constant(1.0))
    schedule(10, last_score=(10, 0.5))
    with pytest.raises(ArgumentError, match="Expected score with step >= 10, was: 9"):
        schedule(11, last_score=(9, 0.5))


def test_the_inner_schedule_gets_the_step_and_the_extras():
    schedule = plateau(1, 0.1, decaying(1.0, 1.0))
    assert schedule(3, key=(0, "W")) == 0.25


def test_plateaus_nest():
    schedule = plateau(2, 0.5, plateau(1, 0.1, constant(1.0)))
    rates = [schedule(step, last_score=(step, 0.0)) for step in range(3)]
    assert rates == pytest.approx([1.0, 0.1, 0.005])


def test_two_schedules_keep_their_own_state():
    used, fresh = plateau(1, 0.5, constant(1.0)), plateau(1, 0.5, constant(1.0))
    for step in range(3):
        used(step, last_score=(step, 0.0))
    assert (used(3), fresh(3)) == (0.25, 1.0)


def test_the_state_can_be_inspected():
    schedule = plateau(3, 0.5, constant(1.0))
    schedule(0, last_score=(0, 0.5))
    schedule(1, last_score=(1, 0.4))
    state = schedule.attrs["state"]
    assert (state.best_score, state.last_score_step, state.patience) == (0.5, 1, 1)
