"""Values set to zero at random, in training only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typing_extensions import TypeVar

from typedthinc.errors import ArrayError, ShapeError
from typedthinc.layers._dense import as_dtype
from typedthinc.layers._dropout import checked_rate, draw_mask
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Padded, Ragged
from typedthinc.types.describe import describe

T = TypeVar("T", default=Any)


@registry.layers("Dropout.v1")
def Dropout(rate: float = 0.0) -> Model[T, T]:  # pyright: ignore[reportInvalidTypeVarUse]  # any kind
    """Set a share of the values to zero in training, and scale the rest up to make up for it.

    Outside of training the input is passed through. So it is while the attribute
    `is_enabled` is False or the attribute `dropout_rate` is 0.

    Args:
        rate: The share of values that is set to zero, from 0 to 1.

    Shapes:
        X: floats of any shape, a list of them, Ragged or Padded   Y: as X; a list for a tuple

    Raises:
        ArgumentError: `rate` is not between 0 and 1.
        ArrayError: In training, if the input does not hold floats.

    Source:
        Srivastava et al., Dropout: A Simple Way to Prevent Neural Networks from
        Overfitting, JMLR 15, 2014.

    Example:
        >>> from typedthinc.api import Dropout
        >>> import numpy
        >>> Y, backprop = Dropout(1.0).begin_update(numpy.ones((1, 2), dtype="f"))
        >>> Y.tolist()
        [[0.0, 0.0]]
    """
    return Model("dropout", forward, attrs={"dropout_rate": checked_rate(rate), "is_enabled": True})


def forward(model: Model[T, T], X: T, is_train: bool) -> tuple[T, Callable[[T], T]]:
    rate = checked_rate(model.attrs["dropout_rate"], node=model)
    if not (is_train and rate and model.attrs["is_enabled"]):
        return X, _pass_through
    masks = [draw_mask(model, array.shape, rate, array) for array in _arrays_of(model, X)]

    def masked(batch: T) -> T:
        arrays = _arrays_of(model, batch)
        _check_shapes(model, arrays, masks)
        dropped = [as_dtype(array, mask) * mask for array, mask in zip(arrays, masks)]
        result: T = _refilled(batch, dropped)
        return result

    # A product with a mask is its own way back.
    return masked(X), masked


def _pass_through(dY: T) -> T:
    return dY


def _arrays_of(model: Model[Any, Any], batch: Any) -> list[Any]:
    arrays = [batch]
    if isinstance(batch, Ragged):
        arrays = [batch.dataXd]
    elif isinstance(batch, Padded):
        arrays = [batch.data]
    elif isinstance(batch, (list, tuple)):
        arrays = list(batch)
    for array in arrays:
        if getattr(getattr(array, "dtype", None), "kind", None) != "f":
            raise ArrayError(
                "got values of the wrong kind",
                node=model,
                expected="floats in an array, a list of arrays, a Ragged or a Padded",
                got=describe(array),
            )
    return arrays


def _check_shapes(model: Model[Any, Any], arrays: list[Any], masks: list[Any]) -> None:
    shapes, wanted = ([array.shape for array in either] for either in (arrays, masks))
    if shapes != wanted:
        raise ShapeError(
            "backprop got a gradient of the wrong shape",
            node=model,
            expected=wanted,
            source="the shape of each array of Y",
            got=shapes,
        )


def _refilled(batch: Any, arrays: list[Any]) -> Any:
    if isinstance(batch, Ragged):
        return Ragged(arrays[0], batch.lengths)
    if isinstance(batch, Padded):
        return Padded(arrays[0], batch.size_at_t, batch.lengths, batch.indices)
    if isinstance(batch, (list, tuple)):
        return arrays
    return arrays[0]
