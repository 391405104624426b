"""The largest numbers of each row."""

from __future__ import annotations

import operator
from typing import Any, cast

from typedthinc.backends.checks import check_rank
from typedthinc.backends.core import OpsCore
from typedthinc.errors import ArgumentError, ArgumentTypeError
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
            ArgumentTypeError: k is no whole number.
            ShapeError: X has not two axes.
        """
        check_rank("top_k", 2, X=X)
        try:
            k = operator.index(k)
        except TypeError:
            raise ArgumentTypeError(
                "top_k: the number of those to choose is no whole number",
                expected="an integer k",
                got=f"k={k!r}",
            ) from None
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
        unknown = xp.isnan(order)
        order[unknown] = -xp.inf
        # The order of equal numbers is that of their places only in a stable sort.
        columns = xp.argsort(order, axis=1, kind="stable")
        if xp.count_nonzero(unknown):
            # NaN is now as good as infinity, but comes before it.
            known = ~xp.take_along_axis(unknown, columns, axis=1)
            again = xp.argsort(known, axis=1, kind="stable")
            columns = xp.take_along_axis(columns, again, axis=1)
        return columns[:, :k]
