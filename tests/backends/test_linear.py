"""Products of matrices."""

import numpy
import pytest

from tests.backends._gradients import normal
from typedthinc.errors import ShapeError, UnsupportedError


@pytest.mark.parametrize("trans1", [False, True])
@pytest.mark.parametrize("trans2", [False, True])
def test_gemm_transposes(ops, trans1, trans2):
    x, y = normal(3, 4), normal(4, 5, seed=1)
    result = ops.gemm(x.T if trans1 else x, y.T if trans2 else y, trans1=trans1, trans2=trans2)
    expected = [[sum(x[i] * y[:, j]) for j in range(5)] for i in range(3)]
    numpy.testing.assert_allclose(result, expected, rtol=1e-12)


OUTPUTS = {
    "c": lambda: numpy.full((3, 5), 9.0),
    "fortran": lambda: numpy.full((5, 3), 9.0).T,
    "columns": lambda: numpy.full((3, 10), 9.0)[:, ::2],
    "backwards": lambda: numpy.full((3, 5), 9.0)[::-1, ::-1],
}


@pytest.mark.parametrize("layout", OUTPUTS)
def test_gemm_writes_into_an_output_of_any_layout(ops, layout):
    x, y, out = normal(3, 4), normal(4, 5, seed=1), OUTPUTS[layout]()
    assert ops.gemm(x, y, out=out) is out
    numpy.testing.assert_allclose(out, x @ y, rtol=1e-12)


def test_gemm_may_write_over_a_factor(ops):
    x, y = normal(4, 4), normal(4, 4, seed=1)
    expected = x @ y
    numpy.testing.assert_allclose(ops.gemm(x, y, out=x), expected, rtol=1e-12)


@pytest.mark.parametrize(("m", "k", "n"), [(0, 3, 2), (2, 0, 3), (2, 3, 0)])
def test_gemm_of_no_numbers_is_zero(ops, m, k, n):
    numpy.testing.assert_array_equal(ops.gemm(normal(m, k), normal(k, n)), numpy.zeros((m, n)))


def test_gemm_refuses_factors_that_do_not_fit(ops):
    with pytest.raises(ShapeError) as error:
        ops.gemm(normal(2, 3), normal(4, 3), out=normal(2, 2))
    assert str(error.value) == (
        "gemm: the factors do not fit each other or the output\n"
        "  expected  x (m, k), y (k, n), out (m, n)\n"
        "  got       x float64 (2, 3), y float64 (4, 3), out float64 (2, 2)"
    )


@pytest.mark.parametrize("shape", [(3,), (2, 3, 4)])
def test_gemm_refuses_other_ranks(ops, shape):
    with pytest.raises(ShapeError, match="gemm: y has the wrong number of axes"):
        ops.gemm(normal(2, 3), normal(*shape))


def test_affine(ops):
    X, W, b = normal(3, 4), normal(5, 4, seed=1), normal(5, seed=2)
    expected = [[sum(W[o] * x) + b[o] for o in range(5)] for x in X]
    numpy.testing.assert_allclose(ops.affine(X, W, b), expected, rtol=1e-12)


def test_affine_wants_a_bias_an_output(ops):
    with pytest.raises(
        ShapeError, match=r"one bias an output\n  expected  b \(5,\)    W is float64"
    ):
        ops.affine(normal(3, 4), normal(5, 4), normal(1))


def test_tile_repeats_the_columns(ops):
    assert ops.tile(numpy.array([[1, 2], [3, 4]]), 2).tolist() == [[1, 2, 1, 2], [3, 4, 3, 4]]


def test_there_are_no_functions_for_compiled_code(ops):
    with pytest.raises(UnsupportedError) as error:
        ops.cblas()
    assert isinstance(error.value, NotImplementedError)
    assert str(error.value) == (
        "cblas: there is no compiled part to give functions of a BLAS library to\n"
        "  help      multiply matrices with gemm, which uses the BLAS library of the array module"
    )
