"""Products of matrices."""

from __future__ import annotations

from typing import NoReturn, cast

from typedthinc.backends.checks import check_rank
from typedthinc.backends.core import OpsCore
from typedthinc.errors import ShapeError, UnsupportedError
from typedthinc.types import Floats1d, Floats2d
from typedthinc.types.describe import describe


class LinearAlgebra(OpsCore):
    """Products of matrices."""

    def gemm(
        self,
        x: Floats2d,
        y: Floats2d,
        out: Floats2d | None = None,
        trans1: bool = False,
        trans2: bool = False,
    ) -> Floats2d:
        """The matrix product x y.

        Args:
            x: The first factor.
            y: The second factor.
            out: Where to write the product, of any layout in memory.
            trans1: Whether to transpose `x` first.
            trans2: Whether to transpose `y` first.

        Returns:
            The product, which is `out` if that was given.

        Shapes:
            x: Floats2d (m, k)   y: Floats2d (k, n)   out: Floats2d (m, n)

        Raises:
            ShapeError: The factors do not fit each other or `out`.
        """
        check_rank("gemm", 2, x=x, y=y)
        left, right = x.T if trans1 else x, y.T if trans2 else y
        try:
            return self.xp.matmul(left, right, out=out)
        except ValueError:
            raise ShapeError(
                "gemm: the factors do not fit each other or the output",
                expected="x (m, k), y (k, n), out (m, n)",
                got=(
                    f"x {describe(left)}, y {describe(right)}"
                    + (f", out {describe(out)}" if out is not None else "")
                ),
            ) from None

    def affine(self, X: Floats2d, W: Floats2d, b: Floats1d) -> Floats2d:
        """The weighted sums X Wᵀ + b.

        Shapes:
            X: Floats2d (batch, nI)   W: Floats2d (nO, nI)   b: Floats1d (nO,)
            Y: Floats2d (batch, nO)

        Raises:
            ShapeError: The widths do not agree.
        """
        Y = self.gemm(X, W, trans2=True)
        if b.shape != Y.shape[1:]:
            raise ShapeError(
                "affine: there must be one bias an output",
                expected=f"b ({Y.shape[1]},)",
                source=f"W is {describe(W)}",
                got=f"b {describe(b)}",
            )
        Y += b
        return Y

    def tile(self, X: Floats2d, reps: int) -> Floats2d:
        """An array repeated along its last axis."""
        return cast("Floats2d", self.xp.tile(X, reps))

    def cblas(self) -> NoReturn:
        """The functions of a BLAS library for compiled code, which this package has none of.

        Raises:
            UnsupportedError: Always; `gemm` multiplies matrices with such a library.
        """
        raise UnsupportedError(
            "cblas: there is no compiled part to give functions of a BLAS library to",
            help="multiply matrices with gemm, which uses the BLAS library of the array module",
        )
