"""The log loss of predictions."""

import math

import numpy
import pytest

from tests.backends._gradients import normal
from typedthinc.errors import ShapeError


def test_the_formula(ops):
    truth = numpy.array([0.0, 1.0, 1.0, 0.0, 0.25])
    predicted = numpy.array([0.1, 0.9, 0.4, 0.2, 0.5])
    expected = [-math.log(p) for p in (0.9, 0.9, 0.4, 0.8)] + [math.log(2)]
    numpy.testing.assert_allclose(ops.logloss(truth, predicted), expected, rtol=1e-12)


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_certainty(ops, dtype):
    truth, predicted = numpy.array([1, 0, 1, 0], dtype), numpy.array([0, 1, 1, 0], dtype)
    loss = ops.logloss(truth, predicted)
    assert loss.dtype == dtype
    numpy.testing.assert_allclose(
        loss, [8 * math.log(10)] * 2 + [0, 0], rtol=1e-3 if dtype == "float16" else 1e-6
    )
    assert (loss >= 0).all()


@pytest.mark.parametrize("truth_dtype", ["bool", "int64", "float64"])
def test_the_dtype_is_that_of_the_predictions(ops, truth_dtype):
    truth, predicted = numpy.array([1, 0], truth_dtype), numpy.array([0.5, 0.25], "f")
    loss = ops.logloss(truth, predicted)
    assert loss.dtype == "float32"
    numpy.testing.assert_allclose(loss, [math.log(2), math.log(4 / 3)], rtol=1e-6)


def test_predictions_that_are_integers_do_not_round_the_truth(ops):
    loss = ops.logloss(numpy.array([0.25]), numpy.array([1]))
    numpy.testing.assert_allclose(loss, [0.75 * 8 * math.log(10)])


def test_nan_is_not_hidden(ops):
    assert numpy.isnan(ops.logloss(numpy.ones(1), numpy.array([numpy.nan]))).all()


def test_no_predictions(ops):
    assert ops.logloss(numpy.zeros((0, 3)), numpy.zeros((0, 3))).shape == (0, 3)


def test_arrays_of_other_shapes_are_refused(ops):
    with pytest.raises(ShapeError, match="^logloss: y_true and y_pred differ in shape"):
        ops.logloss(normal(3), normal(3, 1))
