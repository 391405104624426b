"""Batches: their sizes, their kinds, their order."""

import itertools

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array, csr_matrix

from typedthinc.backends import NumpyOps
from typedthinc.errors import ArgumentError, ArgumentTypeError, ShapeError
from typedthinc.schedules import Schedule, compounding
from typedthinc.types import Pairs, Ragged
from typedthinc.util import fix_random_seed

OPS = NumpyOps()
TEN = list(range(10))


def sizes(batches):
    return [len(batch) for batch in batches]


def two_more(step):
    return step + 2


def growing():
    return Schedule("growing", lambda schedule, step: 1.5 + step)


SIZES = {
    "int": (lambda: 4, [4, 4, 2]),
    "numpy integer": (lambda: numpy.int64(4), [4, 4, 2]),
    "float": (lambda: 4.0, [4, 4, 2]),
    "numpy float": (lambda: numpy.float32(4), [4, 4, 2]),
    "list": (lambda: [1, 2, 3, 4], [1, 2, 3, 4]),
    "tuple": (lambda: (6, 6), [6, 4]),
    "array": (lambda: numpy.array([3, 5]), [3, 5, 2]),
    "iterator": (lambda: iter([5, 5]), [5, 5]),
    "generator": (lambda: (size for size in [1, 2, 7, 9]), [1, 2, 7]),
    "short list": (lambda: [1, 2], [1, 2, 2, 2, 2, 1]),
    "short iterator": (lambda: iter([7.0, 1.9]), [7, 1, 1, 1]),
    "schedule": (growing, [1, 2, 3, 4]),
    "generator of a schedule": (lambda: compounding(2, 100, 1.6).to_generator(), [2, 3, 5]),
    "function of a step": (lambda: two_more, [2, 3, 4, 1]),
}


@pytest.mark.parametrize("kind", SIZES)
def test_any_kind_of_size(kind):
    make, expected = SIZES[kind]
    batches = OPS.minibatch(make(), TEN)
    assert len(batches) == len(expected)
    given = list(batches)
    assert sizes(given) == expected
    assert [item for batch in given for item in batch] == TEN


@pytest.mark.parametrize("kind", SIZES)
def test_no_examples(kind):
    batches = OPS.minibatch(SIZES[kind][0](), [])
    assert len(batches) == 0
    assert list(batches) == []


@pytest.mark.parametrize("size", [4, [1, 2, 3, 4]])
def test_a_number_and_a_list_give_the_same_sizes_each_time(size):
    batches = OPS.minibatch(size, TEN)
    assert list(batches) == list(batches)


@pytest.mark.parametrize("make", [lambda: iter([4, 6, 1, 9]), lambda: map(int, "4619")])
def test_an_iterator_is_drawn_on_each_time(make):
    batches = OPS.minibatch(make(), TEN)
    assert sizes(batches) == [4, 6]
    assert sizes(batches) == [1, 9]
    assert sizes(batches) == [9, 1]


def test_a_schedule_is_drawn_on_each_time():
    schedule = growing()
    assert sizes(OPS.minibatch(schedule, TEN)) == [1, 2, 3, 4]
    assert sizes(OPS.minibatch(schedule, TEN)) == [5, 5]


def test_the_length_is_that_of_the_latest_iteration():
    batches = OPS.minibatch(iter([2, 2, 6, 5, 5]), TEN)
    assert len(batches) == 3
    list(batches)
    list(batches)
    assert len(batches) == 2


def test_no_more_sizes_are_drawn_than_there_are_batches():
    source = itertools.count(1)
    list(OPS.minibatch(source, TEN))
    assert next(source) == 5


@pytest.mark.parametrize("size", [0, -1, 0.5, float("nan"), float("inf"), [3, 0], iter([-2])])
def test_a_size_below_one_is_refused(size):
    with pytest.raises(ArgumentError, match="a batch size is a number of at least 1"):
        OPS.minibatch(size, TEN)


def test_a_fraction_is_refused():
    with pytest.raises(ArgumentError, match="a batch size is a whole number\n  got       2.5"):
        OPS.minibatch(2.5, TEN)


@pytest.mark.parametrize("size", [[], iter(())])
def test_no_sizes_are_refused(size):
    with pytest.raises(ArgumentError, match="there are no batch sizes"):
        OPS.minibatch(size, TEN)


@pytest.mark.parametrize("size", [None, "4", True, object()])
def test_other_things_are_no_sizes(size):
    with pytest.raises(ArgumentTypeError, match="not a batch size\n  expected  a number, a list"):
        OPS.minibatch(size, TEN)


@pytest.mark.parametrize("examples", [(i for i in TEN), True, 7, {1, 2}])
def test_examples_have_a_length(examples):
    with pytest.raises(ArgumentError, match="minibatch: the examples have no length"):
        OPS.minibatch(2, examples)
    with pytest.raises(ArgumentError, match="multibatch: the examples have no length"):
        OPS.multibatch(2, TEN, examples)


@pytest.mark.parametrize("shuffle", [False, True])
@pytest.mark.parametrize("kind", [list, tuple])
def test_lists_and_tuples_stay_what_they_are(kind, shuffle):
    batches = list(OPS.minibatch(4, kind(TEN), shuffle=shuffle))
    assert {type(batch) for batch in batches} == {kind}
    assert sorted(item for batch in batches for item in batch) == TEN


@pytest.mark.parametrize("shuffle", [False, True])
def test_arrays_stay_arrays(shuffle):
    batches = list(OPS.minibatch(4, numpy.arange(20).reshape((2, 10)).T, shuffle=shuffle))
    assert [batch.shape for batch in batches] == [(4, 2), (4, 2), (2, 2)]
    assert all(batch.flags.c_contiguous for batch in batches)
    assert sorted(numpy.concatenate(batches)[:, 0]) == TEN


@pytest.mark.parametrize("shuffle", [False, True])
def test_other_sequences_give_lists(shuffle):
    batches = list(OPS.minibatch(4, range(10), shuffle=shuffle))
    assert {type(batch) for batch in batches} == {list}
    assert sorted(item for batch in batches for item in batch) == TEN


@pytest.mark.parametrize("shuffle", [False, True])
def test_containers_of_sequences(shuffle):
    ragged = Ragged(numpy.arange(6.0).reshape((6, 1)), numpy.array([1, 2, 3]))
    pairs = Pairs(["a", "b", "c"], numpy.arange(3))
    batches = list(OPS.multibatch(2, ragged, pairs, shuffle=shuffle))
    assert [(len(r), len(p)) for r, p in batches] == [(2, 2), (1, 1)]
    for r, p in batches:
        assert r.lengths.tolist() == [i + 1 for i in p.two.tolist()]
        assert p.one == ["abc"[i] for i in p.two]


def test_multibatch_gives_lists_of_batches():
    batches = list(OPS.multibatch(2, [1, 2, 3], "abc", numpy.arange(3)))
    assert [type(batch) for batch in batches] == [list, list]
    assert [[*map(list, batch)] for batch in batches] == [
        [[1, 2], ["a", "b"], [0, 1]],
        [[3], ["c"], [2]],
    ]


def test_multibatch_refuses_unequal_lengths_at_once():
    with pytest.raises(ShapeError) as error:
        OPS.multibatch(2, [1, 2, 3], [1, 2])
    assert str(error.value) == (
        "multibatch: the sequences differ in length\n"
        "  expected  3 examples each, as the first has\n"
        "  got       lengths 3, 2"
    )


def test_shuffling_keeps_examples_together():
    batches = list(OPS.multibatch(3, TEN, [i * i for i in TEN], shuffle=True))
    assert all(y == x * x for X, Y in batches for x, y in zip(X, Y))
    assert [x for X, _ in batches for x in X] != TEN


def test_each_iteration_has_another_order_and_a_seed_repeats_it():
    batches = OPS.minibatch(3, TEN, shuffle=True)
    fix_random_seed(1)
    first, second = list(batches), list(batches)
    fix_random_seed(1)
    assert list(batches) == first
    assert first != second


class Recorder(list):
    """A list that notes each slice that is taken from it."""

    def __init__(self, items):
        super().__init__(items)
        self.taken = []

    def __getitem__(self, index):
        self.taken.append(index)
        return super().__getitem__(index)


@pytest.mark.parametrize(("buffer", "made"), [(1, [1, 2, 3, 4]), (3, [3, 3, 3, 4])])
def test_batches_are_made_ahead(buffer, made):
    examples = Recorder(TEN[:8])
    batches = OPS.minibatch(2, examples, buffer=buffer)
    assert [len(examples.taken) for _ in batches] == made


@given(st.integers(0, 30), st.integers(1, 12), st.booleans(), st.integers(1, 4))
def test_every_example_comes_once(total, size, shuffle, buffer):
    batches = OPS.minibatch(size, list(range(total)), shuffle=shuffle, buffer=buffer)
    given = list(batches)
    assert len(given) == len(batches)
    assert sorted(itertools.chain(*given)) == list(range(total))
    assert all(len(batch) == size for batch in given[:-1])


@pytest.mark.parametrize("make", [csr_matrix, csr_array])
@pytest.mark.parametrize("shuffle", [False, True])
def test_batches_of_a_sparse_matrix(make, shuffle):
    table = numpy.arange(30).reshape(10, 3) % 4
    rows = [
        row.tolist()
        for batch, same in OPS.multibatch(4, make(table), table, shuffle=shuffle)
        for row, other in zip(batch.toarray(), same)
        if (row == other).all()
    ]
    assert sorted(rows) == sorted(table.tolist())
    assert [batch.shape for batch in OPS.minibatch(4, make(table))] == [(4, 3), (4, 3), (2, 3)]
    assert type(next(iter(OPS.minibatch(4, make(table))))) is make
