"""Class ids, class names or one-hot rows, as one-hot rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias, cast

import numpy

from typedthinc.errors import ArgumentError, ArrayError, UnknownNameError, did_you_mean
from typedthinc.types import Bools2d, Floats2d, Ints1d
from typedthinc.types.describe import describe
from typedthinc.util import get_array_module, to_categorical

Truths: TypeAlias = Ints1d | Floats2d | Sequence[int] | Sequence[str] | numpy.ndarray[Any, Any]
"""What `CategoricalCrossentropy` and `NegativeLogLikelihood` compare their guesses with."""


class Labels:
    """How truths are read.

    Args:
        names: The names of the classes in the order of their ids.
        missing_value: The name or id that says that the truth is not known.
        neg_prefix: What a name begins with that says which class it is not.
        label_smoothing: The probability that is shared among the other classes.
        loss: The loss that reads them, for messages.
    """

    def __init__(
        self,
        *,
        names: Sequence[str],
        missing_value: str | int | None,
        neg_prefix: str | None,
        label_smoothing: float,
        loss: str = "CategoricalCrossentropy",
    ) -> None:
        self.loss = loss
        self.ids: dict[str, int] = {name: i for i, name in enumerate(names)}
        self.missing_value = missing_value
        self.missing_id: int | None = (
            self.ids.get(missing_value) if isinstance(missing_value, str) else missing_value
        )
        self.neg_prefix = neg_prefix
        self.label_smoothing = label_smoothing

    def read(self, truths: Truths, guesses: Floats2d) -> tuple[Floats2d, Bools2d | None]:
        """One row of class probabilities for each truth, and what does not count.

        Args:
            truths: The truths, in any of their forms.
            guesses: Give the number of classes, the dtype and the device.

        Returns:
            The rows, and a mask of the numbers without a truth, None if all have one.

        Raises:
            ArgumentError: There are names, but the ids of names are not known;
                or rows of probabilities would be smoothed.
            UnknownNameError: A name is not one of the classes.
            BoundsError: An id is not one of the classes.
            ArrayError: The truths are neither numbers nor names, or rows of
                different lengths.
        """
        is_list = isinstance(truths, (list, tuple))
        if is_list and any(isinstance(label, str) for label in truths):
            return self._read_names(cast("Sequence[str]", truths), guesses)
        xp: Any = get_array_module(guesses)
        try:
            array = xp.asarray(truths)
        except ValueError:
            # Rows of different lengths.
            array = None
        if array is None or array.dtype.kind not in "fiub":
            raise ArrayError(
                f"Cannot calculate {self.loss} loss: the truths are no array, "
                "and no list that makes one",
                expected="class ids, a list of class names, or rows of one length",
                got=describe(truths),
                help="names are given as a list"
                if array is not None and array.dtype.kind in "US"
                else None,
            )
        if is_list and not array.size:
            # An empty list makes an array of floats.
            array = array.astype("int32")
        return self._read_array(xp, array, guesses)

    def _read_array(
        self, xp: Any, array: Any, guesses: Floats2d
    ) -> tuple[Floats2d, Bools2d | None]:
        is_table = array.ndim == guesses.ndim
        if is_table:
            if self.label_smoothing:
                raise ArgumentError(
                    "Label smoothing cannot be applied to rows of probabilities",
                    expected="truths that are class ids or class names",
                    got=f"an array of the shape {array.shape}",
                    help="smooth the rows yourself, or pass the ids of the classes",
                )
            target = array
        else:
            known = array
            if self.missing_id is not None:
                known = xp.where(array == self.missing_id, 0, array)
            target = self._one_hot(known, guesses)
        # Rows of no classes have no likeliest one.
        if self.missing_id is None or not array.size:
            return target, None
        ids = array.argmax(axis=-1) if is_table else array
        hidden = xp.zeros(target.shape, dtype=bool)
        hidden[ids == self.missing_id] = True
        return target, hidden

    def _read_names(self, names: Sequence[str], guesses: Floats2d) -> tuple[Floats2d, Bools2d]:
        missing, negative, ids = [], [], []
        for row, name in enumerate(names):
            if name == self.missing_value:
                missing.append(row)
                ids.append(0)
            elif self.neg_prefix and name.startswith(self.neg_prefix):
                negative.append(row)
                ids.append(self._id_of(name[len(self.neg_prefix) :]))
            else:
                ids.append(self._id_of(name))
                if ids[row] == self.missing_id:
                    missing.append(row)
        xp = get_array_module(guesses)
        target = self._one_hot(xp.asarray(ids, dtype="int32"), guesses)
        hidden = xp.zeros(target.shape, dtype=bool)
        hidden[missing] = True
        hidden[negative] = True
        hidden[negative, [ids[row] for row in negative]] = False
        target[negative] = 0.0
        return target, hidden

    def _one_hot(self, ids: Any, guesses: Floats2d) -> Any:
        rows = to_categorical(ids, guesses.shape[-1], label_smoothing=self.label_smoothing)
        return rows.astype(guesses.dtype, copy=False)

    def _id_of(self, name: str) -> int:
        if not self.ids:
            raise ArgumentError(
                f"Cannot calculate {self.loss} loss from strings without names",
                help="pass the names in the order of their ids, as in "
                f"{self.loss}(names=['dog', 'cat'])",
            )
        if name not in self.ids:
            raise UnknownNameError(
                f'Cannot calculate {self.loss} loss: no class "{name}"',
                help=did_you_mean(name, self.ids),
            )
        return self.ids[name]
