"""Each layer gives the same numbers in a program, bit by bit."""

from __future__ import annotations

import functools
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy
import pytest

from tests.export.programs import assert_same, drawn, exported, given_to
from tests.layers.cases import CASES
from typedthinc.api import (
    Dish,
    Dropout,
    Gelu,
    HardSwish,
    HardTanh,
    Mish,
    Model,
    Padded,
    ParametricAttention,
    Ragged,
    Relu,
    Sigmoid,
    Softmax_v2,
    Swish,
    TopKGate,
    add,
    concatenate,
    get_current_ops,
    noop,
    premap_ids,
    sigmoid_activation,
    with_cpu,
    with_debug,
    with_nvtx_range,
)
from typedthinc.errors import ArrayError

# Programs take no sparse matrices, and the sums over dense rows have other roundings.
ROUNDED = {"Linear.v1-csr_matrix", "Linear.v1-csr_array", "Linear.v1-csr_long"}
# Layers that compute on floats in one array.
ON_FLOATS = [
    name
    for name in CASES
    if isinstance(CASES[name].X, numpy.ndarray) and CASES[name].X.dtype.kind == "f"
]


@functools.cache
def made(name: str) -> tuple[Model[Any, Any], Any]:
    """The layer of a case, and its program."""
    model = drawn(CASES[name].make().initialize(X=CASES[name].X))
    with TemporaryDirectory() as folder:
        program = exported(model, Path(folder))
        program.weights()
    return model, program


@pytest.mark.parametrize("name", CASES)
def test_a_layer_gives_the_same_numbers_in_a_program(name: str) -> None:
    model, program = made(name)
    X = CASES[name].X
    Y = program.predict(given_to(program, X))
    assert_same(Y, model.predict(X), rounded=name in ROUNDED)


@pytest.mark.parametrize("name", CASES)
def test_a_layer_gives_the_same_for_an_empty_batch(name: str) -> None:
    model, program = made(name)
    X = emptied(CASES[name].X)
    assert_same(program.predict(given_to(program, X)), model.predict(X))


@pytest.mark.parametrize("name", CASES)
def test_a_layer_does_not_change_its_input_in_a_program(name: str) -> None:
    _, program = made(name)
    X = given_to(program, CASES[name].X)
    for array in arrays_in(X):
        array.flags.writeable = False
    program.predict(X)


@pytest.mark.parametrize("name", ON_FLOATS)
@pytest.mark.parametrize("dtype", ["float64", "float16", "int64"])
def test_a_layer_gives_the_same_for_another_dtype(name: str, dtype: str) -> None:
    model, program = made(name)
    X = (CASES[name].X * 4).astype(dtype)
    try:
        expected = model.predict(X)
    except ArrayError:
        with pytest.raises(TypeError, match="expected "):
            program.predict(X)
    else:
        assert_same(program.predict(X), expected)


@pytest.mark.parametrize("name", ON_FLOATS)
def test_a_layer_gives_the_same_for_numbers_beyond_all_bounds(name: str) -> None:
    model, program = made(name)
    X = CASES[name].X.copy()
    beyond = [numpy.nan, numpy.inf, -numpy.inf, 1e30, -1e30, 1e-40, 88.8, -88.8]
    numpy.random.default_rng(0).shuffle(X.ravel())
    X.ravel()[::2] = numpy.resize(beyond, X.ravel()[::2].size)
    with numpy.errstate(all="ignore"):
        assert_same(program.predict(X), model.predict(X))


@pytest.mark.parametrize("name", CASES)
def test_a_layer_in_float64_gives_the_same_numbers_in_a_program(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    model = drawn(case.make().initialize(X=case.X))
    for node in model.walk():
        for param in node.param_names:
            node.set_param(param, node.get_param(param).astype("float64") / 3)
    program = exported(model, tmp_path)
    Y = program.predict(given_to(program, case.X))
    assert_same(Y, model.predict(case.X), rounded=name in ROUNDED)


@pytest.mark.parametrize(
    "wrap", [with_debug, with_nvtx_range, lambda layer: with_cpu(layer, get_current_ops())]
)
def test_what_only_looks_on_is_left_out(wrap: Any, tmp_path: Path) -> None:
    model = drawn(wrap(Relu(3, 2)).initialize())
    X = numpy.array([[1.0, -2.0]], dtype="f")
    program = exported(model, tmp_path)
    assert_same(program.predict(X), model.predict(X))
    assert list(program.weights()) == ["relu_0.W", "relu_0.b"]


def test_a_softmax_that_does_not_normalize_gives_its_sums(tmp_path: Path) -> None:
    model = drawn(Softmax_v2(3, 2, normalize_outputs=False).initialize())
    X = numpy.array([[1.0, -2.0]], dtype="f")
    assert_same(exported(model, tmp_path).predict(X), model.predict(X))


def test_dropout_does_nothing(tmp_path: Path) -> None:
    X = numpy.array([[1.0, -2.0]], dtype="f")
    assert exported(Dropout(0.9), tmp_path).predict(X) is X


def test_attention_to_infinite_products_is_shared(tmp_path: Path) -> None:
    model = ParametricAttention(1).initialize()
    model.set_param("Q", numpy.array([10.0], "f"))
    rows = numpy.array([[2e38], [1.0], [2e38], [-2e38], [-2e38]], "f")
    X = Ragged(rows, numpy.array([3, 2], "i"))
    program = exported(model, tmp_path)
    with numpy.errstate(over="ignore"):  # in the products
        Y = program.predict(given_to(program, X))
        assert_same(Y, model.predict(X))
    numpy.testing.assert_allclose(Y.data, rows * [[0.5], [0], [0.5], [0.5], [0.5]])


def test_a_gate_takes_nan_before_infinity(tmp_path: Path) -> None:
    model = TopKGate(3, 2, k=1).initialize()
    model.set_param("b", numpy.array([numpy.inf, numpy.nan, 1], "f"))
    X = numpy.zeros((1, 2), "f")
    Y = exported(model, tmp_path).predict(X)
    assert_same(Y, model.predict(X))
    numpy.testing.assert_array_equal(Y, [[0, numpy.nan, 0]])


def test_a_default_number_that_was_set_later_gets_the_bits_that_it_needs(tmp_path: Path) -> None:
    model = premap_ids({1: 3})
    model.attrs["default"] = 2**40
    X = numpy.array([1, 2])
    Y = exported(model, tmp_path).predict(X)
    assert_same(Y, model.predict(X))
    assert Y.tolist() == [[3], [2**40]]


@pytest.mark.parametrize("make", [Dish, Gelu, HardSwish, HardTanh, Mish, Sigmoid, Swish])
def test_parameters_in_float16(make: Any, tmp_path: Path) -> None:
    model = make(20, 2).initialize()
    for name, scale in (("W", 8), ("b", 20)):
        values = numpy.random.default_rng(0).normal(0, scale, model.get_param(name).shape)
        model.set_param(name, values.astype("float16"))
    X = numpy.array([[1.0, -2.0], [3.0, 4.0]], dtype="float16")
    assert_same(exported(model, tmp_path).predict(X), model.predict(X))


def test_float16_is_computed_in_float32(tmp_path: Path) -> None:
    X = numpy.linspace(-8, 8, 200, dtype="float16")[:, None]
    Y = exported(sigmoid_activation(), tmp_path).predict(X)
    assert_same(Y, sigmoid_activation().predict(X))
    assert_same(Y, (1 / (1 + numpy.exp(-X.astype("float64")))).astype("float16"))


@pytest.mark.parametrize("make", [add, concatenate])
def test_a_combinator_without_layers_gives_its_input(make: Any, tmp_path: Path) -> None:
    model = make(noop(), noop())
    model.layers.clear()
    X = numpy.array([[1.0, -2.0]], dtype="f")
    assert exported(model, tmp_path).predict(X) is X


def arrays_in(X: Any) -> list[Any]:
    if isinstance(X, (list, tuple)):
        return [array for member in X for array in arrays_in(member)]
    return [X] if isinstance(X, numpy.ndarray) else []


def emptied(X: Any) -> Any:
    if isinstance(X, Ragged):
        return X[:0]
    if isinstance(X, Padded):
        return X[:0]
    if isinstance(X, tuple):
        return tuple(emptied(member) for member in X)
    return X[:0]
