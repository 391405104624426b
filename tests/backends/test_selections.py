"""The first row, the last row and the maximum of each sequence."""

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.backends._gradients import normal
from typedthinc.backends import NumpyOps, Ops, segment_maxima
from typedthinc.errors import ArrayError, BoundsError, ShapeError

NAMES = ["reduce_first", "reduce_last", "reduce_max"]
# Many short sequences, few long ones, both, all alike, none.
BATCHES = [[1, 2, 3] * 10, [3, 70, 2] * 25, [50, 2], [3, 200, 40, 1], [4, 4, 4], [64, 64], [1], []]


def by_definition(name, X, lengths):
    """Each row of the output, and the row of the input that each number comes from."""
    starts = numpy.cumsum([0, *lengths])[:-1].reshape((-1, 1))
    which = {
        "reduce_first": lambda rows: numpy.zeros(rows.shape[1], "i"),
        "reduce_last": lambda rows: numpy.full(rows.shape[1], len(rows) - 1),
        "reduce_max": lambda rows: rows.argmax(axis=0),
    }[name]
    parts = [which(X[s : s + n]) for s, n in zip(starts.ravel().tolist(), lengths)]
    places = starts + numpy.array(parts, "int64").reshape((len(lengths), X.shape[1]))
    return X[places, numpy.arange(X.shape[1])], places


def backprop(ops, name, dY, extra, lengths):
    rest = (extra, lengths) if name == "reduce_max" else (extra,)
    return getattr(ops, f"backprop_{name}")(dY, *rest)


def check(ops, name, X, lengths, dtype="i"):
    sizes = numpy.array(lengths, dtype=dtype)
    Y, extra = getattr(ops, name)(X, sizes)
    expected, places = by_definition(name, X, lengths)
    numpy.testing.assert_array_equal(Y, expected)
    dY = normal(*Y.shape, seed=1)
    dX = numpy.zeros((sum(lengths), X.shape[1]))
    dX[places, numpy.arange(X.shape[1])] = dY
    numpy.testing.assert_array_equal(backprop(ops, name, dY, extra, sizes), dX)


@pytest.mark.parametrize("layout", [numpy.asarray, numpy.asfortranarray])
@pytest.mark.parametrize("lengths", BATCHES, ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_the_definition(ops, name, lengths, layout):
    check(ops, name, layout(normal(sum(lengths), 3)), lengths)


@given(
    st.lists(st.integers(1, 20), max_size=10),
    st.integers(2, 6),
    st.integers(1, 30),
    st.integers(0, 2),
)
def test_any_lengths_and_any_pieces(lengths, piece, block, one_by_one):
    X = normal(sum(lengths), 2).round(0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(segment_maxima, "_PIECE", piece)
        patch.setattr(segment_maxima, "_BLOCK", block)
        patch.setattr(segment_maxima, "_SEGMENTS_A_STEP", one_by_one)
        for name in NAMES:
            check(NumpyOps(), name, X, lengths)


def test_a_row_wider_than_a_block(monkeypatch):
    monkeypatch.setattr(segment_maxima, "_BLOCK", 7)
    monkeypatch.setattr(segment_maxima, "_SEGMENTS_A_STEP", 0)
    check(NumpyOps(), "reduce_max", normal(9, 20), [3, 3, 2, 1])


@pytest.mark.parametrize("dtype", ["int32", "int64", "uint32", "uint64"])
@pytest.mark.parametrize("name", NAMES)
def test_lengths_of_any_integer_type(ops, name, dtype):
    check(ops, name, normal(6, 2), [1, 3, 2], dtype=dtype)


@pytest.mark.parametrize("name", NAMES)
def test_no_columns(ops, name):
    check(ops, name, numpy.zeros((3, 0)), [1, 2])


@pytest.mark.parametrize("name", NAMES)
def test_no_sequences(ops, name):
    check(ops, name, numpy.zeros((0, 4)), [])


@pytest.mark.parametrize("name", NAMES)
def test_rows_beyond_the_sequences_are_left_out(ops, name):
    X = numpy.array([[1], [3], [2], [9], [9]])
    Y, extra = getattr(ops, name)(X.astype("f"), numpy.array([1, 2]))
    assert Y.tolist() == {"reduce_first": [[1], [3]], "reduce_last": [[1], [2]]}.get(
        name, [[1], [3]]
    )
    assert backprop(ops, name, Y, extra, numpy.array([1, 2])).shape == (3, 1)


def test_which_rows_are_picked(ops):
    X = numpy.array([[3, 1], [1, 2], [5, 5], [0, 7], [9, 0]], dtype="f")
    lengths = numpy.array([2, 3], dtype="i")
    assert ops.reduce_first(X, lengths)[1].tolist() == [0, 2, 5]
    assert ops.reduce_last(X, lengths)[1].tolist() == [1, 4]
    which = ops.reduce_max(X, lengths)[1]
    assert (which.dtype, which.tolist()) == ("int32", [[0, 1], [2, 1]])


@pytest.mark.parametrize("one_by_one", [0, 100])
@pytest.mark.parametrize("length", [3, 300])
def test_of_equal_numbers_the_first_counts(ops, length, one_by_one, monkeypatch):
    monkeypatch.setattr(segment_maxima, "_SEGMENTS_A_STEP", one_by_one)
    X = numpy.zeros((length, 1), dtype="f")
    X[[length // 2, length - 1]] = 1
    assert ops.reduce_max(X, numpy.array([length]))[1].tolist() == [[length // 2]]


@pytest.mark.parametrize("one_by_one", [0, 100])
@pytest.mark.parametrize("place", [0, 1, 39])
def test_nan_is_the_maximum(ops, place, one_by_one, monkeypatch):
    monkeypatch.setattr(segment_maxima, "_SEGMENTS_A_STEP", one_by_one)
    X = numpy.zeros((41, 1), dtype="f")
    X[place] = numpy.nan
    Y, which = ops.reduce_max(X, numpy.array([40, 1]))
    assert numpy.isnan(Y[0])
    assert Y[1] == 0
    assert 0 <= which[0, 0] < 40


@pytest.mark.parametrize("one_by_one", [0, 100])
@pytest.mark.parametrize("length", [2, 40])
def test_numbers_without_a_limit(ops, length, one_by_one, monkeypatch):
    monkeypatch.setattr(segment_maxima, "_SEGMENTS_A_STEP", one_by_one)
    X = numpy.full((length, 2), -numpy.inf, dtype="f")
    X[1, 1] = numpy.inf
    Y, which = ops.reduce_max(X, numpy.array([length]))
    assert (Y.tolist(), which.tolist()) == ([[-numpy.inf, numpy.inf]], [[0, 1]])


@pytest.mark.parametrize("name", NAMES)
def test_a_sequence_without_rows_is_refused(ops, name):
    with pytest.raises(ShapeError) as error:
        getattr(ops, name)(normal(5, 2), numpy.array([2, 0, 3]))
    assert str(error.value) == (
        f"{name}: sequence 1 has no rows\n"
        "  expected  sequences of 1 row or more\n"
        "  got       length 0\n"
        "  help      leave such sequences out, or take the sum or the mean, which are 0 for them"
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("lengths", "error", "message"),
    [
        ([2, -1, 3], ShapeError, "sequence 1 has a negative length"),
        ([2, 3], BoundsError, "the sequences have more rows than the array"),
        ([1.0, 3.0], ArrayError, "lengths are one integer a sequence"),
    ],
)
def test_lengths_that_do_not_fit_are_refused(ops, name, lengths, error, message):
    with pytest.raises(error, match=f"^{name}: {message}"):
        getattr(ops, name)(normal(4, 2), numpy.array(lengths))


@pytest.mark.parametrize("name", NAMES)
def test_rows_without_an_axis_are_refused(ops, name):
    with pytest.raises(ShapeError, match=f"^{name}: X has the wrong number of axes"):
        getattr(ops, name)(normal(4), numpy.array([4]))


@pytest.mark.parametrize("n_gradients", [1, 3])
@pytest.mark.parametrize("name", NAMES)
def test_a_gradient_of_another_length_is_refused(ops, name, n_gradients):
    lengths = numpy.array([2, 2])
    _, extra = getattr(ops, name)(normal(4, 2), lengths)
    with pytest.raises(ShapeError, match=f"^backprop_{name}: "):
        backprop(ops, name, normal(n_gradients, 2), extra, lengths)


@pytest.mark.parametrize(
    ("name", "extra"),
    [("reduce_first", [0, 2, 2]), ("reduce_first", [-1, 2, 4]), ("reduce_last", [1, 1]),
     ("reduce_last", [-1, 1])],
)  # fmt: skip
def test_rows_that_do_not_increase_are_refused(ops, name, extra):
    with pytest.raises(BoundsError, match=f"^backprop_{name}: .* does not increase from 0"):
        backprop(ops, name, normal(2, 2), numpy.array(extra), None)


def test_no_starts_at_all_are_those_of_no_sequences(ops):
    assert ops.backprop_reduce_first(normal(0, 2), numpy.zeros(0, "i")).shape == (0, 2)


@pytest.mark.parametrize("place", [-1, 2])
def test_the_gradient_of_a_row_that_there_is_not(ops, place):
    which = numpy.array([[0, 1], [place, 0]], dtype="i")
    with pytest.raises(BoundsError) as error:
        ops.backprop_reduce_max(normal(2, 2), which, numpy.array([3, 2]))
    assert str(error.value) == (
        "backprop_reduce_max: a place is not that of a row of its sequence\n"
        "  expected  0 <= which < length, of lengths up to 3\n"
        f"  got       which from {which.min()} to {which.max()}"
    )


def test_the_gradient_of_other_places_is_refused(ops):
    with pytest.raises(ShapeError, match="^backprop_reduce_max: d_maxes and which differ"):
        ops.backprop_reduce_max(normal(2, 2), numpy.zeros((2, 1), "i"), numpy.array([1, 1]))


@pytest.mark.parametrize(
    ("lengths", "message"),
    [([3, 0], "sequence 1 has no rows"), ([3, -1], "sequence 1 has a negative length"),
     ([3], "there must be one row a sequence")],
)  # fmt: skip
def test_the_gradient_for_other_lengths_is_refused(ops, lengths, message):
    with pytest.raises(ShapeError, match=f"^backprop_reduce_max: {message}"):
        ops.backprop_reduce_max(normal(2, 2), numpy.zeros((2, 2), "i"), numpy.array(lengths))


@pytest.mark.parametrize("name", NAMES)
def test_both_backends_pick_the_same(name):
    X, lengths = normal(100, 5).round(1), numpy.array([33, 1, 60, 6])
    results = [getattr(ops, name)(X, lengths) for ops in (Ops(), NumpyOps())]
    for one, two in zip(*results):
        numpy.testing.assert_array_equal(one, two)
        assert one.dtype == two.dtype
