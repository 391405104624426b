from __future__ import annotations

from typing import Any, Literal

import numpy
import pytest

from typedthinc.errors import ArrayError
from typedthinc.types import validate_array

Sort = Literal["f", "i", "b"]


@pytest.mark.parametrize(
    ("array", "ndim", "dtype"),
    [
        (numpy.zeros((2, 3)), None, None),
        (numpy.zeros((2, 3)), 2, None),
        (numpy.zeros((2, 3), dtype="float16"), None, "f"),
        (numpy.zeros((0, 3), dtype="uint64"), 2, "i"),
        (numpy.zeros(3, dtype="bool"), 1, "b"),
        (numpy.array(["text"]), 1, None),
    ],
)
def test_fitting_array_is_handed_on(array: Any, ndim: int | None, dtype: Sort | None) -> None:
    assert validate_array(array, ndim=ndim, dtype=dtype) is array


@pytest.mark.parametrize(
    ("ndim", "dtype", "wanted"),
    [(3, None, "3 axes"), (None, "i", "integers"), (2, "b", "booleans with 2 axes")],
)
def test_misfit_is_an_error(ndim: int | None, dtype: Sort | None, wanted: str) -> None:
    with pytest.raises(ArrayError, match=f"not an array of {wanted}") as caught:
        validate_array(numpy.zeros((2, 3)), ndim=ndim, dtype=dtype)
    assert str(caught.value).splitlines()[1:] == [
        f"  expected  {wanted}",
        "  got       float64 (2, 3)",
    ]


@pytest.mark.parametrize("value", [[1.0], 1.0, None])
def test_what_is_no_array_is_an_error(value: Any) -> None:
    with pytest.raises(ArrayError, match="not a NumPy or CuPy array"):
        validate_array(value)
