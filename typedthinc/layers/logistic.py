"""The old name of a layer."""

from __future__ import annotations

from typing import Any

from typing_extensions import TypeVar, deprecated

from typedthinc.layers.sigmoid_activation import forward
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import FloatsXd

FloatsT = TypeVar("FloatsT", bound=FloatsXd, default=Any)


# Programs and configs with the old name keep working without a word; type checkers mention it.
@registry.layers("Logistic.v1")
@deprecated("use sigmoid_activation, which is the same", category=None)
def Logistic() -> Model[FloatsT, FloatsT]:
    """Put each number between 0 and 1: the old name of `sigmoid_activation`.

    Shapes:
        X: Floats of any rank   Y: as X

    Raises:
        ArrayError: At run time, if the input is not an array of floats.

    Example:
        >>> from typedthinc.api import Logistic
        >>> Logistic().name
        'logistic'
    """
    return Model("logistic", forward)
