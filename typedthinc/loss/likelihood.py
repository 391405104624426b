"""The negative log-likelihood of the true class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, TypeAlias, cast, get_args

from typing_extensions import override

from typedthinc.backends.softmax import without_infinities
from typedthinc.errors import ArgumentError, ShapeError
from typedthinc.loss.base import (
    Loss,
    Numbers2d,
    as_floats,
    as_gradient,
    check_choice,
    check_probabilities,
    check_table,
)
from typedthinc.loss.truths import Labels, Truths
from typedthinc.registries import registry
from typedthinc.types import Bools2d, Floats2d
from typedthinc.util import get_array_module

ClassGuesses: TypeAlias = Literal["softmax", "probabilities", "logits"]
"""What the guesses of `NegativeLogLikelihood` are."""

_NAME = "NegativeLogLikelihood"
# No class counts as less likely than this, so that a loss of probabilities is finite.
_LEAST = 1e-30


class NegativeLogLikelihood(Loss[Numbers2d, Truths, Floats2d, float]):
    """The cross-entropy of class probabilities and true classes: -log p of the true class.

    The gradient is that of the loss. What it is taken with respect to is told
    by `guesses`:

    - `"softmax"`: the output of a `Softmax` layer, whose backward pass takes the
      gradient of its logits, so that is what is given: `guesses - truths`.
    - `"probabilities"`: probabilities from a layer whose backward pass takes the
      gradient of its output, such as `softmax_activation`.
    - `"logits"`: scores of any size, which go through a softmax in here.

    Truths are class ids, class names or rows with the probability of each class,
    for which the loss of a row is `-sum(truths * log(p))`.

    A probability below 1e-30 counts as 1e-30, which is a loss of 69, and has the
    slope that the loss has there, or the largest that the dtype holds. Infinite logits
    give what finite ones come close to: classes of plus infinity share the 1 equally.

    Args:
        guesses: What the guesses are.
        normalize: Whether to divide loss and gradient by the number of rows with
            a known truth, or with `class_weights` by the weights of their truths.
        names: The names of the classes in the order of their ids.
        missing_value: The class id or name that stands for an unknown truth:
            such a row has no gradient and adds nothing to the loss.
        label_smoothing: The probability, from 0 up to but not including
            (n - 1) / n for n classes, that is taken from the true class and given
            to the others in equal parts.
        class_weights: How much each class counts, 0 or more; 1 if left out.

    Shapes:
        guesses: Floats2d (batch, classes)   truths: Ints1d (batch,) or Floats2d
        (batch, classes)   gradient: Floats2d (batch, classes)

    Raises:
        ArgumentError: There are no guesses of that sort, or a weight is negative.

    Example:
        >>> import numpy
        >>> guesses = numpy.array([[0.75, 0.25], [0.5, 0.5]])
        >>> dY, loss = NegativeLogLikelihood()(guesses, [0, 1])
        >>> dY
        array([[-0.125,  0.125],
               [ 0.25 , -0.25 ]])
        >>> round(loss, 6)
        0.490415
    """

    def __init__(
        self,
        *,
        guesses: ClassGuesses = "softmax",
        normalize: bool = True,
        names: Sequence[str] | None = None,
        missing_value: str | int | None = None,
        label_smoothing: float = 0.0,
        class_weights: Sequence[float] | None = None,
    ) -> None:
        check_choice(_NAME, guesses, get_args(ClassGuesses))
        if class_weights is not None and not all(weight >= 0 for weight in class_weights):
            raise ArgumentError(
                f"{_NAME}: a class cannot count less than nothing",
                expected="class_weights of 0 or more",
                got=list(class_weights),
            )
        self.guesses: ClassGuesses = guesses
        self.normalize = normalize
        self.names = names
        self.class_weights = class_weights
        self.labels: Labels = Labels(
            names=names or (),
            missing_value=missing_value,
            neg_prefix=None,
            label_smoothing=label_smoothing,
            loss=_NAME,
        )

    @override
    def __call__(self, guesses: Numbers2d, truths: Truths) -> tuple[Floats2d, float]:
        batch = self._read(guesses, truths)
        return as_gradient(self._grad(batch), guesses), self._loss(batch)

    @override
    def get_grad(self, guesses: Numbers2d, truths: Truths) -> Floats2d:
        """The gradient of the loss, in the dtype of the guesses.

        Raises:
            ArgumentError: Guesses that are not logits, or truths, are not between
                0 and 1; the truths are strings, and no names were given; there is
                label smoothing, and the truths are rows of probabilities; or
                there is not one weight a class.
            ArrayError: The guesses are no array of numbers, or the truths are
                neither numbers nor names, or rows of different lengths.
            ShapeError: There are not as many truths as guesses, or the guesses
                have not two axes.
            UnknownNameError: A truth is not one of the names.
            BoundsError: A truth is not the id of a class.
        """
        return as_gradient(self._grad(self._read(guesses, truths)), guesses)

    @override
    def get_loss(self, guesses: Numbers2d, truths: Truths) -> float:
        """The loss; the errors are those of `get_grad`."""
        return self._loss(self._read(guesses, truths))

    def _read(self, guesses: Numbers2d, truths: Truths) -> _Batch:
        check_table(_NAME, guesses)
        guesses = as_floats(guesses)
        read, hidden = self.labels.read(truths, guesses)
        if guesses.shape != read.shape:
            raise ShapeError(
                f"Cannot calculate {_NAME} loss: guesses and truths have mismatched shapes",
                expected=f"truths for {guesses.shape}",
                source="the guesses",
                got=f"truths for {read.shape}",
            )
        if self.guesses != "logits":
            help = f"for scores of any size there is {_NAME}(guesses='logits')"
            check_probabilities(_NAME, "guesses", guesses, help=help)
        check_probabilities(_NAME, "truth values", read)
        target = self._weighted(cast("Any", read).astype(guesses.dtype))
        if hidden is not None:
            target[hidden] = 0.0
        return _Batch(guesses, target, hidden, self.guesses, self._divisor(target, hidden))

    def _weighted(self, target: Any) -> Any:
        if self.class_weights is None:
            return target
        if len(self.class_weights) != target.shape[1]:
            raise ArgumentError(
                f"Cannot calculate {_NAME} loss: there is not one weight a class",
                expected=f"{target.shape[1]} class_weights",
                source="the guesses",
                got=f"{len(self.class_weights)} class_weights",
            )
        xp = get_array_module(target)
        return target * xp.asarray(list(self.class_weights), dtype=target.dtype)

    def _divisor(self, target: Any, hidden: Bools2d | None) -> float:
        if not self.normalize:
            return 1.0
        if self.class_weights is not None:
            return float(target.sum()) or 1.0
        missing = 0 if hidden is None else int(hidden.all(axis=1).sum())
        return float(max(1, len(target) - missing))

    def _grad(self, batch: _Batch) -> Floats2d:
        grad: Floats2d = batch.slopes()
        if batch.hidden is not None:
            grad[batch.hidden] = 0.0
        grad /= batch.divisor
        return grad

    def _loss(self, batch: _Batch) -> float:
        xp = get_array_module(batch.guesses)
        # What is sure not to be counts nothing, even where its logarithm is -inf.
        logs = xp.where(batch.target != 0, batch.logs(), 0.0)
        return 0.0 - float((batch.target * logs).sum()) / batch.divisor


class _Batch:
    """Guesses, and how much each class counts in each row."""

    def __init__(
        self,
        guesses: Any,
        target: Any,
        hidden: Bools2d | None,
        kind: ClassGuesses,
        divisor: float,
    ) -> None:
        self.guesses = guesses
        self.target = target
        self.hidden = hidden
        self.kind = kind
        self.divisor = divisor

    def logs(self) -> Any:
        """The logarithm of each probability."""
        xp = get_array_module(self.guesses)
        if self.kind != "logits":
            return xp.log(xp.maximum(self.guesses, _LEAST))
        if not self.guesses.size:
            return self.guesses
        logits, greatest = self.guesses, self.guesses.max(axis=1, keepdims=True)
        if xp.isinf(greatest).any():
            logits, greatest = without_infinities(xp, logits, greatest)
        below: Any = logits - greatest
        return below - xp.log(xp.exp(below).sum(axis=1, keepdims=True))

    def slopes(self) -> Any:
        """The gradient of the sum over all rows."""
        xp: Any = get_array_module(self.guesses)
        if self.kind == "probabilities":
            return -self.target / xp.maximum(self.guesses, _LEAST)
        probabilities = xp.exp(self.logs()) if self.kind == "logits" else self.guesses
        return probabilities * self.target.sum(axis=1, keepdims=True) - self.target


@registry.losses("NegativeLogLikelihood.v1")
def configure_NegativeLogLikelihood(
    *,
    guesses: ClassGuesses = "softmax",
    normalize: bool = True,
    names: Sequence[str] | None = None,
    missing_value: str | int | None = None,
    label_smoothing: float = 0.0,
    class_weights: Sequence[float] | None = None,
) -> NegativeLogLikelihood:
    """`NegativeLogLikelihood`, for a config."""
    return NegativeLogLikelihood(
        guesses=guesses,
        normalize=normalize,
        names=names,
        missing_value=missing_value,
        label_smoothing=label_smoothing,
        class_weights=class_weights,
    )
