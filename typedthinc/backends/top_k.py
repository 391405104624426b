"""The largest numbers of each row."""

from __future__ import annotations

from typing import Any, cast

from typedthinc.backends.checks import check_rank
from typedthinc.backends.core import OpsCore
from typedthinc.errors import ArgumentError
from typedthinc.types import Floats2d, Ints2d
from typedthinc.types.describe import describe


class TopK(OpsCore):
    """The largest numbers of each row."""

    def top_k(self, X: Floats2d, k: int) -> Ints2d:
        """Where the k largest numbers of each row are, the largest first.

        Of equal numbers the one further left comes first. NaN counts as larger
        than any number, so that it is not lost.

        Args:
            X: The numbers.
            k: How many to choose, from 1 to the width.

        Shapes:
            X: Floats2d (batch, width)   columns: Ints2d (batch, k), int64

        Raises:
            ArgumentError: There are no k numbers in a row.
            ShapeError: X has not two axes.
        """
        check_rank("top_k", 2, X=X)
        if not 1 <= k <= X.shape[1]:
            raise ArgumentError(
                "top_k: cannot choose that many numbers of a row",
                expected=f"1 <= k <= {X.shape[1]}",
                source=describe(X),
                got=f"k={k}",
            )
        return cast("Ints2d", self._top_k(X, k))

    def _top_k(self, X: Any, k: int) -> Any:
        xp: Any = self.xp
        order: Any = -X
        order[xp.isnan(order)] = -xp.inf
        # The order of equal numbers is that of their places only in a stable sort.
        return xp.argsort(order, axis=1, kind="stable")[:, :k]
