"""A layer whose work shows in Apple's Instruments."""

import sys
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from types import ModuleType

import numpy
import pytest

from typedthinc.api import Linear, with_signpost_interval
from typedthinc.errors import ArgumentError, CompositionError

X = numpy.ones((2, 3), dtype="f")


class Signposter:
    """What is used of `os_signpost.Signposter`."""

    def __init__(self):
        self.log = []

    @contextmanager
    def use_interval(self, begin_msg, end_msg=None):
        self.log.append(begin_msg)
        yield
        self.log.append("end")


@pytest.fixture
def signposter(monkeypatch):
    module = ModuleType("os_signpost")
    module.__spec__ = ModuleSpec("os_signpost", None)
    monkeypatch.setitem(sys.modules, "os_signpost", module)
    return Signposter()


def test_both_passes_are_intervals(signposter):
    layer = Linear(2, 3).initialize()
    model = with_signpost_interval(layer, signposter)
    assert model is layer
    Y, backprop = model.begin_update(X)
    assert signposter.log == ["linear forward", "end"]
    signposter.log.clear()
    backprop(Y)
    assert signposter.log == ["linear backprop", "end"]


def test_a_name_of_its_own(signposter):
    with_signpost_interval(Linear(2, 3).initialize(), signposter, "tagger").predict(X)
    assert signposter.log == ["tagger forward", "end"]


def test_it_wants_a_layer(signposter):
    with pytest.raises(CompositionError, match="argument 1 of with_signpost_interval is not"):
        with_signpost_interval(Linear, signposter)


def test_without_the_package(monkeypatch):
    monkeypatch.delitem(sys.modules, "os_signpost", raising=False)
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(ArgumentError, match="needs the package os-signpost") as caught:
        with_signpost_interval(Linear(2, 3), Signposter())
    assert isinstance(caught.value, ValueError)
    assert caught.value.help == "pip install os-signpost"
