"""The LSTM over packed sequences, against its formulas."""

import functools

import numpy
import pytest

from tests.backends._gradients import normal, numeric_gradient
from typedthinc.backends import NumpyOps, Ops
from typedthinc.errors import ShapeError

NI, NH = 3, 2
LENGTHS = [4, 2, 2, 1]
SIZES = numpy.asarray([4, 3, 1, 1], "i")
ROWS = sum(LENGTHS)
NETWORKS = [(1, 1), (1, 2), (2, 1), (3, 2)]


def arguments(depth, dirs):
    size = sum(
        dirs * 4 * NH * ((NH * dirs if layer else NI) + 1 + NH + 1) for layer in range(depth)
    )
    states = (depth, dirs, NH)
    return normal(size), normal(*states, seed=1), normal(*states, seed=2), normal(ROWS, NI, seed=3)


def row_of(sequence, step):
    return int(SIZES[:step].sum()) + sequence


def sigmoid(x):
    return 1 / (1 + numpy.exp(-x))


def expected(params, H0, C0, X):
    """The output by the formulas: one sequence, one step and one gate at a time."""
    depth, dirs, _ = H0.shape
    rest = params
    inputs = X
    for layer in range(depth):
        outputs = numpy.zeros((ROWS, dirs, NH))
        for direction in range(dirs):
            taken = []
            for shape in [(4, NH, inputs.shape[1]), (4, NH), (4, NH, NH), (4, NH)]:
                size = numpy.prod(shape)
                taken.append(rest[:size].reshape(shape))
                rest = rest[size:]
            Wx, bx, Wh, bh = taken
            for sequence, length in enumerate(LENGTHS):
                h, c = H0[layer, direction], C0[layer, direction]
                steps = range(length) if direction == 0 else reversed(range(length))
                for row in (row_of(sequence, step) for step in steps):
                    sums = [Wx[g] @ inputs[row] + bx[g] + Wh[g] @ h + bh[g] for g in range(4)]
                    c = sigmoid(sums[0]) * c + sigmoid(sums[1]) * numpy.tanh(sums[3])
                    h = sigmoid(sums[2]) * numpy.tanh(c)
                    outputs[row, direction] = h
        inputs = outputs.reshape((ROWS, dirs * NH))
    assert rest.size == 0
    return inputs


@pytest.mark.parametrize(("depth", "dirs"), NETWORKS)
def test_the_output_follows_the_formulas(ops, depth, dirs):
    given = arguments(depth, dirs)
    Y, _ = ops.lstm_forward_training(*given, SIZES)
    numpy.testing.assert_allclose(Y, expected(*given), rtol=1e-12, atol=1e-14)
    numpy.testing.assert_array_equal(ops.lstm_forward_inference(*given, SIZES), Y)


@functools.cache
def expected_gradients(depth, dirs):
    params, H0, C0, X = arguments(depth, dirs)
    dY = normal(ROWS, dirs * NH, seed=4)
    return [
        numeric_gradient(lambda array: expected(array, H0, C0, X), params, dY),
        numeric_gradient(lambda array: expected(params, array, C0, X), H0, dY),
        numeric_gradient(lambda array: expected(params, H0, array, X), C0, dY),
        numeric_gradient(lambda array: expected(params, H0, C0, array), X, dY),
    ]


@pytest.mark.parametrize(("depth", "dirs"), [(1, 1), (1, 2), (2, 2)])
def test_the_gradients_are_differences_of_the_formulas(ops, depth, dirs):
    params, *_ = given = arguments(depth, dirs)
    dY = normal(ROWS, dirs * NH, seed=4)
    _, state = ops.lstm_forward_training(*given, SIZES)
    dX, d_params, dH0, dC0 = ops.backprop_lstm_and_states(dY, SIZES, params, state)
    for found, gradient in zip((d_params, dH0, dC0, dX), expected_gradients(depth, dirs)):
        numpy.testing.assert_allclose(found, gradient, rtol=1e-6, atol=1e-8)
    pair = ops.backprop_lstm(dY, SIZES, params, state)
    numpy.testing.assert_array_equal(pair[0], dX)
    numpy.testing.assert_array_equal(pair[1], d_params)


def run(ops, given, sizes=SIZES, change=lambda array: array):
    """All that the operations give for arguments that went through a change."""
    params, H0, C0, X = map(change, given)
    dY = change(normal(len(X), H0.shape[1] * NH, seed=4).astype(X.dtype))
    Y, state = ops.lstm_forward_training(params, H0, C0, X, sizes)
    return Y, *ops.backprop_lstm_and_states(dY, sizes, params, state)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_dtype_is_kept(ops, dtype):
    results = run(ops, arguments(2, 2), change=lambda array: array.astype(dtype))
    assert [array.dtype.name for array in results] == [dtype] * 5


LAYOUTS = {
    "fortran": numpy.asfortranarray,
    "every other": lambda array: numpy.repeat(array, 2, axis=-1)[..., ::2],
    "read-only": lambda array: numpy.frombuffer(array.tobytes(), array.dtype).reshape(array.shape),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_layout_in_memory_makes_no_difference(ops, layout):
    wanted, found = (run(ops, arguments(2, 2), change=c) for c in (numpy.copy, LAYOUTS[layout]))
    for one, other in zip(wanted, found):
        numpy.testing.assert_allclose(other, one, rtol=1e-12, atol=1e-14)


def test_nothing_that_is_given_is_changed(ops):
    given, before = arguments(2, 2), arguments(2, 2)
    run(ops, given)
    for now, then in zip(given, before):
        numpy.testing.assert_array_equal(now, then)


def test_a_second_backward_pass_gives_the_same(ops):
    given, dY = arguments(2, 2), normal(ROWS, 2 * NH, seed=4)
    _, state = ops.lstm_forward_training(*given, SIZES)
    once, again = (ops.backprop_lstm(dY, SIZES, given[0], state) for _ in range(2))
    numpy.testing.assert_array_equal(once[0], again[0])
    numpy.testing.assert_array_equal(once[1], again[1])


def test_steps_without_sequences_make_no_difference(ops):
    wanted = run(ops, arguments(2, 2))
    found = run(ops, arguments(2, 2), sizes=numpy.append(SIZES, [0, 0]))
    for one, other in zip(wanted, found):
        numpy.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("sizes", [[], [0, 0]])
def test_no_sequences(ops, sizes):
    params, H0, C0, X = arguments(2, 2)
    results = run(ops, (params, H0, C0, X[:0]), sizes=numpy.asarray(sizes, "i"))
    assert [a.shape for a in results] == [(0, 4), (0, 3), params.shape, H0.shape, C0.shape]
    assert not any(array.any() for array in results)


def test_both_backends_compute_the_same():
    for one, other in zip(*(run(ops, arguments(2, 2)) for ops in (Ops(), NumpyOps()))):
        numpy.testing.assert_allclose(one, other, rtol=1e-12)


def test_large_numbers_saturate(ops):
    params, H0, C0, X = arguments(1, 1)
    results = run(ops, (params * 1e4, H0, C0, X))
    assert all(numpy.isfinite(array).all() for array in results)
    assert abs(results[0]).max() <= 1


def test_a_nan_stays_in_its_sequence_and_shows(ops):
    params, H0, C0, X = arguments(1, 1)
    X[row_of(1, 0)] = numpy.nan
    Y = ops.lstm_forward_inference(params, H0, C0, X, SIZES)
    hidden = numpy.isnan(Y).all(axis=1)
    assert numpy.flatnonzero(hidden).tolist() == [row_of(1, 0), row_of(1, 1)]
    assert not numpy.isnan(Y[~hidden]).any()


@pytest.mark.parametrize(("count", "word"), [(55, "few"), (57, "many")])
def test_another_number_of_parameters_is_refused(ops, count, word):
    _, H0, C0, X = arguments(1, 1)
    with pytest.raises(ShapeError) as error:
        ops.lstm_forward_inference(normal(count), H0, C0, X, SIZES)
    assert str(error.value) == (
        f"lstm_forward_inference: there are too {word} parameters\n"
        "  expected  56 numbers    for X float64 (9, 3) and H0 float64 (1, 1, 2)\n"
        f"  got       params float64 ({count},)"
    )


@pytest.mark.parametrize("sizes", [[4, 3, 1], [4, 1, 3, 1], [10, -1]])
def test_steps_that_are_not_those_of_sorted_sequences_are_refused(ops, sizes):
    with pytest.raises(ShapeError) as error:
        ops.lstm_forward_training(*arguments(1, 1), numpy.asarray(sizes, "i"))
    assert str(error.value) == (
        "lstm_forward_training: the steps are not those of sorted sequences that make up the rows\n"
        "  expected  numbers in decreasing order that add up to 9\n"
        f"  got       {len(sizes)} numbers from {max(sizes)} to {min(sizes)}"
        f" that add up to {sum(sizes)}"
    )


def test_states_that_differ_are_refused(ops):
    params, H0, C0, X = arguments(1, 1)
    with pytest.raises(ShapeError) as error:
        ops.lstm_forward_training(params, H0, C0[:, :, :1], X, SIZES)
    assert str(error.value) == (
        "lstm_forward_training: H0 and C0 do not fit each other\n"
        "  expected  both (depth, 1 or 2 directions, nH)\n"
        "  got       H0 float64 (1, 1, 2), C0 float64 (1, 1, 1)"
    )


def test_a_gradient_of_another_shape_is_refused(ops):
    given = arguments(1, 1)
    _, state = ops.lstm_forward_training(*given, SIZES)
    with pytest.raises(ShapeError) as error:
        ops.backprop_lstm(normal(ROWS, 3), SIZES, given[0], state)
    assert str(error.value) == (
        "backprop_lstm: dY has another shape than the output\n"
        "  expected  dY (9, 2)\n"
        "  got       dY float64 (9, 3)"
    )
