"""The loss of choosing one class for each element of a sequence."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from typedthinc.errors import ShapeError
from typedthinc.loss.base import Loss, Numbers2d, sum_of_squares
from typedthinc.loss.categorical import CategoricalCrossentropy
from typedthinc.loss.truths import Truths
from typedthinc.registries import registry
from typedthinc.types import Floats2d


class SequenceCategoricalCrossentropy(
    Loss[Sequence[Numbers2d], Sequence[Truths], list[Floats2d], float]
):
    """`CategoricalCrossentropy` for a list of sequences.

    Args:
        normalize: Whether to divide the gradients by the number of sequences,
            however long they are.
        names: The names of the classes in the order of their ids.
        missing_value: The class id or name that stands for an unknown truth.
        neg_prefix: What marks a class name as wrong.
        label_smoothing: The probability that is taken from the true class and
            given to the others in equal parts.

    Shapes:
        guesses: list of Floats2d (length, classes)   truths: list of what
        CategoricalCrossentropy takes   gradient: list of Floats2d (length, classes)
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
        self.cc: CategoricalCrossentropy = CategoricalCrossentropy(
            normalize=False,
            names=names,
            missing_value=missing_value,
            neg_prefix=neg_prefix,
            label_smoothing=label_smoothing,
        )
        self.normalize = normalize

    @override
    def __call__(
        self, guesses: Sequence[Numbers2d], truths: Sequence[Truths]
    ) -> tuple[list[Floats2d], float]:
        grads = self.get_grad(guesses, truths)
        return grads, sum(map(sum_of_squares, grads), 0.0)

    @override
    def get_grad(self, guesses: Sequence[Numbers2d], truths: Sequence[Truths]) -> list[Floats2d]:
        """The difference between guesses and truths, for each sequence.

        Raises:
            ShapeError: There are not as many sequences of truths as of guesses.

        The other errors are those of `CategoricalCrossentropy.get_grad`.
        """
        if len(guesses) != len(truths):
            raise ShapeError(
                "Cannot calculate SequenceCategoricalCrossentropy loss: guesses and truths "
                "must be same length",
                expected=f"{len(guesses)} sequences of truths",
                source="the guesses",
                got=f"{len(truths)} sequences of truths",
            )
        scale = 1 / len(guesses) if guesses and self.normalize else 1.0
        pairs = zip(guesses, truths, strict=True)
        return [self.cc.get_grad(guess, truth) * scale for guess, truth in pairs]

    @override
    def get_loss(self, guesses: Sequence[Numbers2d], truths: Sequence[Truths]) -> float:
        """The sum of the squared gradients; the errors are those of `get_grad`."""
        return self(guesses, truths)[1]


@registry.losses("SequenceCategoricalCrossentropy.v1")
def configure_SequenceCategoricalCrossentropy_v1(
    *, normalize: bool = True, names: Sequence[str] | None = None
) -> SequenceCategoricalCrossentropy:
    """`SequenceCategoricalCrossentropy` for a config, in its first version."""
    return SequenceCategoricalCrossentropy(normalize=normalize, names=names)


@registry.losses("SequenceCategoricalCrossentropy.v2")
def configure_SequenceCategoricalCrossentropy_v2(
    *,
    normalize: bool = True,
    names: Sequence[str] | None = None,
    missing_value: str | int | None = None,
    neg_prefix: str | None = None,
) -> SequenceCategoricalCrossentropy:
    """`SequenceCategoricalCrossentropy` for a config, with `missing_value` and `neg_prefix`."""
    return SequenceCategoricalCrossentropy(
        normalize=normalize, names=names, missing_value=missing_value, neg_prefix=neg_prefix
    )


@registry.losses("SequenceCategoricalCrossentropy.v3")
def configure_SequenceCategoricalCrossentropy_v3(
    *,
    normalize: bool = True,
    names: Sequence[str] | None = None,
    missing_value: str | int | None = None,
    neg_prefix: str | None = None,
    label_smoothing: float = 0.0,
) -> SequenceCategoricalCrossentropy:
    """`SequenceCategoricalCrossentropy` for a config, with `label_smoothing`."""
    return SequenceCategoricalCrossentropy(
        normalize=normalize,
        names=names,
        missing_value=missing_value,
        neg_prefix=neg_prefix,
        label_smoothing=label_smoothing,
    )
