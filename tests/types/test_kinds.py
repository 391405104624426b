from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, List, Literal, Optional, ParamSpec, TypeVar, Union

import numpy
import pytest

from typedthinc.types import (
    Array2d,
    ArrayXd,
    ArrayXdT,
    Batchable,
    Floats1d,
    Floats2d,
    Floats3d,
    Floats4d,
    FloatsXd,
    FloatsXdT,
    Ints2d,
    IntsXd,
    ListXd,
    Pairs,
    Ragged,
)
from typedthinc.types.kinds import ground, kind_name

FreeT = TypeVar("FreeT")
BoundT = TypeVar("BoundT", bound=Ragged)
LateT = TypeVar("LateT", bound="Ragged")
P = ParamSpec("P")


@pytest.mark.parametrize(
    ("annotation", "name"),
    [
        (Floats2d, "Floats2d"),
        (FloatsXd, "FloatsXd"),
        (IntsXd, "IntsXd"),
        (ArrayXd, "ArrayXd"),
        (Array2d, "Array2d"),
        (Union[Ints2d, Floats2d], "Array2d"),
        (Ints2d | Floats2d, "Array2d"),
        (ListXd, "ListXd"),
        (Batchable, "Batchable"),
        (Floats2d | Ragged, "Floats2d | Ragged"),
        (Union[Ragged, FloatsXd, None], "Ragged | FloatsXd | None"),
        (Union[FloatsXd, Ints2d], "FloatsXd | Ints2d"),
        (Optional[Ragged], "Ragged | None"),
        (list[Floats2d], "list[Floats2d]"),
        (List[Floats2d], "list[Floats2d]"),
        (Sequence[FloatsXd], "Sequence[FloatsXd]"),
        (tuple[Floats2d, ...], "tuple[Floats2d, ...]"),
        (Pairs[Floats2d, Any], "Pairs[Floats2d, *]"),
        (Callable[[int], str], "Callable"),
        (Literal["a"], "Literal"),
        (numpy.ndarray, "ndarray"),
        (None, "None"),
        (Any, "*"),
        (object, "*"),
        (FreeT, "*"),
        (LateT, "*"),
        (list[FreeT], "list[*]"),
        (BoundT, "Ragged"),
        (FloatsXdT, "FloatsXd"),
        (list[ArrayXdT], "list[ArrayXd]"),
        (BoundT | None, "Ragged | None"),
    ],
)
def test_names_of_kinds(annotation: Any, name: str) -> None:
    assert kind_name(annotation) == name


@pytest.mark.parametrize(
    ("annotation", "grounded"),
    [
        (Floats2d, Floats2d),
        (FloatsXdT, Union[Floats1d, Floats2d, Floats3d, Floats4d]),
        (list[BoundT], list[Ragged]),
        (dict[str, list[FreeT]], dict[str, list[Any]]),
        (Callable[P, int], Any),
        (Pairs, Pairs),
    ],
)
def test_type_variables_become_their_bounds(annotation: Any, grounded: Any) -> None:
    assert ground(annotation) == grounded
