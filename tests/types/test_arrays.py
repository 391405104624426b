"""Array kinds at run time."""

import numpy
import pytest

from typedthinc import types
from typedthinc.errors import ArgumentTypeError, ArrayError
from typedthinc.types import Floats1d, Floats2d, Ints1d

FLOATS = ["float16", "float32", "float64"]
INTS = ["int32", "int64", "uint32", "uint64", "uint8"]


@pytest.mark.parametrize("rank", [1, 2, 3, 4])
@pytest.mark.parametrize("dtype", FLOATS + INTS + ["bool"])
def test_isinstance_tells_kind_and_rank(rank, dtype):
    array = numpy.zeros((1,) * rank, dtype=dtype)
    name = "Floats" if dtype in FLOATS else "Ints" if dtype in INTS else "Bools"
    matching = {
        f"{kind}{n}d"
        for kind in ("Floats", "Ints", "Bools")
        for n in (1, 2, 3, 4)
        if isinstance(array, getattr(types, f"{kind}{n}d"))
    }
    assert matching == {f"{name}{rank}d"}


def test_calling_a_kind_hands_the_same_array_on():
    array = numpy.zeros((2, 3), dtype="f")
    assert Floats2d(array) is array


def test_calling_a_kind_with_a_list_makes_an_array():
    assert Floats1d([1.0, 2.0]).tolist() == [1.0, 2.0]


def test_empty_arrays_have_a_kind():
    assert isinstance(numpy.zeros((0, 3), dtype="f"), Floats2d)


@pytest.mark.parametrize("value", [None, "text", [1, 2], object(), numpy.float32(1.0)])
def test_other_values_are_of_no_kind(value):
    assert not isinstance(value, Floats1d)


def test_calling_a_kind_with_another_says_what_was_expected():
    with pytest.raises(ArrayError) as caught:
        Floats2d(numpy.zeros((5,), dtype="int32"))
    assert str(caught.value) == (
        "not an array of the kind Floats2d\n  expected  floats with 2 axes\n  got       int32 (5,)"
    )


def test_kinds_cannot_be_subclassed():
    with pytest.raises(ArgumentTypeError, match="cannot be subclassed"):
        type("Mine", (Ints1d,), {})
