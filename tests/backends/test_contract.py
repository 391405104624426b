"""What holds for every operation on floats, whatever it computes."""

import inspect

import numpy
import pytest

from tests.backends._gradients import normal
from typedthinc.backends import NumpyOps, Ops

LENGTHS = {0: [], 6: [2, 0, 4]}


def lengths(n):
    return numpy.asarray(LENGTHS[n], dtype="int32")


def filled(n):
    sizes = lengths(n)
    return sizes[sizes > 0]


# The operation, and its arguments for a number of rows. Floats are cast to the dtype under test.
CASES = {
    "relu": lambda n: (normal(n, 4),),
    "backprop_relu": lambda n: (normal(n, 4), normal(n, 4, seed=1)),
    "sigmoid": lambda n: (normal(n, 4),),
    "backprop_sigmoid": lambda n: (normal(n, 4), normal(n, 4, seed=1)),
    "mish": lambda n: (normal(n, 4),),
    "backprop_mish": lambda n: (normal(n, 4), normal(n, 4, seed=1)),
    "swish": lambda n: (normal(n, 4),),
    "backprop_swish": lambda n: (normal(n, 4), normal(n, 4, seed=1), normal(n, 4, seed=2)),
    "gelu": lambda n: (normal(n, 4),),
    "backprop_gelu": lambda n: (normal(n, 4), normal(n, 4, seed=1)),
    "gelu_approx": lambda n: (normal(n, 4),),
    "backprop_gelu_approx": lambda n: (normal(n, 4), normal(n, 4, seed=1)),
    "dish": lambda n: (normal(n, 4),),
    "backprop_dish": lambda n: (normal(n, 4), normal(n, 4, seed=1)),
    "hard_swish": lambda n: (normal(n, 4),),
    "backprop_hard_swish": lambda n: (normal(n, 4), normal(n, 4, seed=1)),
    "hard_swish_mobilenet": lambda n: (normal(n, 4),),
    "backprop_hard_swish_mobilenet": lambda n: (normal(n, 4), normal(n, 4, seed=1)),
    "clipped_linear": lambda n: (normal(n, 4),),
    "backprop_clipped_linear": lambda n: (normal(n, 4), normal(n, 4, seed=1)),
    "relu_k": lambda n: (normal(n, 4),),
    "backprop_relu_k": lambda n: (normal(n, 4), normal(n, 4, seed=1)),
    "hard_sigmoid": lambda n: (normal(n, 4),),
    "backprop_hard_sigmoid": lambda n: (normal(n, 4), normal(n, 4, seed=1)),
    "hard_tanh": lambda n: (normal(n, 4),),
    "backprop_hard_tanh": lambda n: (normal(n, 4), normal(n, 4, seed=1)),
    "dsigmoid": lambda n: (normal(n, 4),),
    "dtanh": lambda n: (normal(n, 4),),
    "erf": lambda n: (normal(n, 4),),
    "sechsq": lambda n: (normal(n, 4),),
    "softmax": lambda n: (normal(n, 4),),
    "backprop_softmax": lambda n: (normal(n, 4), normal(n, 4, seed=1)),
    "maxout": lambda n: (normal(n, 4, 3),),
    "backprop_maxout": lambda n: (normal(n, 4), numpy.arange(n * 4).reshape((n, 4)) % 3, 3),
    "layer_norm": lambda n: (normal(n, 4), normal(4, seed=1), normal(4, seed=2)),
    "backprop_layer_norm": lambda n: (
        normal(n, 4),
        normal(n, 4, seed=1),
        normal(n, seed=2),
        normal(4, seed=3),
    ),
    "gemm": lambda n: (normal(n, 4), normal(4, 5, seed=1)),
    "affine": lambda n: (normal(n, 4), normal(5, 4, seed=1), normal(5, seed=2)),
    "tile": lambda n: (normal(n, 4), 3),
    "seq2col": lambda n: (normal(n, 4), 2),
    "backprop_seq2col": lambda n: (normal(n, 12), 1),
    "reduce_sum": lambda n: (normal(n, 4), lengths(n)),
    "reduce_mean": lambda n: (normal(n, 4), lengths(n)),
    "backprop_reduce_sum": lambda n: (normal(len(lengths(n)), 4), lengths(n)),
    "backprop_reduce_mean": lambda n: (normal(len(lengths(n)), 4), lengths(n)),
    "reduce_first": lambda n: (normal(n, 4), filled(n)),
    "reduce_last": lambda n: (normal(n, 4), filled(n)),
    "reduce_max": lambda n: (normal(n, 4), filled(n)),
    "backprop_reduce_first": lambda n: (
        normal(len(filled(n)), 4),
        numpy.append(0, filled(n).cumsum()),
    ),
    "backprop_reduce_last": lambda n: (normal(len(filled(n)), 4), filled(n).cumsum() - 1),
    "backprop_reduce_max": lambda n: (
        normal(len(filled(n)), 4),
        numpy.arange(len(filled(n)) * 4).reshape((-1, 4)) % 2,
        filled(n),
    ),
    "softmax_sequences": lambda n: (normal(n, 4), lengths(n)),
    "backprop_softmax_sequences": lambda n: (normal(n, 4), normal(n, 4, seed=1), lengths(n)),
    "logloss": lambda n: (abs(normal(n, 4)) % 1, abs(normal(n, 4, seed=1)) % 1),
    "gather_add": lambda n: (normal(7, 4), numpy.arange(n * 2).reshape((n, 2)) % 7),
    "clip_gradient": lambda n: (normal(n, 4), 1e9),
    "as_contig": lambda n: (normal(n, 4),),
}
LAYOUTS = {
    "fortran": numpy.asfortranarray,
    "every other": lambda array: numpy.repeat(array, 2, axis=-1)[..., ::2],
    "backwards": lambda array: array[::-1].copy()[::-1],
    "read-only": lambda array: numpy.frombuffer(array.tobytes(), array.dtype).reshape(array.shape),
}


def cast(arguments, change):
    return [
        change(a) if isinstance(a, numpy.ndarray) and a.dtype.kind == "f" else a for a in arguments
    ]


def arrays(result):
    return [result] if isinstance(result, numpy.ndarray) else list(result)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", CASES)
def test_the_dtype_is_kept(ops, name, dtype):
    results = getattr(ops, name)(*cast(CASES[name](6), lambda a: a.astype(dtype)))
    assert {a.dtype.name for a in arrays(results) if a.dtype.kind == "f"} == {dtype}


@pytest.mark.parametrize("name", CASES)
def test_the_input_is_not_changed(ops, name):
    arguments = CASES[name](6)
    before = [numpy.copy(a) for a in arguments]
    getattr(ops, name)(*arguments)
    for now, then in zip(arguments, before):
        numpy.testing.assert_array_equal(now, then)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", CASES)
def test_the_layout_in_memory_makes_no_difference(ops, name, layout):
    operation, arguments = getattr(ops, name), CASES[name](6)
    expected = operation(*arguments)
    results = operation(*cast(arguments, LAYOUTS[layout]))
    for result, wanted in zip(arrays(results), arrays(expected)):
        numpy.testing.assert_allclose(result, wanted, rtol=1e-12)


@pytest.mark.parametrize("name", CASES)
def test_an_empty_batch_gives_an_empty_result(ops, name):
    full, empty = (arrays(getattr(ops, name)(*CASES[name](n))) for n in (6, 0))
    for result, example in zip(empty, full):
        assert result.shape[1:] == example.shape[1:]
        assert not result.any()


@pytest.mark.parametrize("name", sorted({name for name in dir(Ops) if not name.startswith("_")}))
def test_the_numpy_backend_has_the_signatures_of_the_contract(name):
    ours, contract = getattr(NumpyOps, name), getattr(Ops, name)
    if callable(contract) and inspect.isfunction(contract):
        assert inspect.signature(ours) == inspect.signature(contract)


def test_both_backends_compute_the_same():
    for name, make in CASES.items():
        results = [arrays(getattr(ops, name)(*make(6))) for ops in (Ops(), NumpyOps())]
        for one, two in zip(*results):
            numpy.testing.assert_allclose(one, two, rtol=1e-12, err_msg=name)
