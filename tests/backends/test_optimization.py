"""Steps of training: Adam, clipping, averages."""

import math

import numpy
import pytest

from tests.backends._gradients import normal
from typedthinc.errors import ArgumentError, ShapeError

SHAPES = [(11,), (3, 4), (2, 3, 2), (0, 3), ()]
BETA1, BETA2, EPS, RATE = 0.9, 0.999, 1e-8, 0.01


@pytest.mark.parametrize("mod_rate", [1.0, 0.5])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("shape", SHAPES)
def test_adam(ops, shape, dtype, mod_rate):
    w, g, m, v = (normal(*shape, seed=seed) for seed in range(4))
    m1 = BETA1 * m + (1 - BETA1) * g
    m2 = BETA2 * v**2 + (1 - BETA2) * g**2
    expected = w - RATE * m1 / (mod_rate * m2**0.5 + EPS), 0 * g, m1, m2
    given = [numpy.asarray(array, dtype=dtype) for array in (w, g, m, v**2)]
    results = ops.adam(*given, BETA1, BETA2, EPS, RATE, mod_rate)
    for result, array, wanted in zip(results, given, expected):
        assert result is array
        numpy.testing.assert_allclose(result, wanted, rtol=1e-5, atol=1e-7)


LAYOUTS = [numpy.asfortranarray, lambda a: numpy.repeat(a, 2, axis=1)[:, ::2], lambda a: a[::-1]]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_adam_on_any_layout(ops, layout):
    plain = [normal(3, 4, seed=seed) ** 2 for seed in range(4)]
    others = [layout(array) for array in plain]
    expected = ops.adam(*[layout(array).copy() for array in plain], BETA1, BETA2, EPS, RATE)
    for result, wanted in zip(ops.adam(*others, BETA1, BETA2, EPS, RATE), expected):
        numpy.testing.assert_allclose(result, wanted)


def test_numpy_numbers_do_not_widen_float32(ops):
    arrays = [numpy.ones(9, dtype="f") for _ in range(4)]
    scalars = [numpy.float64(x) for x in (BETA1, BETA2, EPS, RATE, 0.5)]
    plain = [numpy.ones(9, dtype="f") for _ in range(4)]
    ops.adam(*arrays, *scalars)
    ops.adam(*plain, *(float(x) for x in scalars))
    for one, two in zip(arrays, plain):
        numpy.testing.assert_array_equal(one, two)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_moments_without_gradients_become_zero_and_not_subnormal(ops, dtype):
    arrays = [numpy.ones(9, dtype=dtype) for _ in range(4)]
    smallest = numpy.finfo(dtype).tiny
    for _ in range(150):
        ops.adam(*arrays, 0.3, 0.3, EPS, RATE)
        for moment in arrays[2:]:
            assert ((moment == 0) | (abs(moment) >= smallest)).all()
    # 0.3**700 is below what float64 can hold.
    for moment in arrays[2:]:
        moment[:] = smallest / 4
    ops.adam(*arrays, 0.3, 0.3, EPS, RATE)
    assert not arrays[2].any()
    assert not arrays[3].any()
    assert numpy.isfinite(arrays[0]).all()


@pytest.mark.parametrize("size", [1e-22, 1e-10])
def test_small_moments_are_kept(ops, size):
    w, m, v = (numpy.full(9, size, dtype="f") for _ in range(3))
    ops.adam(w, numpy.zeros(9, dtype="f"), m, v, BETA1, BETA2, EPS, RATE)
    numpy.testing.assert_allclose(m, size * BETA1, rtol=1e-6)
    numpy.testing.assert_allclose(v, size * BETA2, rtol=1e-6)


def test_half_precision_moments_are_kept(ops):
    arrays = [numpy.ones(9, dtype="float16") for _ in range(4)]
    _, _, m, v = ops.adam(*arrays, 0.5, 0.5, 1e-3, RATE)
    assert (m.tolist(), v.tolist()) == ([1.0] * 9, [1.0] * 9)


def test_adam_refuses_arrays_of_other_shapes(ops):
    w, m = numpy.zeros(4), numpy.zeros(5)
    with pytest.raises(ShapeError, match="adam: weights and gradient and mom1 and mom2 differ"):
        ops.adam(w, w.copy(), w.copy(), m, BETA1, BETA2, EPS, RATE)


@pytest.mark.parametrize("shape", [(11,), (3, 4)])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("threshold", [0.0, 0.5, 1e6])
def test_clip_gradient(ops, shape, dtype, threshold):
    gradient = normal(*shape).astype(dtype)
    norm = math.sqrt((gradient.astype("float64") ** 2).sum())
    expected = gradient * min(1, threshold / norm)
    assert ops.clip_gradient(gradient, threshold) is gradient
    numpy.testing.assert_allclose(gradient, expected, rtol=1e-5)


@pytest.mark.parametrize("threshold", [0.0, 1.0])
@pytest.mark.parametrize("shape", [(3,), (0,), (0, 4)])
def test_a_gradient_of_zeros_stays(ops, shape, threshold):
    assert not ops.clip_gradient(numpy.zeros(shape, dtype="f"), threshold).any()


@pytest.mark.parametrize("size", [1e-30, 1e30])
def test_a_norm_whose_square_leaves_the_range(ops, size):
    gradient = ops.clip_gradient(numpy.array([3.0, 4.0], dtype="f") * numpy.float32(size), size)
    numpy.testing.assert_allclose(gradient, [0.6 * size, 0.8 * size], rtol=1e-6)


@pytest.mark.parametrize("bad", [numpy.nan, numpy.inf, -numpy.inf])
@pytest.mark.parametrize("threshold", [0.0, 1.0])
def test_what_went_wrong_is_not_hidden(ops, bad, threshold):
    gradient = numpy.array([1.0, bad, 2.0], dtype="f")
    numpy.testing.assert_array_equal(ops.clip_gradient(gradient.copy(), threshold), gradient)


@pytest.mark.parametrize("threshold", [-1.0, numpy.nan])
def test_a_threshold_is_a_norm(ops, threshold):
    with pytest.raises(ArgumentError, match="clip_gradient: the threshold is not a norm"):
        ops.clip_gradient(numpy.ones(3), threshold)


@pytest.mark.parametrize(("t", "decay"), [(0, 0.1), (5, 0.4), (10**7, 0.9999)])
@pytest.mark.parametrize("shape", SHAPES)
def test_update_averages(ops, shape, t, decay):
    ema, weights = numpy.asarray(normal(*shape)), numpy.asarray(normal(*shape, seed=1))
    expected = decay * ema + (1 - decay) * weights
    assert ops.update_averages(ema, weights, t) is None
    numpy.testing.assert_allclose(ema, expected, rtol=1e-9)


def test_update_averages_has_a_greatest_decay(ops):
    ema = numpy.array([1.0])
    ops.update_averages(ema, numpy.array([2.0]), 1000, max_decay=0.5)
    assert ema.tolist() == [1.5]


def test_update_averages_refuses_other_shapes(ops):
    with pytest.raises(ShapeError, match="update_averages: ema and weights differ in shape"):
        ops.update_averages(numpy.zeros(3), numpy.zeros(4), 1)
