"""New arrays: shape, dtype and zeros."""

import numpy
import pytest

FLOATS = ["alloc1f", "alloc2f", "alloc3f", "alloc4f"]
INTS = ["alloc1i", "alloc2i", "alloc3i", "alloc4i"]
SHAPE = (3, 2, 1, 4)


@pytest.mark.parametrize(("names", "dtype"), [(FLOATS, "float32"), (INTS, "int32")])
def test_each_length_is_an_argument(ops, names, dtype):
    for rank, name in enumerate(names, start=1):
        array = getattr(ops, name)(*SHAPE[:rank])
        assert (array.shape, array.dtype, array.any()) == (SHAPE[:rank], dtype, False)


@pytest.mark.parametrize("name", ["alloc", "alloc_f", "alloc_i"])
@pytest.mark.parametrize(("shape", "expected"), [(5, (5,)), ((), ()), ((2, 0, 3), (2, 0, 3))])
def test_a_shape_is_one_argument(ops, name, shape, expected):
    array = getattr(ops, name)(shape)
    assert array.shape == expected
    assert not array.any()


@pytest.mark.parametrize("name", ["alloc", "alloc_f"])
def test_another_dtype(ops, name):
    assert getattr(ops, name)((2,), dtype="float64").dtype == "float64"


@pytest.mark.parametrize("name", ["alloc2f", "alloc2i"])
def test_without_zeros_the_shape_and_dtype_are_the_same(ops, name):
    array = getattr(ops, name)(2, 3, zeros=False)
    assert array.shape == (2, 3)
    assert array.dtype == getattr(ops, name)(2, 3).dtype


def test_uint64_ids(ops):
    assert ops.alloc_i((2,), dtype="uint64").dtype == numpy.uint64
