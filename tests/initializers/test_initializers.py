from __future__ import annotations

import inspect
import math

import numpy
import pytest
from numpy.testing import assert_array_equal

from typedthinc import initializers
from typedthinc.backends import NumpyOps
from typedthinc.registries import registry

OPS = NumpyOps()
NAMES = [name for name in initializers.__all__ if name.endswith("init") and "_" in name]
NAMES = [name for name in NAMES if not name.startswith("configure")]
SHAPE = (300, 200)
FAN_OUT, FAN_IN = SHAPE

LIMITS = {
    "uniform_init": 0.1,
    "glorot_uniform_init": math.sqrt(6 / (FAN_IN + FAN_OUT)),
    "he_uniform_init": math.sqrt(6 / FAN_IN),
    "lecun_uniform_init": math.sqrt(3 / FAN_IN),
}
DEVIATIONS = {
    "normal_init": 0.05,
    "glorot_normal_init": math.sqrt(2 / (FAN_IN + FAN_OUT)),
    "he_normal_init": math.sqrt(2 / FAN_IN),
    "lecun_normal_init": math.sqrt(1 / FAN_IN),
}


def draw(name, shape=SHAPE, seed=0, **kwargs):
    numpy.random.seed(seed)
    return getattr(initializers, name)(OPS, shape, **kwargs)


def test_the_nine_initializers_are_here():
    assert sorted(NAMES) == sorted(["zero_init", *LIMITS, *DEVIATIONS])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("shape", [(), (5,), (2, 3), (2, 3, 4), (1, 2, 3, 4), (0, 3), (3, 0)])
def test_any_shape_gives_float32_of_that_shape(name, shape):
    W = draw(name, shape)
    assert W.shape == shape
    assert W.dtype == "float32"
    assert numpy.isfinite(W).all()


@pytest.mark.parametrize(("name", "limit"), LIMITS.items())
def test_uniform_numbers_fill_the_range_of_the_formula(name, limit):
    W = draw(name)
    assert -limit <= W.min() < -0.999 * limit
    assert 0.999 * limit < W.max() <= limit
    assert W.mean() == pytest.approx(0.0, abs=0.01 * limit)
    assert W.std() == pytest.approx(limit / math.sqrt(3), rel=0.01)


@pytest.mark.parametrize(("name", "deviation"), DEVIATIONS.items())
def test_normal_numbers_have_the_deviation_of_the_formula(name, deviation):
    W = draw(name)
    assert W.mean() == pytest.approx(0.0, abs=0.02 * deviation)
    assert W.std() == pytest.approx(deviation, rel=0.01)
    share_within_one_deviation = float((abs(W) < deviation).mean())
    assert share_within_one_deviation == pytest.approx(0.6827, abs=0.01)


@pytest.mark.parametrize(("name", "limit"), LIMITS.items())
def test_uniform_numbers_are_numpys_own_for_a_seed(name, limit):
    numpy.random.seed(7)
    expected = numpy.random.uniform(-limit, limit, SHAPE).astype("float32")
    assert_array_equal(draw(name, seed=7), expected)


@pytest.mark.parametrize(("name", "deviation"), DEVIATIONS.items())
def test_normal_numbers_are_numpys_own_for_a_seed(name, deviation):
    numpy.random.seed(7)
    expected = numpy.random.normal(0.0, deviation, SHAPE).astype("float32")
    assert_array_equal(draw(name, seed=7), expected)


def test_zeros():
    assert_array_equal(draw("zero_init", (2, 3)), numpy.zeros((2, 3)))


def test_the_limits_of_uniform_numbers():
    W = draw("uniform_init", lo=2.0, hi=3.0)
    assert (W.min(), W.max()) == (pytest.approx(2.0, abs=1e-3), pytest.approx(3.0, abs=1e-3))


def test_mean_and_deviation_of_normal_numbers():
    W = draw("normal_init", mean=3.0, stddev=0.5)
    assert (W.mean(), W.std()) == (pytest.approx(3.0, abs=0.01), pytest.approx(0.5, rel=0.01))


def test_a_mean_is_not_a_deviation():
    assert draw("normal_init", mean=0.0).std() == pytest.approx(0.05, rel=0.01)


@pytest.mark.parametrize(
    ("shape", "limit"),
    [
        ((4,), math.sqrt(6 / 8)),
        ((4, 2, 50), math.sqrt(6 / 6)),
        ((), math.sqrt(6 / 2)),
    ],
)
def test_the_fans_are_the_first_two_axes_and_a_vector_has_its_length_for_both(shape, limit):
    numpy.random.seed(0)
    expected = numpy.random.uniform(-limit, limit, shape)
    assert_array_equal(draw("glorot_uniform_init", shape), numpy.float32(expected))


@pytest.mark.parametrize("name", NAMES)
def test_each_is_registered_and_resolves_to_a_function_of_ops_and_shape(name):
    configure = registry.get("initializers", f"{name}.v1")
    assert configure is getattr(initializers, f"configure_{name}")
    numpy.random.seed(0)
    assert_array_equal(configure()(OPS, (3, 4)), draw(name, (3, 4)))


def test_nothing_else_is_registered():
    assert sorted(registry.initializers.get_all()) == sorted(f"{name}.v1" for name in NAMES)


@pytest.mark.parametrize(
    ("name", "settings"),
    [("uniform_init", {"lo": -2.0, "hi": 5.0}), ("normal_init", {"mean": 1.0, "stddev": 2.0})],
)
def test_settings_are_passed_on_and_can_be_inspected(name, settings):
    configured = getattr(initializers, f"configure_{name}")(**settings)
    assert_array_equal(
        (numpy.random.seed(0), configured(OPS, (3, 4)))[1], draw(name, (3, 4), **settings)
    )
    parameters = inspect.signature(configured).parameters
    assert {key: parameters[key].default for key in settings} == settings
