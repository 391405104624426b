"""Dropout over arrays and what holds arrays; when it is at work and when not."""

import numpy
import pytest

from typedthinc.api import Dropout, Padded, Ragged, chain, fix_random_seed, set_dropout_rate
from typedthinc.errors import ArgumentError, ArrayError


def ones(*shape, dtype="float32"):
    return numpy.ones(shape, dtype=dtype)


def lengths(*numbers):
    return numpy.asarray(numbers, dtype="int32")


BATCHES = [
    ones(4, 50),
    ones(200),
    ones(2, 10, 10),
    [ones(3, 50), ones(2, 50)],
    Ragged(ones(4, 50), lengths(3, 1)),
    Padded(ones(2, 3, 50), lengths(3, 2), lengths(2, 2, 1), lengths(0, 1, 2)),
]


def arrays_of(batch):
    if isinstance(batch, Ragged):
        return [batch.dataXd]
    if isinstance(batch, Padded):
        return [batch.data]
    return batch if isinstance(batch, list) else [batch]


@pytest.fixture
def no_masks(monkeypatch):
    """Make it an error to draw a mask."""

    def refuse(self, shape, drop):
        raise AssertionError("a mask was drawn")

    monkeypatch.setattr("typedthinc.api.Ops.get_dropout_mask", refuse)


@pytest.mark.parametrize("batch", BATCHES, ids=lambda batch: type(batch).__name__)
def test_values_are_zero_or_scaled_up(batch):
    Y, _ = Dropout(0.2).begin_update(batch)
    assert type(Y) is type(batch)
    for array, given in zip(arrays_of(Y), arrays_of(batch)):
        assert array.shape == given.shape
        numpy.testing.assert_allclose(numpy.unique(array), [0, 1.25])


@pytest.mark.parametrize("batch", BATCHES, ids=lambda batch: type(batch).__name__)
def test_the_gradient_is_dropped_where_the_value_was(batch):
    Y, backprop = Dropout(0.5).begin_update(batch)
    dX = backprop(batch)
    assert type(dX) is type(batch)
    for gradient, array in zip(arrays_of(dX), arrays_of(Y)):
        numpy.testing.assert_array_equal(gradient, array)


def test_the_share_of_zeros_is_the_rate():
    fix_random_seed(0)
    Y, _ = Dropout(0.3).begin_update(ones(400, 250))
    assert abs((Y == 0).mean() - 0.3) < 0.01


def test_the_same_seed_drops_the_same():
    fix_random_seed(1)
    first, _ = Dropout(0.5).begin_update(ones(5, 20))
    fix_random_seed(1)
    second, _ = Dropout(0.5).begin_update(ones(5, 20))
    numpy.testing.assert_array_equal(first, second)


@pytest.mark.parametrize("batch", BATCHES, ids=lambda batch: type(batch).__name__)
def test_a_rate_of_one_leaves_nothing(batch):
    Y, backprop = Dropout(1.0).begin_update(batch)
    for array in [*arrays_of(Y), *arrays_of(backprop(batch))]:
        assert not array.any()


@pytest.mark.parametrize("batch", BATCHES, ids=lambda batch: type(batch).__name__)
def test_prediction_passes_the_input_through(batch, no_masks):
    assert Dropout(0.5).predict(batch) is batch


def test_a_rate_of_zero_draws_no_mask(no_masks):
    X = ones(2, 3)
    Y, backprop = Dropout(0.0).begin_update(X)
    assert Y is X
    assert backprop(X) is X


def test_dropout_can_be_switched_off(no_masks):
    model, X = Dropout(0.5), ones(2, 3)
    model.attrs["is_enabled"] = False
    assert model.begin_update(X)[0] is X


def test_a_tuple_comes_back_as_a_list():
    Y, backprop = Dropout(0.5).begin_update((ones(2, 3), ones(1, 3)))
    assert type(Y) is list
    assert type(backprop((ones(2, 3), ones(1, 3)))) is list


def test_each_array_of_a_list_has_a_mask_of_its_own():
    first, second = Dropout(0.5).begin_update([ones(1, 100), ones(1, 100)])[0]
    assert (first != second).any()


def test_a_ragged_keeps_the_shape_it_was_given_in():
    X = Ragged(ones(3, 2, 2), lengths(3))
    Y, backprop = Dropout(0.5).begin_update(X)
    assert Y.dataXd.shape == backprop(X).dataXd.shape == (3, 2, 2)


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_dtypes_are_kept(dtype):
    Y, backprop = Dropout(0.5).begin_update(ones(2, 3, dtype=dtype))
    assert Y.dtype == dtype
    assert backprop(ones(2, 3, dtype="float64")).dtype == dtype


def test_an_empty_batch():
    Y, backprop = Dropout(0.5).begin_update(ones(0, 3))
    assert Y.shape == backprop(Y).shape == (0, 3)


@pytest.mark.parametrize("rate", [-0.1, 1.5, float("nan")])
def test_a_rate_is_a_share(rate):
    with pytest.raises(ArgumentError) as caught:
        Dropout(rate)
    assert str(caught.value) == (
        f"a rate of dropout is a share\n  expected  a number from 0 to 1\n  got       {rate}"
    )


def test_a_rate_that_is_set_later_is_checked_when_the_layer_runs():
    model = set_dropout_rate(chain(Dropout(0.5), Dropout()), 2.0)
    with pytest.raises(ArgumentError, match='layer 1 of 2, "dropout", has a rate of dropout'):
        model.begin_update(ones(2, 3))


@pytest.mark.parametrize(
    ("batch", "got"),
    [
        (numpy.asarray([1, 2]), "int64 (2,)"),
        ([ones(2, 3), "text"], "'text'"),
        (Ragged(numpy.asarray([[1]]), lengths(1)), "int64 (1, 1)"),
        ({"a": ones(2, 3)}, "dict"),
    ],
    ids=["ids", "a list", "Ragged of ids", "a dictionary"],
)
def test_only_floats_can_be_dropped(batch, got):
    with pytest.raises(ArrayError) as caught:
        Dropout(0.5).begin_update(batch)
    assert str(caught.value) == (
        'layer "dropout" got values of the wrong kind\n'
        "  expected  floats in an array, a list of arrays, a Ragged or a Padded\n"
        f"  got       {got}"
    )


def test_attributes():
    assert Dropout(0.1).attrs == {"dropout_rate": 0.1, "is_enabled": True}
