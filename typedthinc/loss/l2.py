"""The squared distance between vectors."""

from __future__ import annotations

from typing_extensions import override

from typedthinc.loss.base import Loss, Numbers2d, as_gradient, as_pair, sum_of_squares
from typedthinc.registries import registry
from typedthinc.types import Floats2d


class L2Distance(Loss[Numbers2d, Numbers2d, Floats2d, float]):
    """Compares vectors by the square of their distance.

    The gradient is the difference, `guesses - truths`, half of that of the
    squared distance. The loss is the sum of the squared gradient.

    Args:
        normalize: Whether to divide the gradient by the number of rows, and so
            the loss by its square.

    Shapes:
        guesses: Floats2d (batch, width)   truths: Floats2d (batch, width)
        gradient: Floats2d (batch, width)

    Example:
        >>> import numpy
        >>> guesses, truths = numpy.array([[1.0, 2.0]]), numpy.array([[4.0, 2.0]])
        >>> L2Distance()(guesses, truths)
        (array([[-3.,  0.]]), 9.0)
    """

    def __init__(self, *, normalize: bool = True) -> None:
        self.normalize = normalize

    @override
    def __call__(self, guesses: Numbers2d, truths: Numbers2d) -> tuple[Floats2d, float]:
        grad = self.get_grad(guesses, truths)
        return grad, sum_of_squares(grad)

    @override
    def get_grad(self, guesses: Numbers2d, truths: Numbers2d) -> Floats2d:
        """The difference between guesses and truths.

        Raises:
            ArrayError: Guesses or truths are no array of numbers.
            ShapeError: The shapes differ.
        """
        X, Y = as_pair("L2 distance", guesses, truths)
        grad = X - Y
        if self.normalize:
            grad /= max(1, len(grad))
        return as_gradient(grad, guesses)

    @override
    def get_loss(self, guesses: Numbers2d, truths: Numbers2d) -> float:
        """The sum of the squared gradient.

        Raises:
            ArrayError: Guesses or truths are no array of numbers.
            ShapeError: The shapes differ.
        """
        return sum_of_squares(self.get_grad(guesses, truths))


@registry.losses("L2Distance.v1")
def configure_L2Distance(*, normalize: bool = True) -> L2Distance:
    """`L2Distance`, for a config."""
    return L2Distance(normalize=normalize)
