"""The loss of choosing one class out of several."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from typedthinc.errors import ShapeError
from typedthinc.loss.base import (
    Loss,
    Numbers2d,
    as_floats,
    as_gradient,
    check_arrays,
    check_probabilities,
    sum_of_squares,
)
from typedthinc.loss.truths import Labels, Truths
from typedthinc.registries import registry
from typedthinc.types import Floats2d


class CategoricalCrossentropy(Loss[Numbers2d, Truths, Floats2d, float]):
    """Compares rows of class probabilities with the true classes.

    The gradient is that of the cross-entropy with respect to the logits,
    `guesses - truths`: the layers `Softmax` expect it so. The loss is the sum
    of the squared gradient. It falls to 0 as the guesses become right, but it
    is not the cross-entropy, `-log p`.

    Truths are class ids, class names or rows with the probability of each class.

    Args:
        normalize: Whether to divide the gradient by the number of rows.
        names: The names of the classes in the order of their ids.
        missing_value: The class id or name that stands for an unknown truth:
            such a row has no gradient and adds nothing to the loss.
        neg_prefix: What marks a class name as wrong, `"!"` in `"!dog"`: the
            probability of that class should be 0, the others do not count.
        label_smoothing: The probability, from 0 up to but not including
            (n - 1) / n for n classes, that is taken from the true class and given
            to the others in equal parts.

    Shapes:
        guesses: Floats2d (batch, classes)   truths: Ints1d (batch,) or Floats2d
        (batch, classes)   gradient: Floats2d (batch, classes)

    Example:
        >>> import numpy
        >>> guesses = numpy.array([[0.75, 0.25], [0.5, 0.5]])
        >>> dY, loss = CategoricalCrossentropy()(guesses, [0, 1])
        >>> dY
        array([[-0.125,  0.125],
               [ 0.25 , -0.25 ]])
        >>> loss
        0.15625
    """

    def __init__(
        self,
        *,
        normalize: bool = True,
        names: Sequence[str] | None = None,
        missing_value: str | int | None = None,
        neg_prefix: str | None = None,
        label_smoothing: float = 0.0,
    ) -> None:
        self.normalize = normalize
        self.names = names
        self.labels: Labels = Labels(
            names=names or (),
            missing_value=missing_value,
            neg_prefix=neg_prefix,
            label_smoothing=label_smoothing,
        )

    @override
    def __call__(self, guesses: Numbers2d, truths: Truths) -> tuple[Floats2d, float]:
        grad = self.get_grad(guesses, truths)
        return grad, sum_of_squares(grad)

    @override
    def get_grad(self, guesses: Numbers2d, truths: Truths) -> Floats2d:
        """The difference between guesses and truths.

        Raises:
            ArgumentError: Guesses or truths are not between 0 and 1; the
                truths are strings, and no names were given; or there is label
                smoothing, and the truths are rows of probabilities.
            ArrayError: The guesses are no array of numbers, or the truths are
                neither numbers nor names, or rows of different lengths.
            ShapeError: There are not as many truths as guesses.
            UnknownNameError: A truth is not one of the names.
            BoundsError: A truth is not the id of a class.
        """
        check_arrays("CategoricalCrossentropy loss", guesses=guesses)
        X = as_floats(guesses)
        target, hidden = self.labels.read(truths, X)
        if X.shape != target.shape:
            raise ShapeError(
                "Cannot calculate CategoricalCrossentropy loss: guesses and truths have "
                "mismatched shapes",
                expected=f"truths for {X.shape}",
                source="the guesses",
                got=f"truths for {target.shape}",
            )
        help = "Softmax gives probabilities"
        check_probabilities("CategoricalCrossentropy", "guesses", X, help=help)
        check_probabilities("CategoricalCrossentropy", "truth values", target)
        grad: Floats2d = X - target.astype(X.dtype, copy=False)
        if hidden is not None:
            grad[hidden] = 0.0
        if self.normalize:
            grad /= max(1, len(X))
        return as_gradient(grad, guesses)

    @override
    def get_loss(self, guesses: Numbers2d, truths: Truths) -> float:
        """The sum of the squared gradient; the errors are those of `get_grad`."""
        return sum_of_squares(self.get_grad(guesses, truths))


@registry.losses("CategoricalCrossentropy.v1")
def configure_CategoricalCrossentropy_v1(
    *,
    normalize: bool = True,
    names: Sequence[str] | None = None,
    missing_value: str | int | None = None,
) -> CategoricalCrossentropy:
    """`CategoricalCrossentropy` for a config, in its first version."""
    return CategoricalCrossentropy(normalize=normalize, names=names, missing_value=missing_value)


@registry.losses("CategoricalCrossentropy.v2")
def configure_CategoricalCrossentropy_v2(
    *,
    normalize: bool = True,
    names: Sequence[str] | None = None,
    missing_value: str | int | None = None,
    neg_prefix: str | None = None,
) -> CategoricalCrossentropy:
    """`CategoricalCrossentropy` for a config, with `neg_prefix`."""
    return CategoricalCrossentropy(
        normalize=normalize, names=names, missing_value=missing_value, neg_prefix=neg_prefix
    )


@registry.losses("CategoricalCrossentropy.v3")
def configure_CategoricalCrossentropy_v3(
    *,
    normalize: bool = True,
    names: Sequence[str] | None = None,
    missing_value: str | int | None = None,
    neg_prefix: str | None = None,
    label_smoothing: float = 0.0,
) -> CategoricalCrossentropy:
    """`CategoricalCrossentropy` for a config, with `label_smoothing`."""
    return CategoricalCrossentropy(
        normalize=normalize,
        names=names,
        missing_value=missing_value,
        neg_prefix=neg_prefix,
        label_smoothing=label_smoothing,
    )
