"""The loss of yes-or-no questions."""

from __future__ import annotations

import math
from typing import Any, Literal, TypeAlias, cast, get_args

from typing_extensions import override

from typedthinc.errors import ArgumentError
from typedthinc.loss.base import (
    Loss,
    Numbers2d,
    as_gradient,
    as_pair,
    check_choice,
    check_probabilities,
    check_table,
)
from typedthinc.registries import registry
from typedthinc.types import Floats2d
from typedthinc.util import get_array_module

YesNoGuesses: TypeAlias = Literal["probabilities", "logits"]
"""What the guesses of `BinaryCrossentropy` are."""

_NAME = "BinaryCrossentropy"
# No answer counts as less likely than this, so that a loss of probabilities is finite.
_LEAST = 1e-12


class BinaryCrossentropy(Loss[Numbers2d, Numbers2d, Floats2d, float]):
    """The cross-entropy of yes-or-no questions, one a column, and their answers.

    The loss of a number is `-log(p)` if the truth is 1, `-log(1 - p)` if it is
    0, and between them in proportion. That of a row is the sum over its columns.
    The gradient is that of the loss with respect to the guesses:

    - `"probabilities"`: numbers from 0 to 1, as `Sigmoid` gives them.
    - `"logits"`: scores of any size, which go through a sigmoid in here. With
      them both a loss near 0 and a very large one stay exact.

    A probability of yes or of no below 1e-12 counts as 1e-12, which is a loss of
    28, and has the slope that the loss has there, or the largest that the dtype holds.

    Args:
        guesses: What the guesses are.
        normalize: Whether to divide loss and gradient by the number of rows with
            a known truth.
        missing_value: The number, which may be NaN, that stands for an unknown
            truth: it has no gradient and adds nothing to the loss.
        label_smoothing: The probability, from 0 up to but not including 0.5,
            that is taken from the true answer and given to the other.

    Shapes:
        guesses: Floats2d (batch, columns)   truths: Floats2d (batch, columns)
        gradient: Floats2d (batch, columns)

    Raises:
        ArgumentError: There are no guesses of that sort, or too much is smoothed.

    Example:
        >>> import numpy
        >>> guesses, truths = numpy.array([[0.75, 0.5]]), numpy.array([[1, 0]])
        >>> dY, loss = BinaryCrossentropy()(guesses, truths)
        >>> dY.round(4), round(loss, 4)
        (array([[-1.3333,  2.    ]]), 0.9808)
    """

    def __init__(
        self,
        *,
        guesses: YesNoGuesses = "probabilities",
        normalize: bool = True,
        missing_value: float | None = None,
        label_smoothing: float = 0.0,
    ) -> None:
        check_choice(_NAME, guesses, get_args(YesNoGuesses))
        if not 0.0 <= label_smoothing < 0.5:
            raise ArgumentError(
                f"{_NAME}: with that label_smoothing the true answer would not be the likelier one",
                expected="0 <= label_smoothing < 0.5",
                got=label_smoothing,
            )
        self.guesses: YesNoGuesses = guesses
        self.normalize = normalize
        self.missing_value = missing_value
        self.label_smoothing = label_smoothing

    @override
    def __call__(self, guesses: Numbers2d, truths: Numbers2d) -> tuple[Floats2d, float]:
        batch = self._read(guesses, truths)
        return as_gradient(self._grad(batch), guesses), self._loss(batch)

    @override
    def get_grad(self, guesses: Numbers2d, truths: Numbers2d) -> Floats2d:
        """The gradient of the loss, in the dtype of the guesses.

        Raises:
            ArgumentError: Guesses that are not logits, or truths, are not between 0 and 1.
            ArrayError: Guesses or truths are no array of numbers.
            ShapeError: The shapes differ, or the guesses have not two axes.
        """
        return as_gradient(self._grad(self._read(guesses, truths)), guesses)

    @override
    def get_loss(self, guesses: Numbers2d, truths: Numbers2d) -> float:
        """The loss; the errors are those of `get_grad`."""
        return self._loss(self._read(guesses, truths))

    def _read(self, guesses: Numbers2d, truths: Numbers2d) -> _Batch:
        check_table(_NAME, guesses)
        X, yes = cast("tuple[Any, Any]", as_pair(f"{_NAME} loss", guesses, truths))
        xp = get_array_module(X)
        known = self._known(truths)
        if known is not None:
            yes = xp.where(known, yes, 0.0)
        if self.guesses != "logits":
            help = f"for scores of any size there is {_NAME}(guesses='logits')"
            check_probabilities(_NAME, "guesses", X, help=help)
        check_probabilities(_NAME, "truth values", yes)
        no = 1.0 - yes
        if self.label_smoothing:
            kept = 1.0 - self.label_smoothing
            yes, no = (
                kept * yes + self.label_smoothing * no,
                kept * no + self.label_smoothing * yes,
            )
        if known is not None:
            yes, no = yes * known, no * known
        return _Batch(X, yes, no, known)

    def _known(self, truths: Any) -> Any:
        """A mask of the known truths; None if all are."""
        if self.missing_value is None:
            return None
        if math.isnan(self.missing_value):
            return ~get_array_module(truths).isnan(truths)
        return truths != self.missing_value

    def _divisor(self, batch: _Batch) -> int:
        if not self.normalize:
            return 1
        known = batch.known
        return max(1, len(batch.guesses) if known is None else int(known.any(axis=1).sum()))

    def _grad(self, batch: _Batch) -> Floats2d:
        X, yes, no = batch.guesses, batch.yes, batch.no
        xp: Any = get_array_module(X)
        grad: Any
        if self.guesses == "logits":
            grad = no * _sigmoid(xp, X) - yes * _sigmoid(xp, -X)
        else:
            grad = no / xp.maximum(1.0 - X, _LEAST) - yes / xp.maximum(X, _LEAST)
        if batch.known is not None:
            grad[~batch.known] = 0.0
        grad /= self._divisor(batch)
        return cast("Floats2d", grad)

    def _loss(self, batch: _Batch) -> float:
        X, yes, no = batch.guesses, batch.yes, batch.no
        xp: Any = get_array_module(X)
        if self.guesses == "logits":
            unlike_yes, unlike_no = _softplus(xp, -X), _softplus(xp, X)
        else:
            unlike_yes = -xp.log(xp.maximum(X, _LEAST))
            unlike_no = -xp.log(xp.maximum(1.0 - X, _LEAST))
        # An answer that is sure not to be counts nothing, even where its loss is inf.
        each = yes * xp.where(yes != 0, unlike_yes, 0.0)
        each += no * xp.where(no != 0, unlike_no, 0.0)
        return float(each.sum()) / self._divisor(batch)


class _Batch:
    """Guesses, and how much yes and no count for each."""

    def __init__(self, guesses: Any, yes: Any, no: Any, known: Any) -> None:
        self.guesses = guesses
        self.yes = yes
        self.no = no
        self.known = known


def _sigmoid(xp: Any, X: Any) -> Any:
    small = xp.exp(-abs(X))
    return xp.where(X >= 0, 1.0, small) / (1.0 + small)


def _softplus(xp: Any, X: Any) -> Any:
    """log(1 + exp(x)), which is -log of the sigmoid of -x."""
    return xp.maximum(X, 0.0) + xp.log1p(xp.exp(-abs(X)))


@registry.losses("BinaryCrossentropy.v1")
def configure_BinaryCrossentropy(
    *,
    guesses: YesNoGuesses = "probabilities",
    normalize: bool = True,
    missing_value: float | None = None,
    label_smoothing: float = 0.0,
) -> BinaryCrossentropy:
    """`BinaryCrossentropy`, for a config."""
    return BinaryCrossentropy(
        guesses=guesses,
        normalize=normalize,
        missing_value=missing_value,
        label_smoothing=label_smoothing,
    )
