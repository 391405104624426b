from __future__ import annotations

from typing import Any

import numpy
import pytest
from pydantic import ValidationError, create_model

from typedthinc.types import (
    ArgsKwargs,
    ArrayXd,
    Floats1d,
    Floats2d,
    Floats3d,
    Floats4d,
    FloatsXd,
    Ints1d,
    Ints2d,
    Ints3d,
    Ints4d,
    Padded,
    Pairs,
    Ragged,
    SizedGenerator,
)

FLOAT_KINDS = [Floats1d, Floats2d, Floats3d, Floats4d]
INT_KINDS = [Ints1d, Ints2d, Ints3d, Ints4d]
KINDS = [*zip(FLOAT_KINDS, [1, 2, 3, 4], "f" * 4), *zip(INT_KINDS, [1, 2, 3, 4], "i" * 4)]
DTYPES = {"f": ["float16", "float32", "float64"], "i": ["int32", "int64", "uint32", "uint64"]}

LENGTHS = numpy.array([1, 1])
CONTAINERS: list[Any] = [
    Ragged(numpy.zeros((2, 3)), LENGTHS),
    Padded(numpy.zeros((1, 2, 3)), LENGTHS, LENGTHS, LENGTHS),
    Pairs([1], [2]),
    ArgsKwargs((1,), {}),
    SizedGenerator(lambda: iter([1]), 1),
]


def field(kind: Any, value: Any) -> Any:
    model: Any = create_model("Model", value=(kind, ...))
    return model(value=value).value


@pytest.mark.parametrize(("kind", "rank", "sort"), KINDS)
@pytest.mark.parametrize("size", [0, 2])
def test_array_that_fits_comes_back_itself(kind: Any, rank: int, sort: str, size: int) -> None:
    for dtype in DTYPES[sort]:
        array = numpy.zeros((size,) * rank, dtype=dtype)
        assert field(kind, array) is array


@pytest.mark.parametrize(("kind", "rank", "sort"), KINDS)
@pytest.mark.parametrize("size", [0, 2])
def test_wrong_rank_or_dtype_is_an_error(kind: Any, rank: int, sort: str, size: int) -> None:
    other = "i" if sort == "f" else "f"
    misfits = [((size,) * (rank + 1), sort), ((size,) * (rank - 1), sort), ((size,) * rank, other)]
    for shape, dtype in misfits:
        with pytest.raises(ValidationError, match=f"of the kind {kind.__name__}"):
            field(kind, numpy.zeros(shape, dtype=dtype))


@pytest.mark.parametrize("value", [[[1.0, 2.0]], 1.0, "text", None])
def test_nothing_is_converted_to_an_array(value: Any) -> None:
    with pytest.raises(ValidationError, match="an array of the kind Floats2d"):
        field(Floats2d, value)


def test_unions_of_kinds_are_fields() -> None:
    floats, ints = numpy.zeros((1, 2, 3), dtype="f"), numpy.zeros(3, dtype="i")
    assert field(FloatsXd, floats) is floats
    assert field(ArrayXd, ints) is ints
    assert field(list[FloatsXd], [floats])[0] is floats
    with pytest.raises(ValidationError):
        field(FloatsXd, ints)


@pytest.mark.parametrize("value", CONTAINERS, ids=lambda value: type(value).__name__)
def test_containers_are_fields_as_instances(value: Any) -> None:
    assert field(type(value), value) is value


@pytest.mark.parametrize("value", CONTAINERS, ids=lambda value: type(value).__name__)
def test_only_instances_are_containers(value: Any) -> None:
    for other in ({"one": [1], "two": [2], "args": (), "kwargs": {}}, [1, 2], None):
        with pytest.raises(ValidationError, match=f"instance of {type(value).__name__}"):
            field(type(value), other)


def test_generic_container_is_a_field() -> None:
    value = Pairs([1], [2])
    assert field(Pairs[int, int], value) is value
