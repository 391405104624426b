"""The gradient check finds wrong gradients and passes right ones."""

import numpy
import pytest
from scipy.sparse import csr_array

from typedthinc.api import Dropout, Linear, Model, Ragged, chain, reduce_sum
from typedthinc.errors import ContractError
from typedthinc.testing import check_gradients

X = numpy.array([[1.0, -2.0], [0.5, 3.0]], dtype="f")


def square(wrong):
    def forward(model, X, is_train):
        return X * X, lambda dY: wrong(2 * X * dY)

    return Model("square", forward)


def test_a_right_gradient_passes():
    check_gradients(square(lambda dX: dX), X)


def test_a_wrong_gradient_is_shown_beside_the_difference_quotient():
    with pytest.raises(ContractError, match="the gradient of the input is wrong at") as caught:
        check_gradients(square(lambda dX: 2 * dX), X)
    assert caught.value.got == pytest.approx(2 * caught.value.expected, rel=1e-4)


def test_one_wrong_entry_is_found():
    def spoil(dX):
        dX[1, 0] += 1
        return dX

    with pytest.raises(ContractError, match=r"wrong at \[1, 0\]"):
        check_gradients(square(spoil), X)


def test_a_gradient_of_another_shape_is_found():
    with pytest.raises(ContractError, match="has the wrong shape"):
        check_gradients(square(lambda dX: dX[:1]), X)


def test_a_gradient_with_more_arrays_is_found():
    with pytest.raises(ContractError, match="another number of arrays"):
        check_gradients(square(lambda dX: [dX, dX]), X)


def test_a_missing_gradient_of_a_parameter_is_found():
    def forward(model, X, is_train):
        W = model.get_param("W")
        return X * W, lambda dY: dY * W

    model = Model("scale", forward, params={"W": numpy.ones(2, dtype="f")})
    with pytest.raises(ContractError, match='the gradient of parameter "W" of layer "scale"'):
        check_gradients(model, X)


def test_the_model_and_the_input_stay_as_they_were():
    model, given = Linear(3).initialize(X=X), X.copy()
    before = model.get_param("W").copy()
    check_gradients(model, given)
    assert (given == X).all()
    assert (model.get_param("W") == before).all()
    assert (model.get_param("W").dtype, model.grad_names) == ("float32", ())


def test_random_masks_are_the_same_at_each_evaluation():
    check_gradients(chain(Linear(8), Dropout(0.5)), X)


def test_sequences_are_checked():
    check_gradients(reduce_sum(), Ragged(X, numpy.array([1, 1])))


@pytest.mark.parametrize("factor", [1, 2])
def test_the_stored_values_of_a_sparse_matrix_are_checked(factor):
    def forward(model, X, is_train):
        def backprop(dY):
            dX = X.copy()
            dX.data = factor * 2 * X.data * dY[:, 0].repeat(numpy.diff(X.indptr))
            return dX

        return numpy.asarray(X.power(2).sum(axis=1)).reshape(-1, 1), backprop

    model = Model("sum of squares", forward)
    matrix = csr_array(numpy.array([[0, 2, 0], [3, 0, 1]], dtype="f"))
    if factor == 1:
        check_gradients(model, matrix)
    else:
        with pytest.raises(ContractError, match=r"the gradient of the input is wrong at \[0\]"):
            check_gradients(model, matrix)
