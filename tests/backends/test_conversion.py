"""Arrays from lists and back to NumPy."""

import numpy
import pytest

from typedthinc.errors import ArrayError

NESTED = [[[[1, 2], [3, 4]]]]


def nested(rank):
    data = NESTED
    for _ in range(4 - rank):
        data = data[0]
    return data


@pytest.mark.parametrize("rank", [1, 2, 3, 4])
@pytest.mark.parametrize(("letter", "dtype"), [("f", "float32"), ("i", "int32")])
def test_lists_become_arrays(ops, rank, letter, dtype):
    array = getattr(ops, f"asarray{rank}{letter}")(nested(rank))
    assert array.dtype == dtype
    assert array.tolist() == nested(rank)


@pytest.mark.parametrize("rank", [1, 2, 3, 4])
def test_an_empty_list_gets_the_rank(ops, rank):
    assert getattr(ops, f"asarray{rank}f")([]).shape == (0,) * rank


def test_another_rank_is_refused(ops):
    with pytest.raises(ArrayError) as error:
        ops.asarray2f(numpy.zeros((2, 3, 4), dtype="f"))
    assert str(error.value) == (
        "an array with 3 axes where 2 were asked for\n"
        "  expected  2 axes\n"
        "  got       float32 (2, 3, 4)"
    )


@pytest.mark.parametrize(("name", "dtype"), [("asarray_f", "float32"), ("asarray_i", "int32")])
def test_any_rank_is_taken(ops, name, dtype):
    array = getattr(ops, name)([[1, 2]])
    assert (array.shape, array.dtype) == ((1, 2), dtype)


def test_an_array_that_fits_is_not_copied(ops):
    array = numpy.zeros((2, 3), dtype="f")
    assert ops.asarray2f(array) is array
    assert ops.asarray(array) is array
    assert ops.as_contig(array) is array


def test_another_dtype_is_kept_only_by_asarray(ops):
    array = numpy.zeros(3)
    assert ops.asarray(array) is array
    assert ops.asarray_f(array).dtype == "float32"
    assert ops.asarray1f(array, dtype="float64") is array


def test_large_unsigned_integers_are_exact(ops):
    ids = [16, 2**63 + 11, 2**64 - 1]
    assert ops.asarray(ids, dtype="uint64").tolist() == ids


def test_as_contig_orders_the_memory(ops):
    array = numpy.arange(6.0).reshape((2, 3))
    result = ops.as_contig(array.T, dtype="f")
    assert result.flags.c_contiguous
    assert result.dtype == "float32"
    assert result.tolist() == array.T.tolist()


def test_as_contig_keeps_no_axes(ops):
    assert ops.as_contig(numpy.float32(3)).shape == ()


@pytest.mark.parametrize(
    ("order", "expected"), [("<", b"\0\0\0\0\1\0\0\0"), (">", b"\0\0\0\0\0\0\0\1")]
)
def test_to_numpy_changes_the_byte_order(ops, order, expected):
    array = ops.to_numpy(numpy.array([0, 1], dtype="int32"), byte_order=order)
    assert array.tobytes() == expected
    assert array.tolist() == [0, 1]


def test_to_numpy_without_an_order_hands_the_array_on(ops):
    array = numpy.arange(3)
    assert ops.to_numpy(array) is array


def test_to_numpy_refuses_what_is_no_array(ops):
    with pytest.raises(ArrayError, match="to_numpy takes arrays of the backend in use"):
        ops.to_numpy([1, 2])
