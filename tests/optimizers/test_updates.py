"""What an update does to the weights, against the formulas written out per number."""

from __future__ import annotations

import math

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from typedthinc.optimizers import SGD, Adam, Optimizer, RAdam

KEY = (0, "W")
GRADIENTS = [[0.3, -2.0], [1.0, 0.0], [-0.5, 0.25], [0.1, 4.0]] * 4


def run(optimizer, gradients=GRADIENTS, start=(1.0, -1.0), **kwargs):
    W = numpy.array(start, dtype="float64")
    for gradient in gradients:
        optimizer(KEY, W, numpy.array(gradient, dtype="float64"), **kwargs)
    return W


def adam_by_formula(w, gradients, *, lr, b1=0.9, b2=0.999, eps=1e-8, decay=0.0):
    m = v = 0.0
    for t, g in enumerate(gradients, start=1):
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g * g
        w -= lr * math.sqrt(1 - b2**t) / (1 - b1**t) * m / (math.sqrt(v) + eps)
        w -= lr * decay * w
    return w


def radam_by_formula(w, gradients, *, lr, b1, b2, eps=1e-8):
    m = v = 0.0
    longest = 2 / (1 - b2) - 1
    for t, g in enumerate(gradients, start=2):
        m = b1 * m + (1 - b1) * g
        v = b2 * v + (1 - b2) * g * g
        length = longest - 2 * t * b2**t / (1 - b2**t)
        m_hat = m / (1 - b1**t)
        if length < 5:
            w -= lr * m_hat
        else:
            r = (length - 4) * (length - 2) * longest
            r /= (longest - 4) * (longest - 2) * length
            w -= lr * math.sqrt(r) * math.sqrt(1 - b2**t) * m_hat / (math.sqrt(v) + eps)
    return w


def columns(gradients=GRADIENTS):
    return zip(*gradients)


def test_sgd_subtracts_the_scaled_gradient():
    W = run(SGD(0.1, grad_clip=0.0), [[1.0, -2.0], [0.5, 0.0]])
    assert_allclose(W, [1.0 - 0.1 - 0.05, -1.0 + 0.2])


def test_adam_is_the_papers():
    W = run(Adam(0.01, grad_clip=0.0))
    expected = [adam_by_formula(w, g, lr=0.01) for w, g in zip((1.0, -1.0), columns())]
    assert_allclose(W, expected, rtol=1e-12)


def test_the_first_step_of_adam_is_the_learning_rate_whatever_the_gradient():
    W = run(Adam(0.01, grad_clip=0.0), [[1e-3, -1e3]], start=(0.0, 0.0))
    assert_allclose(W, [-0.01, 0.01], rtol=1e-3)


@pytest.mark.parametrize(("b1", "b2"), [(0.9, 0.999), (0.9, 0.5), (0.5, 0.9)])
def test_radam_is_the_papers(b1, b2):
    W = run(RAdam(0.01, beta1=b1, beta2=b2, grad_clip=0.0))
    expected = [
        radam_by_formula(w, g, lr=0.01, b1=b1, b2=b2) for w, g in zip((1.0, -1.0), columns())
    ]
    assert_allclose(W, expected, rtol=1e-12)


def test_weight_decay_is_decoupled():
    W = run(Adam(0.01, L2=0.1, grad_clip=0.0))
    expected = [adam_by_formula(w, g, lr=0.01, decay=0.1) for w, g in zip((1.0, -1.0), columns())]
    assert_allclose(W, expected, rtol=1e-12)


@pytest.mark.parametrize("make", [SGD, Adam, RAdam])
def test_weight_decay_acts_without_a_gradient(make):
    W = run(make(0.1, L2=0.5), [[0.0, 0.0]])
    assert_allclose(W, [0.95, -0.95])


def test_an_l2_penalty_is_part_of_the_gradient():
    W = run(SGD(0.1, L2=0.5, L2_is_weight_decay=False, grad_clip=0.0), [[1.0, 0.0]])
    assert_allclose(W, [1.0 - 0.1 * (1.0 + 0.5), -1.0 - 0.1 * (0.5 * -1.0)])


def test_an_l2_penalty_is_clipped_with_the_gradient():
    optimizer = SGD(1.0, L2=3.0, L2_is_weight_decay=False, grad_clip=1.0)
    assert_allclose(run(optimizer, [[0.0, 1.0]], start=(1.0, 1.0)), [1.0 - 0.6, 1.0 - 0.8])


def test_clipping_scales_a_gradient_down_to_the_norm():
    W = run(SGD(1.0, grad_clip=1.0), [[3.0, -4.0]], start=(0.0, 0.0))
    assert_allclose(W, [-0.6, 0.8])


def test_clipping_leaves_a_small_gradient_alone():
    W = run(SGD(1.0, grad_clip=1.0), [[0.3, -0.4]], start=(0.0, 0.0))
    assert_allclose(W, [-0.3, 0.4])


def test_clipping_by_0_clips_nothing():
    W = run(SGD(1.0, grad_clip=0.0), [[3e6, 0.0]], start=(0.0, 0.0))
    assert_allclose(W, [-3e6, 0.0])


def test_each_parameter_is_clipped_by_its_own_norm():
    optimizer = SGD(1.0, grad_clip=1.0)
    small, large = numpy.zeros(1), numpy.zeros(1)
    optimizer((0, "small"), small, numpy.array([0.5]))
    optimizer((0, "large"), large, numpy.array([10.0]))
    assert (small[0], large[0]) == (-0.5, -1.0)


@pytest.mark.parametrize("make", [SGD, Adam, RAdam])
@pytest.mark.parametrize("grad_clip", [0.0, 1.0])
def test_a_gradient_of_zeros_changes_nothing(make, grad_clip):
    assert_array_equal(run(make(0.1, grad_clip=grad_clip), [[0.0, 0.0]] * 8), [1.0, -1.0])


@pytest.mark.parametrize("make", [SGD, Adam])
def test_lr_scale_scales_the_step_and_the_decay(make):
    scaled = run(make(0.1, L2=0.1), lr_scale=0.5)
    assert_allclose(scaled, run(make(0.05, L2=0.1)), rtol=1e-12)


def test_lr_scale_scales_only_the_decay_of_radam():
    scaled = run(RAdam(0.1), lr_scale=0.5)
    assert_allclose(scaled, run(RAdam(0.1)), rtol=1e-12)


def test_a_second_moment_alone_has_no_rule():
    with pytest.raises(NotImplementedError, match="second moment without a first one") as caught:
        run(Adam(0.1, beta1=0.0))
    assert "beta1 = 0.0, beta2 = 0.999" in str(caught.value)


def test_without_a_second_moment_the_first_is_not_used():
    assert_array_equal(run(Optimizer(0.1, beta2=0.0)), run(SGD(0.1)))


@pytest.mark.parametrize("make", [SGD, Adam, RAdam])
def test_every_optimizer_goes_down_a_bowl(make):
    optimizer = make(0.05)
    W = numpy.array([[1.0, -1.0], [0.5, 2.0]], dtype="float32")
    for _ in range(200):
        optimizer(KEY, W, 2 * W)
    assert float((W**2).sum()) < 0.05


@given(
    seed=st.integers(0, 1000),
    lr=st.floats(1e-4, 1.0),
    L2=st.floats(0.0, 0.5),
    grad_clip=st.sampled_from([0.0, 0.1, 10.0]),
    decay=st.booleans(),
)
def test_two_parameters_are_updated_as_each_alone(seed, lr, L2, grad_clip, decay):
    settings = {"L2": L2, "grad_clip": grad_clip, "L2_is_weight_decay": decay}
    generator = numpy.random.default_rng(seed)
    starts = generator.normal(size=(2, 3))
    gradients = generator.normal(size=(4, 2, 3))
    together, alone = starts.copy(), starts.copy()
    shared = Adam(lr, **settings)
    for step in gradients:
        for i, gradient in enumerate(step):
            shared((i, "W"), together[i], gradient.copy())
    for i in range(2):
        single = Adam(lr, **settings)
        for step in gradients:
            single((i, "W"), alone[i], step[i].copy())
    assert_array_equal(together, alone)
