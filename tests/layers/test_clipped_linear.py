"""Weighted sums with limits: ClippedLinear and its relatives."""

import numpy
import pytest

from typedthinc.api import ClippedLinear, HardSigmoid, HardTanh, ReluK
from typedthinc.errors import ArgumentError

ALL = [ClippedLinear, HardSigmoid, HardTanh, ReluK]
X = numpy.linspace(-8, 8, 9, dtype="f").reshape((9, 1))
FORMULAS = {
    ClippedLinear: lambda x: numpy.clip(x, 0, 1),
    HardSigmoid: lambda x: numpy.clip(0.2 * x + 0.5, 0, 1),
    HardTanh: lambda x: numpy.clip(x, -1, 1),
    ReluK: lambda x: numpy.clip(x, 0, 6),
}


def ones(ops, shape):
    return ops.alloc_f(shape) + 1


@pytest.mark.parametrize("layer", ALL)
def test_the_formula(layer):
    model = layer(nO=1, nI=1, init_W=ones).initialize()
    numpy.testing.assert_allclose(model.predict(X), FORMULAS[layer](X), rtol=1e-6)


@pytest.mark.parametrize("layer", ALL)
def test_the_bias_starts_as_it_is_told(layer):
    model = layer(nO=3, nI=1, init_W=ones, init_b=ones).initialize()
    assert model.get_param("b").tolist() == [1, 1, 1]
    numpy.testing.assert_allclose(model.predict(X)[:, :1], FORMULAS[layer](X + 1), rtol=1e-6)


def test_a_line_of_ones_own():
    model = ClippedLinear(
        nO=1, nI=1, init_W=ones, slope=-0.5, offset=1, min_val=-2, max_val=4
    ).initialize()
    expected = numpy.clip(1 - 0.5 * X, -2, 4)
    numpy.testing.assert_array_equal(model.predict(X), expected)


def test_relu_k_is_cut_off_at_k():
    model = ReluK(nO=1, nI=1, init_W=ones, k=3).initialize()
    numpy.testing.assert_array_equal(model.predict(X), numpy.clip(X, 0, 3))


@pytest.mark.parametrize("layer", ALL)
def test_the_line_is_in_the_attributes_and_the_name_is_that_of_the_first(layer):
    model = layer(nO=2, nI=1)
    assert model.name == "clipped_linear"
    lines = {
        ClippedLinear: (1, 0, 0, 1),
        HardSigmoid: (0.2, 0.5, 0, 1),
        HardTanh: (1, 0, -1, 1),
        ReluK: (1, 0, 0, 6),
    }
    names = ("slope", "offset", "min_val", "max_val")
    assert tuple(model.attrs[name] for name in names) == lines[layer]


def test_attributes_that_are_changed_later_count():
    model = ReluK(nO=1, nI=1, init_W=ones).initialize()
    model.attrs["max_val"] = 2.0
    assert model.predict(X).max() == 2


@pytest.mark.parametrize("layer", ALL)
def test_layer_norm_and_dropout_are_chained_on(layer):
    model = layer(nO=3, nI=4, normalize=True, dropout=0.25)
    assert model.name == "clipped_linear>>layernorm>>dropout"


@pytest.mark.parametrize(
    "make",
    [lambda: ClippedLinear(min_val=2, max_val=-1), lambda: ReluK(k=-1), lambda: ReluK(k=numpy.nan)],
)
def test_limits_in_the_wrong_order_are_refused(make):
    with pytest.raises(ArgumentError, match="min_val <= max_val"):
        make()


def test_the_message_for_limits_in_the_wrong_order():
    with pytest.raises(ArgumentError) as caught:
        ClippedLinear(min_val=2, max_val=-1)
    assert str(caught.value) == (
        "the least output of ClippedLinear is above the greatest\n"
        "  expected  min_val <= max_val\n"
        "  got       min_val=2, max_val=-1"
    )
