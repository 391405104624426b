"""Rows of a table: hashing, looking up, adding to."""

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.backends._gradients import normal
from typedthinc.backends import NumpyOps, Ops
from typedthinc.errors import ArgumentError, ArrayError, BoundsError, ShapeError

MASK = 2**64 - 1


def rotated(x, r):
    return (x << r | x >> (64 - r)) & MASK


def mixed(k):
    for factor in (0xFF51AFD7ED558CCD, 0xC4CEB9FE1A85EC53):
        k = (k ^ k >> 33) * factor & MASK
    return k ^ k >> 33


def murmur3(key, seed):
    """MurmurHash3_x64_128 of 8 bytes, as its specification has it."""
    k1 = rotated(key * 0x87C37B91114253D5 & MASK, 31) * 0x4CF5AD432745937F & MASK
    h1, h2 = seed ^ k1 ^ 8, seed ^ 8
    h1 = h1 + h2 & MASK
    h2 = h2 + h1 & MASK
    h1, h2 = mixed(h1), mixed(h2)
    h1 = h1 + h2 & MASK
    h2 = h2 + h1 & MASK
    return [h1 & 0xFFFFFFFF, h1 >> 32, h2 & 0xFFFFFFFF, h2 >> 32]


GOLDEN = [
    (0, 0, [3428303819, 685728695, 3303603794, 4065689084]),
    (1, 0, [4211459146, 4457399, 3547175942, 1032506804]),
    (2, 0, [1819721896, 3725074592, 1401649061, 3845513878]),
    (1, 1, [4080786504, 1033735080, 580658153, 4247176725]),
]


@pytest.mark.parametrize(("key", "seed", "expected"), GOLDEN)
def test_known_hashes(ops, key, seed, expected):
    hashes = ops.hash(numpy.array([key], dtype="uint64"), seed)
    assert (hashes.dtype, hashes.tolist()) == ("uint32", [expected])


@given(st.lists(st.integers(0, MASK), max_size=5), st.integers(0, 2**32 - 1))
def test_any_hashes(keys, seed):
    hashes = NumpyOps().hash(numpy.array(keys, dtype="uint64"), seed)
    assert hashes.shape == (len(keys), 4)
    assert hashes.tolist() == [murmur3(key, seed) for key in keys]


@pytest.mark.parametrize("dtype", ["int8", "int32", "int64"])
def test_negative_ids_count_as_unsigned(ops, dtype):
    assert ops.hash(numpy.array([-1], dtype=dtype), 5).tolist() == [murmur3(MASK, 5)]


@pytest.mark.parametrize("seed", [-1, 2**32])
def test_a_seed_of_more_than_32_bits_is_refused(ops, seed):
    with pytest.raises(ArgumentError, match="hash: the seed does not have 32 bits"):
        ops.hash(numpy.array([1]), seed)


def test_only_integers_with_one_axis_are_hashed(ops):
    with pytest.raises(ArrayError, match="hash: ids are integers\n  got       float64"):
        ops.hash(numpy.array([1.0]), 0)
    with pytest.raises(ShapeError, match="hash: ids has the wrong number of axes"):
        ops.hash(numpy.array([[1]]), 0)


IDS = [
    numpy.array([[0, 1], [4, 4], [2, 0]]),
    numpy.array([3, 3, 0]),
    numpy.array([[1], [2], [3]]),
    numpy.zeros((3, 0), dtype="int64"),
]


@pytest.mark.parametrize("ids", IDS, ids=str)
@pytest.mark.parametrize("dtype", ["int32", "uint32", "int64", "uint64"])
def test_gather_add(ops, ids, dtype):
    table = normal(5, 4)
    rows = [sum((table[j] for j in numpy.atleast_1d(i)), numpy.zeros(4)) for i in ids]
    numpy.testing.assert_allclose(ops.gather_add(table, ids.astype(dtype)), rows, rtol=1e-12)


@pytest.mark.parametrize("ids", IDS, ids=str)
@pytest.mark.parametrize("width", [1, 3, 4])
@pytest.mark.parametrize("dtype", ["float16", "float32", "float64", ">f4"])
def test_scatter_add(ops, ids, width, dtype):
    table, values = normal(5, width).astype(dtype), normal(3, width, seed=1).astype(dtype)
    expected = table.astype("float64")
    for i, row in zip(ids, values):
        for j in numpy.atleast_1d(i):
            expected[j] += row
    assert ops.scatter_add(table, ids, values) is table
    tolerance = {"float16": 1e-2, "float64": 1e-12}.get(dtype, 1e-6)
    numpy.testing.assert_allclose(table, expected, rtol=tolerance, atol=tolerance)


LAYOUTS = {
    "fortran": lambda: numpy.zeros((4, 5)).T,
    "columns": lambda: numpy.zeros((5, 8))[:, ::2],
    "backwards": lambda: numpy.zeros((5, 4))[::-1],
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_table_of_any_layout_is_added_to(ops, layout):
    table, values = LAYOUTS[layout](), normal(3, 4)
    ops.scatter_add(table, numpy.array([1, 3, 1]), values)
    numpy.testing.assert_allclose(table[[0, 1, 3]], [[0] * 4, values[0] + values[2], values[1]])


def test_values_of_another_dtype_are_added(ops):
    table = numpy.zeros((5, 4), dtype="f")
    ops.scatter_add(table, numpy.array([1, 1]), numpy.full((2, 4), 0.25))
    assert (table.dtype, table[1].tolist()) == ("float32", [0.5] * 4)


def test_infinite_values_stay_in_their_columns(ops):
    values = numpy.array([[numpy.inf, 1.0], [numpy.nan, 2.0]], dtype="f")
    table = ops.scatter_add(numpy.zeros((2, 2), dtype="f"), numpy.array([0, 1]), values)
    numpy.testing.assert_array_equal(table, values)


@given(st.lists(st.lists(st.integers(0, 5), min_size=2, max_size=2), max_size=9))
def test_scatter_add_is_the_adjoint_of_gather_add(ids):
    indices = numpy.array(ids, dtype="int32").reshape((-1, 2))
    table, dY = normal(6, 4), normal(len(ids), 4, seed=1)
    for ops in (Ops(), NumpyOps()):
        forward = (ops.gather_add(table, indices) * dY).sum()
        backward = (table * ops.scatter_add(numpy.zeros((6, 4)), indices, dY)).sum()
        numpy.testing.assert_allclose(forward, backward, rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize(("bad", "spread"), [(-1, "-1 to 2"), (5, "0 to 5")])
def test_an_id_that_is_not_in_the_table_is_named(ops, bad, spread):
    table, ids = normal(5, 4), numpy.array([[0, bad], [2, 2]])
    for name, arguments in {"gather_add": (), "scatter_add": (normal(2, 4),)}.items():
        with pytest.raises(BoundsError) as error:
            getattr(ops, name)(table, ids, *arguments)
        assert str(error.value) == (
            f"{name}: the id {bad} is not in the table\n"
            "  expected  ids from 0 to 4\n"
            f"  got       ids from {spread}"
        )


def test_nothing_is_added_when_an_id_is_wrong(ops):
    table = numpy.zeros((3, 2))
    with pytest.raises(IndexError):
        ops.scatter_add(table, numpy.array([0, 3]), numpy.ones((2, 2)))
    assert not table.any()


def test_an_empty_table_has_no_ids(ops):
    assert ops.gather_add(numpy.zeros((0, 4)), numpy.zeros((0, 2), dtype="i")).shape == (0, 4)
    with pytest.raises(BoundsError, match="no ids: the table is empty"):
        ops.gather_add(numpy.zeros((0, 4)), numpy.array([0]))


def test_ids_that_are_no_integers_are_refused(ops):
    with pytest.raises(ArrayError, match="gather_add: ids are integers"):
        ops.gather_add(normal(5, 4), numpy.array([0.0]))
    with pytest.raises(ShapeError, match="gather_add: indices has the wrong number of axes"):
        ops.gather_add(normal(5, 4), numpy.zeros((1, 1, 1), dtype="i"))


@pytest.mark.parametrize("shape", [(2, 4), (3, 1), (3,)])
def test_values_that_do_not_fit_are_refused(ops, shape):
    with pytest.raises(ShapeError, match=r"scatter_add: .*\n  expected  values \(3, 4\)"):
        ops.scatter_add(normal(5, 4), numpy.array([0, 1, 2]), normal(*shape))
