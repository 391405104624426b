"""A layer whose work shows in NVIDIA's profilers."""

import pickle

import numpy
import pytest

from typedthinc.api import Linear, with_nvtx_range
from typedthinc.errors import CompositionError
from typedthinc.util import nvtx

X = numpy.ones((2, 3), dtype="f")


class Nvtx:
    """What is used of `cupy.cuda.nvtx`."""

    def __init__(self):
        self.log = []

    def RangePush(self, message, id_color):
        self.log.append((message, id_color))

    def RangePop(self):
        self.log.append("end")


@pytest.fixture
def log(monkeypatch):
    ranges = Nvtx()
    monkeypatch.setattr(nvtx, "_nvtx", lambda: ranges)
    return ranges.log


def test_both_passes_are_ranges(log):
    layer = Linear(2, 3).initialize()
    model = with_nvtx_range(layer, forward_color=4, backprop_color=5)
    assert model is layer
    Y, backprop = model.begin_update(X)
    assert log == [("linear forward", 4), "end"]
    log.clear()
    backprop(Y)
    assert log == [("linear backprop", 5), "end"]


def test_a_name_of_its_own(log):
    model = with_nvtx_range(Linear(2, 3).initialize(), "tagger")
    model.predict(X)
    assert (model.name, log) == ("linear", [("tagger forward", -1), "end"])


def test_a_range_ends_when_the_layer_fails(log):
    with pytest.raises(ValueError, match="wrong width"):
        with_nvtx_range(Linear(2, 4).initialize()).predict(X)
    assert log == [("linear forward", -1), "end"]


def test_it_works_without_cupy_and_can_be_pickled():
    model = with_nvtx_range(Linear(2, 3)).initialize()
    alone = Linear(2, 3).from_bytes(model.to_bytes())
    numpy.testing.assert_array_equal(model.predict(X), alone.predict(X))
    twin = pickle.loads(pickle.dumps(model))
    Y, backprop = twin.begin_update(X)
    numpy.testing.assert_array_equal(backprop(Y), alone.begin_update(X)[1](Y))


def test_it_wants_a_layer():
    with pytest.raises(CompositionError, match="argument 1 of with_nvtx_range is not a layer"):
        with_nvtx_range(Linear)
