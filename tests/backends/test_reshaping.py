"""Arrays in another shape."""

import numpy
import pytest

from typedthinc.errors import ShapeError

SHAPES = {1: (24,), 2: (6, 4), 3: (2, 3, 4), 4: (2, 3, 2, 2)}


@pytest.mark.parametrize("rank", SHAPES)
@pytest.mark.parametrize("letter", ["", "f", "i"])
def test_each_length_is_an_argument(ops, rank, letter):
    array = numpy.arange(24).reshape((4, 6))
    result = getattr(ops, f"reshape{rank}{letter}")(array, *SHAPES[rank])
    assert result.shape == SHAPES[rank]
    assert result.ravel().tolist() == list(range(24))


@pytest.mark.parametrize("name", ["reshape", "reshape_f", "reshape_i"])
def test_a_shape_is_one_argument(ops, name):
    assert getattr(ops, name)(numpy.arange(24), (2, -1)).shape == (2, 12)


def test_no_copy_is_made_where_memory_allows(ops):
    array = numpy.arange(6.0)
    assert numpy.shares_memory(ops.reshape2f(array, 2, 3), array)


def test_another_number_of_values_is_refused(ops):
    with pytest.raises(ShapeError) as error:
        ops.reshape2f(numpy.zeros(6, dtype="f"), 4, 4)
    assert str(error.value) == (
        "reshape: the array does not have as many values as the new shape\n"
        "  expected  values for the shape (4, 4)\n"
        "  got       float32 (6,), 6 values"
    )
