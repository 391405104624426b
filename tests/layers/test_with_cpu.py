"""A layer that stays on the CPU."""

import sys
from types import ModuleType

import numpy
import pytest

from tests.layers.cases.common import floats, listed, padded, ragged
from typedthinc.api import Linear, Model, NumpyOps, Padded, Pairs, Ragged, with_cpu
from typedthinc.errors import CompositionError
from typedthinc.types import ArgsKwargs


class DeviceArray:
    """An array in the memory of a device that does not exist."""

    def __init__(self, data):
        self.data = numpy.asarray(data)
        self.shape, self.dtype, self.ndim = self.data.shape, self.data.dtype, self.data.ndim

    def get(self):
        return self.data

    def __len__(self):
        return len(self.data)

    def reshape(self, shape):
        return DeviceArray(self.data.reshape(shape))


class DeviceOps(NumpyOps):
    """The backend of that device."""

    def __init__(self):
        super().__init__()
        self.device_type = "gpu"

    def asarray(self, data, *, dtype=None):
        return data if isinstance(data, DeviceArray) else DeviceArray(data)


@pytest.fixture(autouse=True)
def device(monkeypatch):
    cupy = ModuleType("cupy")
    cupy.ndarray = DeviceArray
    monkeypatch.setitem(sys.modules, "cupy", cupy)


def on_device(batch):
    if isinstance(batch, Ragged):
        return Ragged(DeviceArray(batch.data), DeviceArray(batch.lengths))
    if isinstance(batch, Padded):
        parts = (batch.data, batch.size_at_t, batch.lengths, batch.indices)
        return Padded(*map(DeviceArray, parts))
    if isinstance(batch, Pairs):
        return Pairs(on_device(batch.one), on_device(batch.two))
    if isinstance(batch, (list, tuple)):
        return type(batch)(map(on_device, batch))
    if isinstance(batch, ArgsKwargs):
        return ArgsKwargs(on_device(batch.args), {})
    return DeviceArray(batch)


def arrays_of(batch):
    if isinstance(batch, Ragged):
        return [batch.data, batch.lengths]
    if isinstance(batch, Padded):
        return [batch.data, batch.size_at_t, batch.lengths, batch.indices]
    if isinstance(batch, Pairs):
        return [*arrays_of(batch.one), *arrays_of(batch.two)]
    if isinstance(batch, ArgsKwargs):
        return arrays_of(batch.args)
    if isinstance(batch, (list, tuple)):
        return [array for member in batch for array in arrays_of(member)]
    return [batch]


def spy(seen):
    def forward(model, X, is_train):
        def backprop(dY):
            seen.append(dY)
            return dY

        seen.append(X)
        return X, backprop

    return Model("spy", forward, init=lambda model, X=None, Y=None: seen.extend([X, Y]))


BATCHES = {
    "array": floats(2, 3),
    "list": listed(),
    "tuple": (floats(2, 3), floats(1)),
    "ragged": ragged(),
    "padded": padded(),
    "pairs": Pairs(floats(2, 3), floats(1)),
    "arguments": ArgsKwargs((floats(2, 3),), {}),
}


@pytest.mark.parametrize("batch", BATCHES.values(), ids=BATCHES)
def test_the_layer_sees_arrays_of_the_cpu_and_the_model_those_of_the_device(batch):
    seen = []
    model = with_cpu(spy(seen), DeviceOps())
    X = on_device(batch)
    model.initialize(X=X, Y=X)
    Y, backprop = model.begin_update(X)
    dX = backprop(Y)
    assert len(seen) == 4
    for inside in seen:
        for array, wanted in zip(arrays_of(inside), arrays_of(batch), strict=True):
            assert type(array) is numpy.ndarray
            numpy.testing.assert_array_equal(array, wanted)
            assert array.dtype == wanted.dtype
    for outside in (Y, dX):
        assert type(outside) is type(X)
        for array, wanted in zip(arrays_of(outside), arrays_of(batch), strict=True):
            assert type(array) is DeviceArray
            numpy.testing.assert_array_equal(array.get(), wanted)


def test_what_is_no_array_is_handed_on():
    assert with_cpu(spy([]), DeviceOps()).predict(["a word", 3]) == ["a word", 3]


def test_the_layer_is_moved_to_the_cpu():
    layer = Linear(2, 3).initialize()
    W = layer.get_param("W")
    layer.ops = DeviceOps()
    model = with_cpu(layer, DeviceOps())
    assert layer.ops.device_type == "cpu"
    assert model.ops.device_type == "gpu"
    numpy.testing.assert_array_equal(model.predict(DeviceArray(numpy.eye(3))).get(), W.T)


@pytest.mark.parametrize("run", [lambda model: model.predict([]), lambda model: model.initialize()])
def test_the_layer_stays_there_when_the_model_is_moved(run):
    model = with_cpu(spy([]), DeviceOps())
    model._to_ops(DeviceOps())
    assert model.layers[0].ops.device_type == "gpu"
    run(model)
    assert model.layers[0].ops.device_type == "cpu"


def test_without_a_device_nothing_is_copied():
    X = floats(2, 3)
    assert with_cpu(spy([]), NumpyOps()).predict(X) is X


def test_dimensions_are_inferred():
    model = with_cpu(Linear(), NumpyOps()).initialize(X=floats(2, 3), Y=floats(2, 7))
    assert {name: model.get_dim(name) for name in model.dim_names} == {"nO": 7, "nI": 3}
    assert model.name == "with_cpu(linear)"


def test_it_wants_a_layer():
    with pytest.raises(CompositionError, match="argument 1 of with_cpu is not a layer"):
        with_cpu(Linear, NumpyOps())
