"""The values of each schedule, worked out from its formula."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from typedthinc.errors import ArgumentError
from typedthinc.schedules import (
    compounding,
    constant,
    constant_then,
    cyclic_triangular,
    decaying,
    slanted_triangular,
    warmup_linear,
)


def first(schedule, count):
    return [schedule(step) for step in range(count)]


def test_constant():
    assert first(constant(0.3), 3) == [0.3, 0.3, 0.3]


def test_constant_then_hands_the_step_itself_on():
    assert first(constant_then(9.0, 2, decaying(1.0, 1.0)), 4) == [9.0, 9.0, 1 / 3, 1 / 4]


def test_constant_then_hands_extras_on():
    seen = []

    def inner(step, **extra):
        seen.append(extra)
        return 0.0

    constant_then(9.0, 1, inner)(1, key=(0, "W"), last_score=(1, 0.5))
    assert seen == [{"key": (0, "W"), "last_score": (1, 0.5)}]


def test_decaying():
    assert first(decaying(6.0, 0.5), 5) == pytest.approx([6.0, 4.0, 3.0, 2.4, 2.0])


def test_compounding_grows_up_to_the_limit():
    assert first(compounding(1.0, 10.0, 2.0), 6) == [1.0, 2.0, 4.0, 8.0, 10.0, 10.0]


def test_compounding_falls_down_to_the_limit():
    assert first(compounding(8.0, 1.0, 0.5), 5) == [8.0, 4.0, 2.0, 1.0, 1.0]


@pytest.mark.parametrize(("start", "expected"), [(1.0, 32.0), (0.0, 0.0)])
def test_compounding_keeps_to_its_limit_where_the_power_overflows(start, expected):
    assert compounding(start, 32.0, 1.001)(10_000_000) == expected


def test_warmup_linear():
    expected = [0.0, 0.5, 1.0, 0.875, 0.75, 0.625, 0.5, 0.375, 0.25, 0.125, 0.0, 0.0]
    assert first(warmup_linear(1.0, 2, 10), 12) == pytest.approx(expected)


def test_warmup_linear_without_a_warm_up():
    assert first(warmup_linear(1.0, 0, 4), 5) == [1.0, 0.75, 0.5, 0.25, 0.0]


def test_warmup_linear_that_ends_with_its_warm_up():
    assert first(warmup_linear(1.0, 2, 2), 4) == [0.0, 0.5, 0.0, 0.0]


def test_cyclic_triangular():
    expected = [0.55, 1.0, 0.55, 0.1, 0.55, 1.0, 0.55, 0.1]
    assert first(cyclic_triangular(0.1, 1.0, 2), 8) == pytest.approx(expected)


@pytest.mark.parametrize("period", [0, -2])
def test_cyclic_triangular_needs_a_period(period):
    with pytest.raises(ArgumentError, match="at least one step from low to high"):
        cyclic_triangular(0.1, 1.0, period)


def test_slanted_triangular():
    # Two steps up to 1, then (20 - 2) steps down to 1 / 10: 0.05 a step.
    expected = [0.55, 1.0, *(1.0 - 0.05 * step for step in range(1, 19))]
    assert first(slanted_triangular(1.0, 20, ratio=10), 20) == pytest.approx(expected)


@pytest.mark.parametrize(("num_steps", "cut_frac"), [(20, 0.1), (25, 0.1), (5, 0.1), (7, 0.9)])
def test_slanted_triangular_never_falls_below_its_lowest_rate(num_steps, cut_frac):
    rates = first(slanted_triangular(1.0, num_steps, cut_frac=cut_frac, ratio=10), 3 * num_steps)
    assert max(rates) == 1.0
    assert min(rates) == rates[-1] == pytest.approx(0.1)


@pytest.mark.parametrize("cut_frac", [0.0, 1.0, -0.5, 2.0])
def test_slanted_triangular_needs_a_rise_and_a_fall(cut_frac):
    with pytest.raises(ArgumentError, match="share of steps that rise"):
        slanted_triangular(1.0, 10, cut_frac=cut_frac)


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        (decaying, (0.1, 0.5)),
        (compounding, (1.0, 16.0, 1.5)),
        (slanted_triangular, (0.1, 40)),
    ],
)
@given(t=st.integers(0, 50), step=st.integers(0, 50))
def test_t_is_the_same_as_a_later_step(function, arguments, t, step):
    assert function(*arguments, t=t)(step) == pytest.approx(function(*arguments)(step + t))
