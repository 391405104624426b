from __future__ import annotations

import numpy
import pytest

from typedthinc.errors import ArrayError, ShapeError
from typedthinc.util import ArrayInfo

INFO = ArrayInfo.from_array(numpy.zeros((2, 3), dtype="float32"))


def test_info_holds_shape_and_dtype() -> None:
    assert INFO == ArrayInfo(shape=(2, 3), dtype=numpy.dtype("float32"))


def test_a_like_array_passes() -> None:
    INFO.check_consistency(numpy.ones((2, 3), dtype="float32"))


def test_dtype_may_be_a_name() -> None:
    ArrayInfo((2,), "float32").check_consistency(numpy.ones(2, dtype="float32"))


def test_another_shape_is_an_error() -> None:
    with pytest.raises(ShapeError, match="gradient of the wrong shape") as caught:
        INFO.check_consistency(numpy.ones((2, 4), dtype="float32"))
    assert "expected  (2, 3)    the shape of Y" in str(caught.value)
    assert "got       (2, 4)" in str(caught.value)


def test_another_dtype_is_an_error() -> None:
    with pytest.raises(ArrayError, match="gradient of the wrong dtype") as caught:
        INFO.check_consistency(numpy.ones((2, 3), dtype="float64"))
    assert "expected  float32    the dtype of Y" in str(caught.value)
