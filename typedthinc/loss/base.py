"""What a loss is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, Generic, TypeAlias, TypeVar, cast

import numpy

from typedthinc.errors import ArgumentError, ArrayError, ShapeError
from typedthinc.types import Floats2d, Ints2d
from typedthinc.types.describe import describe
from typedthinc.util import get_array_module

GuessT_contra = TypeVar("GuessT_contra", contravariant=True)
TruthT_contra = TypeVar("TruthT_contra", contravariant=True)
GradT_co = TypeVar("GradT_co", covariant=True)
LossT_co = TypeVar("LossT_co", covariant=True)

Numbers2d: TypeAlias = Floats2d | Ints2d | numpy.ndarray[Any, Any]
"""An array of guesses or truths, of floats or integers."""


class Loss(ABC, Generic[GuessT_contra, TruthT_contra, GradT_co, LossT_co]):
    """Compares guesses with truths: a gradient for training, a number to watch.

    A loss of your own needs `get_grad` and `get_loss`.
    """

    def __call__(self, guesses: GuessT_contra, truths: TruthT_contra) -> tuple[GradT_co, LossT_co]:
        """The gradient and the loss.

        Args:
            guesses: What the model gave.
            truths: What it should have given.
        """
        return self.get_grad(guesses, truths), self.get_loss(guesses, truths)

    @abstractmethod
    def get_grad(self, guesses: GuessT_contra, truths: TruthT_contra) -> GradT_co:
        """The gradient with respect to the guesses, for the model's backward pass."""

    @abstractmethod
    def get_loss(self, guesses: GuessT_contra, truths: TruthT_contra) -> LossT_co:
        """The loss alone."""


def as_floats(array: Numbers2d) -> Floats2d:
    """The array itself if it holds floats, else its numbers as floats.

    The numbers of float16 become float32: those of a loss may be far larger or
    smaller than those that it is computed from.
    """
    values = cast("Any", array)
    dtype = get_array_module(values).result_type(values.dtype, "float32")
    return cast("Floats2d", values.astype(dtype, copy=False))


def as_gradient(grad: Floats2d, guesses: Numbers2d) -> Floats2d:
    """A gradient in the dtype of the guesses, if they are floats.

    What is too large for float16 becomes its largest number.
    """
    dtype = cast("Any", guesses).dtype
    if dtype.kind != "f" or grad.dtype == dtype:
        return grad
    xp: Any = get_array_module(grad)
    largest = float(xp.finfo(dtype).max)
    limited = xp.where(xp.isinf(grad), grad, cast("Any", grad).clip(-largest, largest))
    return cast("Floats2d", limited.astype(dtype))


def check_arrays(loss: str, **arrays: object) -> None:
    """Raise an `ArrayError` for what is no array of numbers."""
    for name, array in arrays.items():
        dtype = getattr(array, "dtype", None)
        if not hasattr(array, "shape") or getattr(dtype, "kind", "O") not in "fiub":
            raise ArrayError(
                f"Cannot calculate {loss}: the {name} are no array of numbers",
                expected="an array of floats or integers",
                got=describe(array),
            )


def as_pair(loss: str, guesses: Numbers2d, truths: Numbers2d) -> tuple[Floats2d, Floats2d]:
    """Guesses and truths as floats of one dtype, that of the guesses.

    Raises:
        ArrayError: One of them is no array of numbers.
        ShapeError: The shapes differ.
    """
    check_arrays(loss, guesses=guesses, truths=truths)
    if guesses.shape != truths.shape:
        raise ShapeError(
            f"Cannot calculate {loss}: guesses and truths have mismatched shapes",
            expected=f"truths {guesses.shape}",
            source="the guesses",
            got=f"truths {truths.shape}",
        )
    guesses = as_floats(guesses)
    return guesses, cast("Any", truths).astype(guesses.dtype, copy=False)


def sum_of_squares(grad: Floats2d) -> float:
    """The sum of the squared numbers of a gradient."""
    floats = as_floats(grad)
    return float((floats * floats).sum())


def check_probabilities(loss: str, what: str, values: Floats2d, *, help: str | None = None) -> None:
    """Raise an `ArgumentError` for numbers that are not between 0 and 1."""
    if values.size and ((values > 1).any() or (values < 0).any()):
        raise ArgumentError(
            f"Cannot calculate {loss} loss with {what} outside the [0,1] interval",
            got=f"values from {values.min()} to {values.max()}",
            help=help,
        )


def check_choice(loss: str, guesses: str, choices: tuple[str, ...]) -> None:
    """Raise an `ArgumentError` for guesses of a sort that a loss does not know."""
    if guesses not in choices:
        raise ArgumentError(
            f"{loss} does not know guesses of that sort",
            expected=" or ".join(map(repr, choices)),
            got=repr(guesses),
        )


def check_table(loss: str, guesses: Numbers2d) -> None:
    """Raise an `ArrayError` or a `ShapeError` for guesses that are no array with two axes."""
    check_arrays(f"{loss} loss", guesses=guesses)
    if len(guesses.shape) != 2:
        raise ShapeError(
            f"Cannot calculate {loss} loss: guesses have one row each",
            expected="guesses with two axes",
            got=f"guesses {guesses.shape}",
        )
