"""The contract on batches: each member on its own, and members without rows."""

import numpy
import pytest

from typedthinc.api import Model, Padded, Ragged, list2array, reduce_mean
from typedthinc.errors import ContractError, ShapeError
from typedthinc.testing import check_layer
from typedthinc.testing.members import members_of, rows_of, with_empty_members


def floats(*shape):
    return numpy.random.default_rng(0).normal(0, 1, shape).astype("f")


LIST = [floats(2, 3), floats(1, 3)]
RAGGED = Ragged(floats(3, 3), numpy.array([2, 1], "i"))
PADDED = Padded(floats(2, 2, 3), *(numpy.array(each, "i") for each in ([2, 1], [2, 1], [1, 0])))


def refuse(forward, X, match, **kwargs):
    with pytest.raises(ContractError, match=match):
        check_layer(lambda: Model("broken", forward), X, **kwargs)


def centered(model, X, is_train):
    """Linear and its own backward pass, but across the batch."""

    def center(rows):
        return (rows - rows.mean(axis=0)).astype(rows.dtype) if len(rows) else rows

    return center(X), center


def divides_by_length(model, Xs, is_train):
    def scale(rows):
        with numpy.errstate(invalid="ignore", divide="ignore"):
            return [(row / numpy.asarray(len(row), row.dtype)).astype(row.dtype) for row in rows]

    with numpy.errstate(invalid="ignore", divide="ignore"):
        Y = [row.sum(axis=0, keepdims=True) / numpy.asarray(len(row), row.dtype) for row in Xs]
    return Y, lambda dY: [numpy.repeat(d / max(len(x), 1), len(x), 0) for d, x in zip(dY, Xs)]


def counts_sequences(model, Xs, is_train):
    n = len(Xs) if any(not len(X) for X in Xs) else 1
    return [X * n for X in Xs], lambda dYs: [dY * n for dY in dYs]


def drops_empty_gradients(model, Xs, is_train):
    return list(Xs), lambda dYs: [dY for dY in dYs if len(dY)]


def refuses_empty_sequences(model, Xs, is_train):
    if not all(len(X) for X in Xs):
        raise ShapeError("a sequence has no rows", node=model)
    return list(Xs), list


def test_a_layer_that_mixes_rows_is_refused():
    message = "a batch gives something else than its members one by one"
    refuse(centered, floats(4, 3), message)


def test_a_layer_that_says_so_may_mix_rows():
    check_layer(lambda: Model("centered", centered), floats(4, 3), batched=False)


def test_empty_sequences_that_give_nan_are_refused():
    refuse(divides_by_length, LIST, "empty sequences give numbers that are not finite")


def test_empty_sequences_that_change_the_others_are_refused():
    refuse(counts_sequences, LIST, "empty sequences change what the others give")


def test_empty_sequences_without_a_gradient_are_refused():
    message = "a batch with empty sequences has a gradient of another shape"
    refuse(drops_empty_gradients, LIST, message)


def test_a_layer_that_refuses_empty_sequences_has_to_say_so():
    make = lambda: Model("picky", refuses_empty_sequences)  # noqa: E731
    with pytest.raises(ShapeError, match="a sequence has no rows"):
        check_layer(make, LIST)
    check_layer(make, LIST, takes_empty_members=False)


def test_a_layer_that_says_so_has_to_refuse_empty_sequences():
    with pytest.raises(ContractError, match="sequences without rows are not refused"):
        check_layer(reduce_mean, RAGGED, takes_empty_members=False)


@pytest.mark.parametrize("X", [RAGGED, LIST], ids=["ragged", "list"])
def test_layers_that_keep_the_contract_pass(X):
    check_layer(list2array, X)


@pytest.mark.parametrize(
    ("X", "lengths"),
    [(LIST, [0, 2, 0, 1, 0]), (RAGGED, [0, 2, 0, 1, 0]), (PADDED, [2, 1, 0])],
    ids=["list", "ragged", "padded"],
)
def test_empty_members_stand_between_the_others(X, lengths):
    extended, places = with_empty_members(X)
    found = [len(rows_of(member)[0]) for member in members_of(extended)]
    assert found == lengths
    assert places == [place for place, length in enumerate(lengths) if not length]


def test_an_array_has_no_empty_members():
    assert with_empty_members(floats(2, 3))[1] == []


@pytest.mark.parametrize("X", [floats(2, 3), LIST, RAGGED, PADDED, (floats(2, 3), floats(2, 1))])
def test_the_members_make_up_the_batch(X):
    wanted = rows_of(X)
    parts = [rows_of(member) for member in members_of(X)]
    for side, rows in enumerate(wanted):
        found = [row for part in parts for row in part[side]]
        assert [row.tolist() for row in found] == [row.tolist() for row in rows]
