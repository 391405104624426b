"""The kind of sparse matrices at run time."""

import subprocess
import sys

import numpy
import pytest
from pydantic import ValidationError, create_model
from scipy import sparse

from typedthinc.api import Linear, Relu, data_validation
from typedthinc.errors import ArgumentTypeError, ArrayError, DataValidationError
from typedthinc.types import Bools2d, Csr2d, Floats2d, Ints2d
from typedthinc.types.describe import describe
from typedthinc.types.kinds import kind_name
from typedthinc.util import get_width

DENSE = numpy.array([[0, 2, 0], [1, 0, 0]], dtype="float32")
CSR = [sparse.csr_matrix(DENSE), sparse.csr_array(DENSE)]
OTHER_FORMATS = ["csc", "coo", "bsr", "lil", "dok", "dia"]


@pytest.mark.parametrize("matrix", CSR, ids=["matrix", "array"])
@pytest.mark.parametrize("dtype", ["float32", "float64", "int32", "int64", "uint8", "bool"])
def test_numbers_of_any_dtype_are_of_the_kind(matrix, dtype):
    assert isinstance(matrix.astype(dtype), Csr2d)


def test_complex_numbers_are_not():
    assert not isinstance(CSR[0].astype("complex64"), Csr2d)


@pytest.mark.parametrize("format", OTHER_FORMATS)
def test_other_formats_are_not(format):
    assert not isinstance(CSR[1].asformat(format), Csr2d)


def test_an_array_with_one_axis_is_not():
    one_axis = type("csr_array", (), {"format": "csr", "ndim": 1, "dtype": DENSE.dtype})
    one_axis.__module__ = "scipy.sparse._csr"
    assert not isinstance(one_axis(), Csr2d)


def test_what_only_looks_like_it_is_not():
    look_alike = type("Table", (), {"format": "csr", "ndim": 2, "dtype": DENSE.dtype})
    assert not isinstance(look_alike(), Csr2d)


@pytest.mark.parametrize("value", [DENSE, None, [1, 2], "csr"])
def test_other_values_are_not(value):
    assert not isinstance(value, Csr2d)


def test_a_class_of_a_user_that_is_derived_from_it_is():
    class Counts(sparse.csr_matrix):
        pass

    assert isinstance(Counts(DENSE), Csr2d)


@pytest.mark.parametrize("kind", [Floats2d, Ints2d, Bools2d])
@pytest.mark.parametrize("format", ["csr", *OTHER_FORMATS])
def test_a_sparse_matrix_is_no_array(kind, format):
    for dtype in ("float32", "int32", "bool"):
        assert not isinstance(CSR[1].astype(dtype).asformat(format), kind)


def test_calling_the_kind_hands_the_same_matrix_on():
    assert Csr2d(CSR[0]) is CSR[0]


def test_calling_the_kind_with_another_format_says_how_to_convert_it():
    with pytest.raises(ArrayError) as caught:
        Csr2d(CSR[1].tocsc())
    assert str(caught.value) == (
        "not a matrix of the kind Csr2d\n"
        "  expected  numbers in a csr_matrix or csr_array of scipy.sparse\n"
        "  got       csc float32 (2, 3)\n"
        "  help      its method tocsr() converts it"
    )


def test_calling_the_kind_with_an_array():
    with pytest.raises(ArrayError, match=r"got       float32 \(2, 3\)$"):
        Csr2d(DENSE)


def test_the_kind_cannot_be_subclassed():
    with pytest.raises(ArgumentTypeError, match="cannot be subclassed"):
        type("Mine", (Csr2d,), {})


def test_it_is_a_field_of_pydantic():
    model = create_model("Model", value=(Csr2d, ...))
    assert model(value=CSR[0]).value is CSR[0]
    with pytest.raises(ValidationError, match="instance of Csr2d"):
        model(value=DENSE)


def test_its_name_its_description_and_its_width():
    assert kind_name(Floats2d | Csr2d) == "Floats2d | Csr2d"
    assert describe(CSR[0]) == "csr float32 (2, 3)"
    assert get_width(CSR[0]) == 3


def test_data_validation_tells_it_from_an_array():
    with data_validation(True):
        Linear(2).initialize(X=CSR[0])
        with pytest.raises(
            DataValidationError, match=r"expected Floats2d, got csr float32 \(2, 3\)"
        ):
            Relu(2).initialize(X=CSR[0])


def test_asking_does_not_import_scipy():
    program = (
        "import sys, numpy; from typedthinc.types import Csr2d; from typedthinc.api import Linear;"
        "assert not isinstance(numpy.zeros((1, 2)), Csr2d);"
        "Linear(2, 3).initialize().predict(numpy.zeros((1, 3), 'f'));"
        "assert not any(name.startswith('scipy') for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
