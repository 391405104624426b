"""Unions of array kinds and the names of dtypes and devices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal, TypeAlias

from typing_extensions import TypeVar

from typedthinc.types.arrays import (
    Floats1d,
    Floats2d,
    Floats3d,
    Floats4d,
    Ints1d,
    Ints2d,
    Ints3d,
    Ints4d,
)
from typedthinc.types.padded import Padded
from typedthinc.types.pairs import Pairs
from typedthinc.types.ragged import Ragged

Array1d: TypeAlias = Floats1d | Ints1d
Array2d: TypeAlias = Floats2d | Ints2d
Array3d: TypeAlias = Floats3d | Ints3d
Array4d: TypeAlias = Floats4d | Ints4d
FloatsXd: TypeAlias = Floats1d | Floats2d | Floats3d | Floats4d
IntsXd: TypeAlias = Ints1d | Ints2d | Ints3d | Ints4d
ArrayXd: TypeAlias = FloatsXd | IntsXd
List1d: TypeAlias = list[Floats1d] | list[Ints1d]
List2d: TypeAlias = list[Floats2d] | list[Ints2d]
List3d: TypeAlias = list[Floats3d] | list[Ints3d]
List4d: TypeAlias = list[Floats4d] | list[Ints4d]
ListXd: TypeAlias = List1d | List2d | List3d | List4d
Batchable: TypeAlias = Pairs[Any, Any] | Ragged | Padded | ArrayXd | list[Any] | tuple[Any, ...]

Shape: TypeAlias = tuple[int, ...]
DTypesFloat: TypeAlias = Literal["f", "float16", "float32", "float64"]
DTypesInt: TypeAlias = Literal[
    "i", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"
]
DTypes: TypeAlias = DTypesFloat | DTypesInt
DeviceTypes: TypeAlias = Literal["cpu", "gpu", "tpu"]

Generator: TypeAlias = Iterator[Any]
Decorator: TypeAlias = Callable[[Any], Any]

# A generic layer that stands alone has no input to learn its kind from; the
# default keeps checkers from asking for an annotation.
FloatsXdT = TypeVar("FloatsXdT", Floats1d, Floats2d, Floats3d, Floats4d)
ArrayXdT = TypeVar("ArrayXdT", bound=ArrayXd, default=Any)
XY_YZ_OutT = TypeVar("XY_YZ_OutT")
XY_XY_OutT = TypeVar("XY_XY_OutT")

_InT = TypeVar("_InT")
_OutT = TypeVar("_OutT")
Backprop: TypeAlias = Callable[[_OutT], _InT]
