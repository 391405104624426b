"""Masks that drop a share of the numbers."""

from __future__ import annotations

import math
from typing import cast

from typedthinc.backends.core import OpsCore
from typedthinc.backends.random import random_bits
from typedthinc.types import FloatsXd, Shape


class Dropout(OpsCore):
    """Random masks."""

    def get_dropout_mask(self, shape: int | Shape, drop: float | None) -> FloatsXd:
        """Ones, of which a random share is zero and the rest scaled up, as float32.

        Multiplying by the mask keeps the mean: what is not zero is 1 / (1 - drop).
        Equal numbers for equal seeds: see `typedthinc.backends.random`.

        Args:
            shape: The shape of the mask.
            drop: The share of zeros: all at 1 or more, none at 0, less or None.
        """
        if drop is None or drop <= 0:
            return cast("FloatsXd", self.xp.ones(shape, dtype="float32"))
        if drop >= 1.0:
            return cast("FloatsXd", self.xp.zeros(shape, dtype="float32"))
        size = math.prod(shape) if isinstance(shape, tuple) else shape
        kept = random_bits(size) >= min(round(drop * 2**32), 2**32 - 1)
        mask = kept.astype("float32").reshape(shape)
        mask *= 1.0 / (1.0 - drop)
        return cast("FloatsXd", self.xp.asarray(mask))
