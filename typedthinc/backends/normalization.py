"""Rows brought to mean 0 and variance 1."""

from __future__ import annotations

from typing import Any

from typedthinc.backends.checks import check_rank, check_same_shape
from typedthinc.backends.core import OpsCore
from typedthinc.errors import ShapeError
from typedthinc.types import Floats1d, Floats2d
from typedthinc.types.describe import describe


class Normalization(OpsCore):
    """Layer normalization and its gradient."""

    def layer_norm(
        self, X: Floats2d, G: Floats1d, b: Floats1d, eps: float = 1e-8
    ) -> tuple[Floats2d, Floats2d, Floats1d]:
        """Each row brought to mean 0 and variance 1, then scaled and shifted.

        Args:
            X: The input.
            G: The factor of each column.
            b: What is added to each column.
            eps: What is added to the variance of each row.

        Returns:
            The output; the rows as they were before `G` and `b`; and one over
            the standard deviation of each row. The gradient needs the latter two.

        Shapes:
            X: Floats2d (batch, nI)   G: Floats1d (nI,)         b: Floats1d (nI,)
            Y: Floats2d (batch, nI)   normed: Floats2d (batch, nI)
            scale: Floats1d (batch,)

        Raises:
            ShapeError: The widths do not agree.

        Source:
            Ba, Kiros and Hinton 2016, Layer Normalization,
            https://arxiv.org/abs/1607.06450
        """
        check_rank("layer_norm", 2, X=X)
        _check_width("layer_norm", X, G=G, b=b)
        xp: Any = self.xp
        Y, normed = xp.empty(X.shape, X.dtype), xp.empty(X.shape, X.dtype)
        scale = xp.empty(X.shape[0], X.dtype)
        width = max(X.shape[1], 1)
        for rows in self._blocks(Y):
            x = normed[rows]
            # A row of equal numbers then gives exact zeros: rounding the mean of large
            # numbers could leave more than the square root of eps.
            xp.subtract(X[rows], X[rows, :1], out=x)
            x -= _row_means(x)
            # √(n / (Σx² + n eps)) is one over the standard deviation.
            deviation = _row_dots(xp, x, x)
            deviation += width * eps
            xp.divide(width, deviation, out=deviation)
            xp.sqrt(deviation, out=deviation)
            x *= deviation
            scale[rows] = deviation[:, 0]
            y = Y[rows]
            xp.multiply(x, G, out=y)
            y += b
        return Y, normed, scale

    def backprop_layer_norm(
        self, dY: Floats2d, normed: Floats2d, scale: Floats1d, G: Floats1d
    ) -> tuple[Floats2d, Floats1d, Floats1d]:
        """The gradients of the input, of `G` and of `b`.

        Args:
            dY: The gradient of the output.
            normed: What `layer_norm` gave beside its output.
            scale: What `layer_norm` gave beside its output.
            G: The factor of each column.

        Returns:
            dX, dG and db.

        Shapes:
            dY: Floats2d (batch, nI)   normed: Floats2d (batch, nI)
            scale: Floats1d (batch,)   G: Floats1d (nI,)
            dX: Floats2d (batch, nI)   dG: Floats1d (nI,)   db: Floats1d (nI,)

        Raises:
            ShapeError: The shapes do not agree.
        """
        check_rank("backprop_layer_norm", 2, dY=dY)
        check_same_shape("backprop_layer_norm", dY=dY, normed=normed)
        _check_width("backprop_layer_norm", dY, G=G)
        xp: Any = self.xp
        dX = xp.empty(dY.shape, dY.dtype)
        dG, db = xp.zeros(dY.shape[1], dY.dtype), xp.zeros(dY.shape[1], dY.dtype)
        for rows in self._blocks(dX):
            dy, x, dx = dY[rows], normed[rows], dX[rows]
            db += dy.sum(axis=0)
            dG += xp.einsum("ij,ij->j", dy, x)
            xp.multiply(dy, G, out=dx)
            along = _row_dots(xp, dx, x)
            along /= max(dY.shape[1], 1)
            dx -= _row_means(dx)
            dx -= x * along
            dx *= scale[rows, None]
        return dX, dG, db


def _row_means(X: Any) -> Any:
    total = X.sum(axis=1, keepdims=True)
    # A mean of no numbers is 0 here: nothing reads it.
    total /= max(X.shape[1], 1)
    return total


def _row_dots(xp: Any, X: Any, Y: Any) -> Any:
    return xp.einsum("ij,ij->i", X, Y)[:, None]


def _check_width(operation: str, X: Floats2d, **vectors: Floats1d) -> None:
    for name, vector in vectors.items():
        if vector.shape != X.shape[1:]:
            raise ShapeError(
                f"{operation}: {name} does not have one number a column",
                expected=f"{name} ({X.shape[1]},)",
                source=f"X is {describe(X)}",
                got=f"{name} {describe(vector)}",
            )
