"""The greatest of several pieces."""

from __future__ import annotations

from typing import Any, cast

from typedthinc.backends.checks import check_rank, check_same_shape
from typedthinc.backends.core import OpsCore
from typedthinc.errors import BoundsError, ShapeError
from typedthinc.types import Floats2d, Floats3d, Ints2d
from typedthinc.types.describe import describe


class Maxout(OpsCore):
    """The greatest of several pieces, and its gradient."""

    def maxout(self, X: Floats3d) -> tuple[Floats2d, Ints2d]:
        """The greatest number along the last axis, and its place.

        Of equal numbers the first counts. NaN is greater than any number; the
        place is then that of some piece.

        Shapes:
            X: Floats3d (batch, nO, nP)
            best: Floats2d (batch, nO)   which: Ints2d (batch, nO), int32

        Raises:
            ShapeError: The input has not three axes or no pieces.
        """
        check_rank("maxout", 3, X=X)
        B, O, P = X.shape
        if P == 0:
            raise ShapeError("maxout: there are no pieces", expected="nP >= 1", got=describe(X))
        xp: Any = self.xp
        # With one axis less, each piece is one loop over memory.
        pieces = X.reshape((B * O, P))
        best = xp.empty(B * O, X.dtype)
        which = xp.empty(B * O, "int32")
        for rows in self._blocks(best):
            self._maxout(pieces[rows], best[rows], which[rows])
        return cast("Floats2d", best.reshape((B, O))), cast("Ints2d", which.reshape((B, O)))

    def _maxout(self, pieces: Any, best: Any, which: Any) -> None:
        xp: Any = self.xp
        P = pieces.shape[1]
        best[...] = pieces[:, 0]
        for p in range(1, P):
            xp.maximum(best, pieces[:, p], out=best)
        # The place is how many pieces there are, from the first on, that are not the best.
        if P == 1:
            which[...] = 0
            return
        passed = pieces[:, 0] < best
        which[...] = passed
        for p in range(1, P - 1):
            passed &= pieces[:, p] < best
            which += passed

    def backprop_maxout(self, dY: Floats2d, which: Ints2d, P: int) -> Floats3d:
        """The gradient of the input of `maxout`.

        Args:
            dY: The gradient of the output.
            which: The places that `maxout` gave.
            P: The number of pieces.

        Shapes:
            dY: Floats2d (batch, nO)   which: Ints2d (batch, nO)
            dX: Floats3d (batch, nO, nP)

        Raises:
            BoundsError: A place is not that of a piece.
            ShapeError: The arrays differ in shape or have not two axes.
        """
        check_rank("backprop_maxout", 2, dY=dY)
        check_same_shape("backprop_maxout", dY=dY, which=which)
        if which.size and (which.max() >= P or which.min() < 0):
            raise BoundsError(
                "backprop_maxout: a place is not that of a piece",
                expected=f"which from 0 to {P - 1}",
                got=f"which from {which.min()} to {which.max()}",
            )
        dX: Any = self.xp.empty((dY.size, P), dY.dtype)
        gradient, places = dY.reshape((dY.size,)), which.reshape((which.size,))
        for rows in self._blocks(gradient):
            for p in range(P):
                self.xp.multiply(gradient[rows], places[rows] == p, out=dX[rows, p])
        return cast("Floats3d", dX.reshape((*dY.shape, P)))
