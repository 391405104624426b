"""Inputs and settings at the edge of what a layer takes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy
import pytest

from tests.export.programs import assert_same, exported, given_to
from typedthinc.api import (
    Linear,
    MeanEmbed,
    Model,
    Ragged,
    Softmax_v2,
    add,
    array_getitem,
    chain,
    export_numpy,
    list2array,
    list2padded,
    map_list,
    noop,
    padded2list,
    residual,
    with_padded,
)
from typedthinc.errors import ExportError


@pytest.mark.parametrize(
    "layer", [residual(Linear(4, 4)), add(noop(), Linear(4, 4)), add(Linear(4, 4), noop())]
)
def test_an_empty_list_has_no_width_to_add(layer: Model[Any, Any], tmp_path: Path) -> None:
    model: Model[Any, Any] = chain(list2array(), layer).initialize()
    assert_same(exported(model, tmp_path).predict([]), model.predict([]))


def test_the_mean_of_no_ids_of_no_width(tmp_path: Path) -> None:
    model: Model[Any, Any] = MeanEmbed(4, 5).initialize()
    X = numpy.zeros((0, 0), "f")
    assert_same(exported(model, tmp_path).predict(X), model.predict(X))


def test_a_temperature_of_numpy_decides_no_dtype(tmp_path: Path) -> None:
    model = Softmax_v2(3, 2, temperature=numpy.float64(2)).initialize()
    assert exported(model, tmp_path).predict(numpy.ones((1, 2), "f")).dtype == "float32"


@pytest.mark.parametrize("temperature", [0, -1, float("nan")])
def test_a_temperature_that_is_not_above_zero_is_refused(
    temperature: float, tmp_path: Path
) -> None:
    model = Softmax_v2(3, 2).initialize()
    model.attrs["softmax_temperature"] = temperature
    with pytest.raises(ExportError) as error:
        export_numpy(model, tmp_path / "program")
    assert error.value.problems == [
        'layer "softmax" has a temperature of softmax that is not above zero'
    ]


def test_sequences_of_an_array_come_back_in_their_columns(tmp_path: Path) -> None:
    X = numpy.arange(12, dtype="f").reshape((2, 3, 2))
    model: Model[Any, Any] = with_padded(chain(padded2list(), list2padded()))
    assert_same(exported(model, tmp_path).predict(X), model.predict(X))


@pytest.mark.parametrize("index", [..., (..., 0), [1, 0], numpy.array([1, 0]), ([1, 0], [0, 1])])
def test_rows_and_columns_of_an_array(index: Any, tmp_path: Path) -> None:
    X = numpy.arange(6, dtype="f").reshape((2, 3))
    model: Model[Any, Any] = array_getitem(index)
    assert_same(exported(model, tmp_path).predict(X), model.predict(X))


def test_a_tuple_that_holds_an_array_is_refused(tmp_path: Path) -> None:
    model: Model[Any, Any] = array_getitem((0, numpy.array([1])))  # type: ignore[arg-type]  # what is tested
    with pytest.raises(ExportError, match="holds a ndarray, which is no plain data"):
        export_numpy(model, tmp_path / "program")


def test_sequences_of_another_length_keep_it(tmp_path: Path) -> None:
    X = Ragged(numpy.ones((5, 2), "f"), numpy.array([3, 2], "i"))
    model: Model[Any, Any] = with_padded(chain(padded2list(), map_list(first()), list2padded()))
    program = exported(model, tmp_path)
    assert_same(program.predict(given_to(program, X)), model.predict(X))


def first() -> Model[Any, Any]:
    """The first row of each array."""
    return array_getitem(slice(0, 1))
