"""Weights for a few of several experts."""

import math

import numpy
import pytest

from typedthinc.api import TopKGate, registry
from typedthinc.errors import ArgumentError, ArgumentTypeError, ShapeError
from typedthinc.testing import check_gradients


def identity(n, k, dtype="float32"):
    """A gate whose sums are its input."""
    gate = TopKGate(nO=n, nI=n, k=k).initialize()
    gate.set_param("W", numpy.eye(n, dtype=dtype))
    return gate


def data(rows, width, dtype="float32"):
    return numpy.random.default_rng(0).normal(size=(rows, width)).astype(dtype)


def test_the_weights_are_the_softmax_over_the_largest_sums():
    X = numpy.array([[1.0, 5.0, 2.0, 4.0], [0.0, -1.0, -2.0, 0.5]], dtype="f")
    near = math.exp(1) / (1 + math.exp(1))
    half = math.exp(0.5) / (1 + math.exp(0.5))
    expected = [[0, near, 0, 1 - near], [1 - half, 0, 0, half]]
    numpy.testing.assert_allclose(identity(4, 2).predict(X), expected, rtol=1e-6)


def test_what_is_not_chosen_has_a_weight_of_exactly_0():
    weights = TopKGate(nO=6, nI=3, k=2).initialize().predict(data(20, 3))
    assert ((weights != 0).sum(axis=1) == 2).all()
    numpy.testing.assert_allclose(weights.sum(axis=1), 1, rtol=1e-6)


def test_of_equal_sums_the_one_further_left_is_chosen():
    X = numpy.array([[1, 1, 1, 1], [0, 2, 2, 2], [3, 0, 0, 0]], dtype="f")
    chosen = identity(4, 2).predict(X) > 0
    assert chosen.tolist() == [
        [True, True, False, False],
        [False, True, True, False],
        [True, True, False, False],
    ]


def test_with_all_experts_it_is_a_softmax():
    X = data(5, 4)
    powers = numpy.exp(X.astype("float64"))
    expected = powers / powers.sum(axis=1, keepdims=True)
    numpy.testing.assert_allclose(identity(4, 4).predict(X), expected, rtol=1e-6)


@pytest.mark.parametrize("k", [1, 2, 3, 4])
def test_gradients(k):
    check_gradients(TopKGate(nO=4, nI=3, k=k).initialize(), data(6, 3, "float64"))


def test_the_gradient_is_that_of_a_softmax_with_the_rest_masked():
    # With k=2 the weight is a sigmoid of the difference of the sums, with the slope p (1 - p).
    X = numpy.array([[1.0, 5.0, 2.0, 4.0]])
    gate = identity(4, 2, "float64")
    gate.set_param("b", numpy.zeros(4))
    _, backprop = gate.begin_update(X)
    p = 1 / (1 + math.exp(-1))
    dX = backprop(numpy.array([[7.0, 1.0, 7.0, 0.0]]))
    numpy.testing.assert_allclose(dX, [[0, p * (1 - p), 0, -p * (1 - p)]], rtol=1e-12)


def test_a_gate_for_one_expert_has_no_gradient():
    gate = TopKGate(nO=4, nI=3, k=1).initialize()
    weights, backprop = gate.begin_update(data(5, 3))
    assert (weights.max(axis=1) == 1).all()
    assert not backprop(data(5, 4)).any()


@pytest.mark.parametrize("far", [1e4, -1e4])
def test_large_sums(far):
    X = numpy.array([[far, 0.0, 1.0]], dtype="f")
    weights = identity(3, 2).predict(X)
    numpy.testing.assert_allclose(weights.sum(), 1, rtol=1e-6)
    assert weights[0].argmax() == (0 if far > 0 else 2)


def test_nan_shows():
    X = numpy.array([[3.0, 2.0, numpy.nan], [3.0, 2.0, 1.0]], dtype="f")
    gate = TopKGate(nO=3, nI=3, k=1).initialize()
    assert numpy.isnan(gate.predict(X)[0]).any()
    assert numpy.isfinite(gate.predict(X)[1]).all()


def test_weights_do_not_start_at_zero():
    assert TopKGate(nO=4, nI=3).initialize().get_param("W").any()


def test_widths_are_inferred_from_data():
    gate = TopKGate().initialize(X=data(2, 5), Y=data(2, 3))
    assert (gate.get_dim("nI"), gate.get_dim("nO")) == (5, 3)


def test_it_can_be_described_by_a_config():
    config = {"gate": {"@layers": "TopKGate.v1", "nO": 4, "nI": 3, "k": 3}}
    gate = registry.resolve(config)["gate"].initialize()
    assert ((gate.predict(data(6, 3)) != 0).sum(axis=1) == 3).all()


@pytest.mark.parametrize("k", [0, -1])
def test_one_expert_at_least(k):
    with pytest.raises(ArgumentError) as caught:
        TopKGate(k=k)
    assert str(caught.value) == (
        f"TopKGate cannot choose that number of experts\n  expected  k >= 1\n  got       k={k}"
    )


def test_there_must_be_as_many_experts():
    with pytest.raises(ArgumentError) as caught:
        TopKGate(nO=2, k=3)
    assert str(caught.value) == (
        "TopKGate cannot choose that number of experts\n"
        "  expected  1 <= k <= 2    the number of experts\n"
        "  got       k=3"
    )


def test_it_is_told_at_initialize_if_the_width_is_known_then():
    with pytest.raises(ArgumentError) as caught:
        TopKGate(nI=3, k=3).initialize(Y=data(2, 2))
    assert str(caught.value) == (
        'layer "topkgate" cannot choose that number of experts\n'
        "  expected  1 <= k <= 2    the number of experts\n"
        "  got       k=3"
    )


@pytest.mark.parametrize(("k", "got"), [(1.5, "1.5"), (True, "True"), (None, "None")])
def test_the_number_is_whole(k, got):
    with pytest.raises(ArgumentTypeError) as caught:
        TopKGate(nO=4, k=k)
    assert caught.value.summary == "TopKGate cannot choose that number of experts"
    assert (caught.value.expected, caught.value.got) == ("a whole number k", got)


def test_another_width_is_refused():
    with pytest.raises(ShapeError, match='layer "topkgate" got an input of the wrong width'):
        TopKGate(nO=4, nI=3).initialize().predict(data(2, 4))
