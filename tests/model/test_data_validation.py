"""Checking the data that passes through a model while it is initialized."""

from __future__ import annotations

from typing import Any

import numpy
import pytest

from typedthinc.api import (
    Model,
    Relu,
    Softmax,
    chain,
    data_validation,
    list2ragged,
    reduce_sum,
    with_array,
)
from typedthinc.errors import DataValidationError
from typedthinc.types import Floats2d

FLOATS = numpy.zeros((2, 3), dtype="f")


def right() -> Any:
    return chain(list2ragged(), reduce_sum(), Relu(4, dropout=0.5), Softmax(2))


def wrong_inside() -> Any:
    layers: Any = [list2ragged(), reduce_sum(), with_array(reduce_sum()), Relu(4)]
    return chain(*layers)


def test_data_that_fits_initializes_the_model() -> None:
    with data_validation(True):
        assert right().initialize([FLOATS], FLOATS[:1, :2]).predict([FLOATS]).shape == (1, 2)


@pytest.mark.parametrize(
    "X",
    [FLOATS.astype("int32"), numpy.zeros((1, 3, 1), dtype="f"), [FLOATS]],
    ids=["integers", "three axes", "list"],
)
def test_wrong_input_is_reported_by_the_layer_that_gets_it(X: Any) -> None:
    model = chain(Relu(4), Relu(4))
    with data_validation(True), pytest.raises(DataValidationError, match='layer "relu"') as caught:
        model.initialize(X=X)
    assert "expected Floats2d" in str(caught.value)


def test_a_layer_that_does_not_fit_is_reported_from_inside_the_chain() -> None:
    with (
        data_validation(True),
        pytest.raises(DataValidationError, match='layer "reduce_sum".*expected Ragged'),
    ):
        wrong_inside().initialize([FLOATS])


def test_nothing_is_checked_outside_of_the_block() -> None:
    def forward(model: Any, X: Floats2d, is_train: bool) -> Any:
        return X, lambda dY: dY

    Model("odd", forward).initialize(X="text")
