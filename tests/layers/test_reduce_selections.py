"""From the rows of each sequence to one row that is picked from them."""

import numpy
import pytest

from typedthinc.api import Ragged, chain, noop, reduce_first, reduce_last, reduce_max
from typedthinc.errors import ArrayError, ShapeError
from typedthinc.testing import check_gradients

LAYERS = [reduce_first, reduce_last, reduce_max]
ROWS = [[1, 9], [5, 2], [3, 3], [7, 4], [0, 8], [6, 6]]


def data(*shape, dtype="float64"):
    return numpy.random.default_rng(0).normal(size=shape).astype(dtype)


def lengths(*numbers, dtype="int32"):
    return numpy.asarray(numbers, dtype=dtype)


@pytest.mark.parametrize(
    ("layer", "expected"),
    [
        (reduce_first, [[1, 9], [3, 3], [6, 6]]),
        (reduce_last, [[5, 2], [0, 8], [6, 6]]),
        (reduce_max, [[5, 9], [7, 8], [6, 6]]),
    ],
)
def test_what_is_picked(layer, expected):
    X = Ragged(numpy.asarray(ROWS, dtype="f"), lengths(2, 3, 1))
    assert layer().predict(X).tolist() == expected


@pytest.mark.parametrize(
    ("layer", "expected"),
    [
        (reduce_first, [[1, 2], [0, 0], [3, 4], [0, 0], [0, 0], [5, 6]]),
        (reduce_last, [[0, 0], [1, 2], [0, 0], [0, 0], [3, 4], [5, 6]]),
        (reduce_max, [[0, 2], [1, 0], [0, 0], [3, 0], [0, 4], [5, 6]]),
    ],
)
def test_where_the_gradient_goes(layer, expected):
    X = Ragged(numpy.asarray(ROWS, dtype="f"), lengths(2, 3, 1))
    _, backprop = layer().begin_update(X)
    dX = backprop(numpy.asarray([[1, 2], [3, 4], [5, 6]], dtype="f"))
    assert dX.data.tolist() == expected
    assert dX.lengths.tolist() == [2, 3, 1]


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("sizes", [(3, 1, 2), (6,), (1, 5)])
def test_gradients(layer, sizes):
    check_gradients(layer(), Ragged(data(6, 2), lengths(*sizes)))


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("length_dtype", ["int32", "int64"])
def test_dtypes_are_kept(layer, dtype, length_dtype):
    X = Ragged(data(3, 2, dtype=dtype), lengths(2, 1, dtype=length_dtype))
    Y, backprop = layer().begin_update(X)
    assert (Y.dtype, backprop(Y).data.dtype) == (dtype, dtype)


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("shape", [(0, 2), (0, 0)])
def test_an_empty_batch(layer, shape):
    Y, backprop = layer().begin_update(Ragged(data(*shape), lengths()))
    assert Y.shape == shape
    assert backprop(Y).data.shape == shape


@pytest.mark.parametrize("layer", LAYERS)
def test_rows_without_width(layer):
    Y, backprop = layer().begin_update(Ragged(data(3, 0), lengths(2, 1)))
    assert Y.shape == (2, 0)
    assert backprop(Y).data.shape == (3, 0)


@pytest.mark.parametrize("layer", LAYERS)
def test_a_sequence_without_rows_is_refused(layer):
    model = chain(noop(), layer())
    with pytest.raises(ShapeError) as caught:
        model.predict(Ragged(data(3, 2), lengths(2, 0, 1)))
    name = model.layers[1].name
    assert str(caught.value).partition("\n")[0] == (
        f'in layer 2 of 2, "{name}": {name}: sequence 1 has no rows'
    )


@pytest.mark.parametrize("layer", LAYERS)
def test_the_gradient_has_the_shape_in_which_the_rows_were_given(layer):
    X = Ragged(data(3, 2, 2), lengths(2, 1))
    Y, backprop = layer().begin_update(X)
    assert Y.shape == (2, 4)
    assert backprop(Y).dataXd.shape == (3, 2, 2)


@pytest.mark.parametrize("layer", LAYERS)
def test_rows_of_no_sequence_have_no_gradient(layer):
    X = Ragged(data(5, 2), lengths(1, 1))
    Y, backprop = layer().begin_update(X)
    dX = backprop(numpy.ones_like(Y)).data
    assert dX.tolist() == [[1, 1], [1, 1], [0, 0], [0, 0], [0, 0]]


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("n_rows", [1, 3])
def test_a_gradient_of_another_length_is_refused(layer, n_rows):
    model = layer()
    _, backprop = model.begin_update(Ragged(data(3, 2), lengths(2, 1)))
    with pytest.raises(ShapeError) as caught:
        backprop(data(n_rows, 2))
    assert str(caught.value) == (
        f'layer "{model.name}" backprop got a gradient of the wrong shape\n'
        "  expected  (2, 2)    the shape of Y\n"
        f"  got       ({n_rows}, 2)"
    )


@pytest.mark.parametrize("layer", LAYERS)
def test_a_gradient_of_another_dtype_is_refused(layer):
    _, backprop = layer().begin_update(Ragged(data(3, 2, dtype="float32"), lengths(2, 1)))
    with pytest.raises(ArrayError, match="backprop got a gradient of the wrong dtype"):
        backprop(data(2, 2, dtype="float64"))


@pytest.mark.parametrize("layer", LAYERS)
def test_another_kind_is_refused(layer):
    with pytest.raises(ArrayError, match="got an input of the wrong kind"):
        layer().predict([data(2, 3)])
