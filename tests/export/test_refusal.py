"""What cannot be exported is listed, all of it at once, and nothing is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy
import pytest

from tests.export import layers
from typedthinc.api import (
    HashEmbed,
    Linear,
    Model,
    Relu,
    array_getitem,
    chain,
    concatenate,
    export_numpy,
    noop,
    with_array,
)
from typedthinc.errors import ExportError, TypedThincError

UNKNOWN = (
    "has no export: none is registered for its forward function tests.export.layers.other_forward"
)


def refusal(model: Model[Any, Any], folder: Path) -> ExportError:
    with pytest.raises(ExportError) as error:
        export_numpy(model, folder / "program")
    assert list(folder.iterdir()) == []
    return error.value


def test_every_layer_that_cannot_be_exported_is_listed(tmp_path: Path) -> None:
    inner = chain(Relu(3, 2), layers.unknown("mine"))
    model = chain(with_array(inner), concatenate(Linear(nO=4), layers.unknown("yours")))
    model.name = "tagger"
    assert str(refusal(model, tmp_path)) == (
        'cannot export "tagger": 4 layers cannot be written as a NumPy program\n'
        '  - layer 1 of 2, "with_array(relu>>mine) > relu>>mine > relu", has not allocated'
        ' parameters "W" and "b" yet\n'
        f'  - layer 1 of 2, "with_array(relu>>mine) > relu>>mine > mine", {UNKNOWN}\n'
        '  - layer 2 of 2, "linear|yours > linear", has not allocated parameters "W" and "b" yet\n'
        f'  - layer 2 of 2, "linear|yours > yours", {UNKNOWN}\n'
        "  help      initialize the model first, and register other layers with"
        " typedthinc.export.exports"
    )


def test_a_single_layer_is_named(tmp_path: Path) -> None:
    error = refusal(layers.unknown("mine"), tmp_path)
    assert error.summary == ('cannot export "mine": a layer cannot be written as a NumPy program')
    assert error.problems == [f'layer "mine" {UNKNOWN}']


def test_the_error_is_a_value_error(tmp_path: Path) -> None:
    error = refusal(layers.unknown(), tmp_path)
    assert isinstance(error, ValueError)
    assert isinstance(error, TypedThincError)


def test_a_layer_used_twice_is_listed_once(tmp_path: Path) -> None:
    layer = layers.unknown("mine")
    assert len(refusal(chain(layer, layer), tmp_path).problems) == 1


def test_one_missing_parameter_is_named(tmp_path: Path) -> None:
    layer = Linear(3, 2).initialize()
    layer.set_param("b", None)
    assert refusal(layer, tmp_path).problems == [
        'layer "linear" has not allocated parameter "b" yet'
    ]


def test_an_embedding_without_a_seed_is_refused(tmp_path: Path) -> None:
    layer = HashEmbed(2, 3)
    layer.set_param("E", numpy.zeros((3, 2), dtype="f"))
    assert refusal(layer, tmp_path).problems == ['layer "hashembed" has no seed to hash with yet']


def test_a_layer_that_wraps_a_model_of_another_framework_is_refused(tmp_path: Path) -> None:
    layer: Model[Any, Any] = Model("wrapper", layers.other_forward, shims=[object()])
    assert refusal(layer, tmp_path).problems == [
        'layer "wrapper" runs a model of another framework'
    ]


def test_an_attribute_that_is_no_plain_data_is_refused(tmp_path: Path) -> None:
    layer = array_getitem((slice(0, None), object()))  # type: ignore[arg-type]  # what is tested
    assert refusal(layer, tmp_path).problems == [
        'layer "array-getitem" has "index", which holds a object, which is no plain data'
    ]


def test_an_array_of_objects_is_refused(tmp_path: Path) -> None:
    layer = Linear(1, 1).initialize()
    layer.set_param("b", numpy.array([None]))
    assert refusal(layer, tmp_path).problems == [
        'layer "linear" has an array "b" of object, which is not stored'
    ]


def test_layers_that_are_not_run_need_not_be_exported(tmp_path: Path) -> None:
    export_numpy(noop(layers.unknown(), Linear()), tmp_path / "program")
    assert len(list(tmp_path.iterdir())) == 2
