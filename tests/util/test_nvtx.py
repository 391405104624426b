"""Ranges in the time line of NVIDIA's profilers."""

import sys
from types import ModuleType

import pytest

from typedthinc.util import nvtx, use_nvtx_range


@pytest.fixture
def cupy(monkeypatch):
    """A CuPy that writes down which ranges there were."""
    log = []
    names = ["cupy", "cupy.cuda", "cupy.cuda.nvtx"]
    modules = {name: ModuleType(name) for name in names}
    modules["cupy.cuda.nvtx"].RangePush = lambda message, id_color=-1: log.append(
        (message, id_color)
    )
    modules["cupy.cuda.nvtx"].RangePop = lambda: log.append("end")
    for name, module in modules.items():
        monkeypatch.setitem(sys.modules, name, module)
    nvtx._nvtx.cache_clear()
    yield log
    nvtx._nvtx.cache_clear()


def test_a_range_has_a_message_and_a_color(cupy):
    with use_nvtx_range("outer", 3), use_nvtx_range("inner"):
        cupy.append("work")
    assert cupy == [("outer", 3), ("inner", -1), "work", "end", "end"]


def test_a_range_ends_with_an_exception(cupy):
    with pytest.raises(KeyError), use_nvtx_range("work"):
        raise KeyError
    assert cupy == [("work", -1), "end"]


def test_nothing_happens_without_cupy(monkeypatch):
    monkeypatch.setitem(sys.modules, "cupy", None)
    nvtx._nvtx.cache_clear()
    done = []
    with use_nvtx_range("work"):
        done.append(1)
    nvtx._nvtx.cache_clear()
    assert done == [1]
