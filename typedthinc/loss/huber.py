"""The squared distance, but straight where it is large."""

from __future__ import annotations

from numbers import Real
from typing import Any, cast

from typing_extensions import override

from typedthinc.errors import ArgumentError, ArgumentTypeError
from typedthinc.loss.base import Loss, Numbers2d, as_gradient, as_pair
from typedthinc.registries import registry
from typedthinc.types import Floats2d
from typedthinc.util import get_array_module


class Huber(Loss[Numbers2d, Numbers2d, Floats2d, float]):
    """Compares numbers by the square of small differences and the size of large ones.

    The loss of a difference d is d² / 2 up to `delta`, and delta (|d| - delta / 2)
    beyond, so that a few truths far off do not rule the rest. That of a row is
    the sum over its columns. The gradient is that of the loss with respect to
    the guesses.

    Args:
        delta: The difference, above 0, at which the square ends.
        normalize: Whether to divide loss and gradient by the number of rows.

    Shapes:
        guesses: Floats2d (batch, width)   truths: Floats2d (batch, width)
        gradient: Floats2d (batch, width)

    Raises:
        ArgumentError: `delta` is not above 0.
        ArgumentTypeError: `delta` is no number.

    Source:
        Huber, Robust Estimation of a Location Parameter, Annals of Mathematical
        Statistics 35 (1964), https://doi.org/10.1214/aoms/1177703732

    Example:
        >>> import numpy
        >>> Huber()(numpy.array([[1.5, 3.0]]), numpy.array([[1.0, 8.0]]))
        (array([[ 0.5, -1. ]]), 4.625)
    """

    def __init__(self, *, delta: float = 1.0, normalize: bool = True) -> None:
        given: Any = delta
        if not isinstance(given, Real):
            raise ArgumentTypeError(
                "Huber: delta is a difference above 0", expected="delta > 0", got=repr(given)
            )
        if not delta > 0:
            raise ArgumentError(
                "Huber: delta is a difference above 0", expected="delta > 0", got=delta
            )
        self.delta = delta
        self.normalize = normalize

    @override
    def __call__(self, guesses: Numbers2d, truths: Numbers2d) -> tuple[Floats2d, float]:
        difference, slopes = self._read(guesses, truths)
        return self._grad(slopes, guesses), self._loss(difference, slopes)

    @override
    def get_grad(self, guesses: Numbers2d, truths: Numbers2d) -> Floats2d:
        """The difference, cut off at `delta` to both sides.

        Raises:
            ArrayError: Guesses or truths are no array of numbers.
            ShapeError: The shapes differ.
        """
        return self._grad(self._read(guesses, truths)[1], guesses)

    @override
    def get_loss(self, guesses: Numbers2d, truths: Numbers2d) -> float:
        """The loss.

        Raises:
            ArrayError: Guesses or truths are no array of numbers.
            ShapeError: The shapes differ.
        """
        return self._loss(*self._read(guesses, truths))

    def _read(self, guesses: Numbers2d, truths: Numbers2d) -> tuple[Any, Any]:
        guesses, truths = as_pair("Huber loss", guesses, truths)
        difference = guesses - truths
        xp: Any = get_array_module(difference)
        return difference, xp.clip(difference, -self.delta, self.delta)

    def _grad(self, slopes: Any, guesses: Numbers2d) -> Floats2d:
        return as_gradient(cast("Floats2d", slopes / self._divisor(slopes)), guesses)

    def _loss(self, difference: Any, slopes: Any) -> float:
        return float((slopes * (difference - 0.5 * slopes)).sum()) / self._divisor(slopes)

    def _divisor(self, slopes: Any) -> int:
        return max(1, len(slopes)) if self.normalize else 1


@registry.losses("Huber.v1")
def configure_Huber(*, delta: float = 1.0, normalize: bool = True) -> Huber:
    """`Huber`, for a config."""
    return Huber(delta=delta, normalize=normalize)
