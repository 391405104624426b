"""The angle between vectors."""

from __future__ import annotations

from typing_extensions import override

from typedthinc.loss.base import Loss, Numbers2d, as_gradient, as_pair
from typedthinc.registries import registry
from typedthinc.types import Floats2d
from typedthinc.util import get_array_module

_AWAY_FROM_ZERO = 1e-8


class CosineDistance(Loss[Numbers2d, Numbers2d, Floats2d, float]):
    """Compares the directions of vectors.

    The loss is the sum of 1 minus the cosine of each row, and the gradient is
    its derivative. 1e-8 is added to all numbers, since a vector of zeros has no
    direction.

    Args:
        normalize: Whether to divide gradient and loss by the number of rows.
        ignore_zeros: Whether rows whose truth is all zeros do not count.

    Shapes:
        guesses: Floats2d (batch, width)   truths: Floats2d (batch, width)
        gradient: Floats2d (batch, width)

    Example:
        >>> import numpy
        >>> loss = CosineDistance().get_loss(numpy.array([[3.0, 4.0]]), numpy.array([[8.0, 6.0]]))
        >>> round(loss, 6)
        0.04
    """

    def __init__(self, *, normalize: bool = True, ignore_zeros: bool = False) -> None:
        self.normalize = normalize
        self.ignore_zeros = ignore_zeros

    def get_similarity(self, guesses: Numbers2d, truths: Numbers2d) -> Floats2d:
        """The cosine of each row.

        Shapes:
            guesses: Floats2d (batch, width)   truths: Floats2d (batch, width)
            result: Floats2d (batch, 1)

        Raises:
            ArrayError: Guesses or truths are no array of numbers.
            ShapeError: The shapes differ.
        """
        return as_gradient(_Angles(guesses, truths).cosine, guesses)

    @override
    def get_grad(self, guesses: Numbers2d, truths: Numbers2d) -> Floats2d:
        """The derivative of the loss.

        Raises:
            ArrayError: Guesses or truths are no array of numbers.
            ShapeError: The shapes differ.
        """
        angles = _Angles(guesses, truths)
        X, Y = angles.guesses, angles.truths
        grad: Floats2d = angles.cosine * X / angles.guess_norm**2
        grad -= Y / (angles.guess_norm * angles.truth_norm)
        if self.ignore_zeros:
            grad[_is_zero(truths)] = 0.0
        if self.normalize:
            grad /= max(1, len(grad))
        return as_gradient(grad, guesses)

    @override
    def get_loss(self, guesses: Numbers2d, truths: Numbers2d) -> float:
        """The sum of 1 minus the cosine.

        Raises:
            ArrayError: Guesses or truths are no array of numbers.
            ShapeError: The shapes differ.
        """
        distances = abs(_Angles(guesses, truths).cosine - 1.0)
        if self.ignore_zeros:
            distances[_is_zero(truths)] = 0.0
        if self.normalize:
            distances /= max(1, len(distances))
        return float(distances.sum())


class _Angles:
    def __init__(self, guesses: Numbers2d, truths: Numbers2d) -> None:
        X, Y = as_pair("cosine similarity", guesses, truths)
        xp = get_array_module(X)
        self.guesses = X + _AWAY_FROM_ZERO
        self.truths = Y + _AWAY_FROM_ZERO
        self.guess_norm: Floats2d = xp.linalg.norm(self.guesses, axis=1, keepdims=True)
        self.truth_norm: Floats2d = xp.linalg.norm(self.truths, axis=1, keepdims=True)
        dot = (self.guesses * self.truths).sum(axis=1, keepdims=True)
        self.cosine: Floats2d = dot / (self.guess_norm * self.truth_norm)


def _is_zero(truths: Numbers2d) -> object:
    return (truths == 0).all(axis=1)


@registry.losses("CosineDistance.v1")
def configure_CosineDistance(
    *, normalize: bool = True, ignore_zeros: bool = False
) -> CosineDistance:
    """`CosineDistance`, for a config."""
    return CosineDistance(normalize=normalize, ignore_zeros=ignore_zeros)
