from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

import numpy
import pytest

from typedthinc.errors import ArrayError
from typedthinc.util import (
    copy_array,
    get_array_module,
    is_cupy_array,
    is_numpy_array,
    is_xp_array,
    to_numpy,
)


class DeviceArray:
    """As much of a CuPy array as the helpers touch, on the host."""

    def __init__(self, values: Any) -> None:
        self.values = numpy.array(values)

    def get(self) -> numpy.ndarray[Any, Any]:
        return self.values.copy()

    def __setitem__(self, index: Any, value: DeviceArray) -> None:
        self.values[index] = value.values


def asarray(data: Any) -> DeviceArray:
    return data if isinstance(data, DeviceArray) else DeviceArray(data)


@pytest.fixture
def cupy(monkeypatch: pytest.MonkeyPatch) -> Any:
    module = SimpleNamespace(ndarray=DeviceArray, asarray=asarray)
    monkeypatch.setitem(sys.modules, "cupy", module)
    return module


def test_numpy_arrays_are_told_apart() -> None:
    array = numpy.zeros((1, 2))
    assert is_numpy_array(array)
    assert is_xp_array(array)
    assert not is_cupy_array(array)


@pytest.mark.parametrize("value", [(1, 2), 1, numpy.float32(1), None])
def test_what_is_no_array_is_told_apart(value: Any) -> None:
    assert not is_numpy_array(value)
    assert not is_cupy_array(value)
    assert not is_xp_array(value)


def test_cupy_arrays_are_told_apart(cupy: Any) -> None:
    array = cupy.asarray([1])
    assert is_cupy_array(array)
    assert is_xp_array(array)
    assert not is_numpy_array(array)


def test_module_of_an_array(cupy: Any) -> None:
    assert get_array_module(numpy.zeros(2)).__name__ == "numpy"
    assert get_array_module(cupy.asarray([1])) is cupy


def test_module_of_what_is_no_array_is_an_error() -> None:
    with pytest.raises(ArrayError, match="not a NumPy or CuPy array: int") as caught:
        get_array_module(0)
    assert "numpy.asarray" in str(caught.value)
    assert isinstance(caught.value, ValueError)


def test_numpy_arrays_come_back_as_they_are() -> None:
    array = numpy.zeros(2)
    assert to_numpy(array) is array


def test_cupy_arrays_come_to_the_host(cupy: Any) -> None:
    numpy.testing.assert_array_equal(to_numpy(cupy.asarray([1, 2])), [1, 2])


def test_lists_become_arrays() -> None:
    numpy.testing.assert_array_equal(to_numpy([[1], [2]]), [[1], [2]])


@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (0, 3)])
def test_values_are_copied_into_an_array(shape: tuple[int, ...]) -> None:
    target, source = numpy.zeros(shape, dtype="float32"), numpy.full(shape, 7.0)
    copy_array(target, source)
    numpy.testing.assert_array_equal(target, source)
    assert target.dtype == "float32"


def test_values_are_copied_to_a_device_and_back(cupy: Any) -> None:
    on_device, on_host = cupy.asarray([0, 0]), numpy.zeros(2)
    copy_array(on_device, numpy.array([3, 4]))
    copy_array(on_host, on_device)
    numpy.testing.assert_array_equal(on_host, [3, 4])


def test_copying_into_another_shape_is_an_error() -> None:
    with pytest.raises(ValueError, match="could not broadcast"):
        copy_array(numpy.zeros(2), numpy.zeros(3))


def test_copying_into_a_list_is_an_error() -> None:
    with pytest.raises(ArrayError):
        copy_array([0, 0], numpy.zeros(2))
