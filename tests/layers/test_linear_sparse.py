"""Linear over sparse matrices: what an array of the same numbers gives, and the errors."""

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from typedthinc.api import Adam, Linear, NumpyOps, Relu, Softmax, chain, residual
from typedthinc.errors import ArrayError, BoundsError, ShapeError

MAKERS = [sparse.csr_matrix, sparse.csr_array]
# A width below and one above the number of stored values: two ways to the weights.
WIDTHS = [4, 60]


def batch(width, rows=6, density=0.4, dtype="float32", make=sparse.csr_array):
    X = sparse.random(rows, width, density, format="csr", random_state=0, dtype="float64")
    return make(X.astype(dtype))


def model_of(width):
    model = Linear(nO=3, nI=width).initialize()
    model.set_param("b", numpy.array([1, 2, 3], dtype="f"))
    return model


def close(one, other):
    numpy.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("width", WIDTHS)
def test_it_gives_what_the_array_gives(make, width):
    X, model = batch(width, make=make), model_of(width)
    other = model.copy()
    Y, backprop = model.begin_update(X)
    dense_Y, dense_backprop = other.begin_update(X.toarray())
    assert type(Y) is numpy.ndarray
    close(Y, dense_Y)
    dY = numpy.random.default_rng(0).normal(size=Y.shape).astype("f")
    dX, dense_dX = backprop(dY), dense_backprop(dY)
    close(model.get_grad("W"), other.get_grad("W"))
    close(model.get_grad("b"), other.get_grad("b"))
    # The gradient is that of the array at the stored values, and nowhere else.
    assert type(dX) is make
    close(dX.toarray(), dense_dX * (X.toarray() != 0))
    assert (dX.indices == X.indices).all()
    assert (dX.indptr == X.indptr).all()


@pytest.mark.parametrize("width", WIDTHS)
def test_gradients_of_two_batches_add_up(width):
    X, model = batch(width), model_of(width)
    for rows in (slice(0, 2), slice(2, 6)):
        Y, backprop = model.begin_update(X[rows])
        backprop(numpy.ones_like(Y))
    close(model.get_grad("W"), numpy.tile(X.toarray().sum(axis=0), (3, 1)))
    close(model.get_grad("b"), [6, 6, 6])


@pytest.mark.parametrize("width", WIDTHS)
def test_a_number_as_gradient_is_added_to(width):
    X, model = batch(width), model_of(width)
    model.set_grad("W", 1.0)
    Y, backprop = model.begin_update(X)
    backprop(numpy.ones_like(Y))
    close(model.get_grad("W"), 1 + numpy.tile(X.toarray().sum(axis=0), (3, 1)))


@pytest.mark.parametrize("dtype", ["float32", "float64", "int32", "int64", "uint8", "bool"])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_dtypes_are_those_of_arrays(dtype, width):
    X, model = (batch(width) * 4).astype(dtype), model_of(width)
    Y, backprop = model.begin_update(X)
    dense_Y, dense_backprop = model.begin_update(X.toarray())
    close(Y, dense_Y)
    assert Y.dtype == dense_Y.dtype == "float32"
    assert backprop(Y).dtype == dense_backprop(Y).dtype


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("index", ["int32", "int64"])
def test_places_of_both_widths(make, index):
    X, model = batch(60), model_of(60)
    other = make(X.shape, dtype="f")
    other.data, other.indices, other.indptr = (
        X.data,
        X.indices.astype(index),
        X.indptr.astype(index),
    )
    Y, backprop = model.begin_update(other)
    close(Y, model.predict(X.toarray()))
    close(backprop(Y).toarray(), model.begin_update(X)[1](Y).toarray())


@pytest.mark.parametrize("width", WIDTHS)
def test_columns_in_any_order_within_a_row(width):
    columns, ends = numpy.array([3, 0, 2, 1]), numpy.array([0, 3, 4])
    X = sparse.csr_array((numpy.array([1, 2, 3, 4], "f"), columns, ends), shape=(2, width))
    model = model_of(width)
    Y, backprop = model.begin_update(X)
    close(Y, model.predict(X.toarray()))
    dX = backprop(Y)
    assert dX.indices.tolist() == [3, 0, 2, 1]
    close(
        dX.data,
        [(Y[row] * model.get_param("W")[:, c]).sum() for row, c in zip([0, 0, 0, 1], columns)],
    )


@pytest.mark.parametrize("width", WIDTHS)
def test_values_at_one_place_add_up_and_each_has_the_gradient_of_the_sum(width):
    twice = sparse.csr_array(
        (numpy.array([1, 2], "f"), numpy.array([1, 1]), numpy.array([0, 2])), shape=(1, width)
    )
    once = sparse.csr_array(
        (numpy.array([3], "f"), numpy.array([1]), numpy.array([0, 1])), shape=(1, width)
    )
    model = model_of(width)
    other = model.copy()
    Y, backprop = model.begin_update(twice)
    once_Y, once_backprop = other.begin_update(once)
    close(Y, once_Y)
    close(backprop(Y).data, once_backprop(Y).data.repeat(2))
    close(model.get_grad("W"), other.get_grad("W"))


@pytest.mark.parametrize("width", WIDTHS)
def test_a_zero_that_is_stored_has_a_gradient(width):
    X = sparse.csr_array(
        (numpy.array([0], "f"), numpy.array([2]), numpy.array([0, 1])), shape=(1, width)
    )
    model = model_of(width)
    Y, backprop = model.begin_update(X)
    close(Y, [[1, 2, 3]])
    close(backprop(numpy.ones_like(Y)).data, [model.get_param("W")[:, 2].sum()])


@pytest.mark.parametrize("shape", [(0, 60), (3, 60), (0, 4), (3, 4)])
def test_nothing_stored(shape):
    model = model_of(shape[1])
    Y, backprop = model.begin_update(sparse.csr_array(shape, dtype="f"))
    close(Y, numpy.tile([1, 2, 3], (shape[0], 1)))
    dX = backprop(Y)
    assert dX.shape == shape
    assert dX.nnz == 0
    assert not model.get_grad("W").any()


def test_an_empty_batch_may_come_without_a_width():
    model = model_of(4)
    Y, backprop = model.begin_update(batch(4)[:0, :0])
    assert Y.shape == (0, 3)
    assert backprop(Y).shape == (0, 0)


def test_room_for_more_values_than_are_stored():
    X = sparse.csr_array(
        (numpy.array([1, 2, 9], "f"), numpy.array([0, 1, 50]), numpy.array([0, 1, 2])), shape=(2, 4)
    )
    model = model_of(4)
    Y, backprop = model.begin_update(X)
    close(Y, model.predict(numpy.array([[1, 0, 0, 0], [0, 2, 0, 0]], "f")))
    assert backprop(Y).nnz == 2


def test_sorting_the_gradient_leaves_the_input_alone():
    X = sparse.csr_array(
        (numpy.array([1, 2], "f"), numpy.array([3, 0]), numpy.array([0, 2])), shape=(1, 60)
    )
    Y, backprop = model_of(60).begin_update(X)
    backprop(Y).sort_indices()
    assert X.indices.tolist() == [3, 0]


@given(st.data())
def test_any_matrix(data):
    rows, width = data.draw(st.integers(0, 5)), data.draw(st.integers(1, 8))
    counts = data.draw(st.lists(st.integers(0, 6), min_size=rows, max_size=rows))
    total = sum(counts)
    columns = data.draw(st.lists(st.integers(0, width - 1), min_size=total, max_size=total))
    values = numpy.arange(1, total + 1, dtype="f")
    ends = numpy.cumsum([0, *counts])
    X = sparse.csr_array((values, numpy.array(columns, "i"), ends), shape=(rows, width))
    model = model_of(width)
    other = model.copy()
    Y, backprop = model.begin_update(X)
    dense_Y, dense_backprop = other.begin_update(X.toarray())
    numpy.testing.assert_allclose(Y, dense_Y, rtol=1e-4, atol=1e-4)
    dX, dense_dX = backprop(Y), dense_backprop(Y)
    owners = numpy.repeat(numpy.arange(rows), counts)
    numpy.testing.assert_allclose(dX.data, dense_dX[owners, columns], rtol=1e-3, atol=1e-3)
    numpy.testing.assert_allclose(model.get_grad("W"), other.get_grad("W"), rtol=1e-3, atol=1e-3)


@pytest.mark.parametrize("block", [1, 7])
def test_the_gradient_of_the_values_is_made_in_pieces(block, monkeypatch):
    X, model = batch(60), model_of(60)
    Y, backprop = model.begin_update(X)
    whole = backprop(Y).data
    monkeypatch.setattr("typedthinc.layers._sparse._BLOCK", block)
    close(backprop(Y).data, whole)


def test_another_format_is_refused():
    with pytest.raises(ArrayError) as caught:
        model_of(4).predict(batch(4).tocsc())
    assert str(caught.value) == (
        'layer "linear" got a sparse input of another format\n'
        "  expected  Csr2d (batch, nI=4)\n"
        "  got       csc float32 (6, 4)\n"
        "  help      its method tocsr() converts it"
    )


def test_another_width_is_refused():
    with pytest.raises(ShapeError) as caught:
        model_of(4).predict(batch(5))
    assert str(caught.value) == (
        'layer "linear" got an input of the wrong width\n'
        "  expected  Csr2d (batch, nI=4)\n"
        "  got       csr float32 (6, 5)\n"
        "  help      let the layer before it give width 4, or set nI=5 here"
    )


@pytest.mark.parametrize("column", [4, -1])
def test_a_value_outside_of_the_columns_is_refused(column):
    X = batch(4)
    X.indices[2] = column
    with pytest.raises(BoundsError) as caught:
        model_of(4).predict(X)
    lowest, highest = sorted((column, 3 if column < 0 else 0))
    assert str(caught.value) == (
        'layer "linear" got a sparse input that stores a value outside of its columns\n'
        "  expected  0 <= column < nI=4\n"
        f"  got       columns from {lowest} to {highest}"
    )


def test_a_gradient_of_another_shape_is_refused():
    Y, backprop = model_of(4).begin_update(batch(4))
    with pytest.raises(ShapeError, match="gradient of the wrong shape"):
        backprop(Y[:1])


def test_other_layers_refuse_a_sparse_input():
    with pytest.raises(ArrayError) as caught:
        Relu(2, 4).initialize().predict(batch(4))
    assert str(caught.value) == (
        'layer "relu" got an input of the wrong kind\n'
        "  expected  Floats2d (batch, nI=4)\n"
        "  got       csr float32 (6, 4)"
    )


def test_the_width_is_inferred_from_a_sparse_sample():
    model = chain(Linear(5, sparse=True), Softmax()).initialize(
        X=batch(7), Y=numpy.zeros((6, 2), "f")
    )
    assert model.get_dim("nI") == 7
    assert model.predict(batch(7)).shape == (6, 2)


def test_sparse_is_a_word_to_type_checkers_only():
    declared, plain = Linear(3, sparse=True), Linear(3)
    assert declared.attrs == plain.attrs == {}
    assert (
        declared.initialize(X=batch(4).toarray()).to_bytes()
        == plain.from_bytes(declared.to_bytes()).to_bytes()
    )


def test_a_model_learns_from_sparse_batches():
    # Two classes, told apart by whether any of the first fifty columns is used.
    generator = numpy.random.default_rng(0)
    truths = generator.integers(0, 2, 200)
    columns = generator.integers(0, 50, (200, 3)) + 50 * truths[:, None]
    ends = numpy.arange(0, 601, 3)
    X = sparse.csr_matrix((numpy.ones(600, "f"), columns.ravel(), ends), shape=(200, 100))
    Y = numpy.eye(2, dtype="f")[truths]
    model = chain(Linear(4, sparse=True), Softmax()).initialize(X=X[:2], Y=Y[:2])
    optimizer = Adam(0.05)
    for _ in range(5):
        for inputs, targets in NumpyOps().multibatch(32, X, Y, shuffle=True):
            guesses, backprop = model.begin_update(inputs)
            backprop(guesses - targets)
            model.finish_update(optimizer)
    assert (model.predict(X).argmax(axis=1) == truths).mean() > 0.95


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("width", [4, 40])
def test_sorting_the_input_after_the_forward_pass_changes_no_gradient(width, dtype):
    values = numpy.array([1, 2, 3, 4], dtype)
    X = sparse.csr_matrix((values, [3, 1, 2, 0], [0, 2, 4]), shape=(2, width))
    dense, dY = X.toarray(), numpy.array([[1, 2, 3], [4, 5, 6]], "f")
    model = Linear(3, width).initialize()
    _, backprop = model.begin_update(X)
    X.sort_indices()
    dX = backprop(dY)
    close(model.get_grad("W"), dY.T @ dense)
    close(dX.toarray(), (dY @ model.get_param("W")) * (dense != 0))


def test_a_sparse_and_a_dense_batch_cannot_be_added():
    X = sparse.csr_matrix(numpy.eye(4, dtype="f"))
    with pytest.raises(ArrayError, match="cannot combine batches of different kinds"):
        residual(Linear(4, 4)).initialize().predict(X)
