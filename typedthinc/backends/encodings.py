"""Numbers that stand for keys and positions."""

from __future__ import annotations

from typing import Any, cast

from typedthinc.backends.checks import check_rank
from typedthinc.backends.core import OpsCore
from typedthinc.backends.hashing import murmur2_x64_64_ngrams
from typedthinc.errors import ArgumentError, ArrayError, ShapeError
from typedthinc.types import Floats2d, Ints1d
from typedthinc.types.describe import describe


class Encodings(OpsCore):
    """Numbers that stand for runs of keys and for positions."""

    def ngrams(self, n: int, keys: Ints1d) -> Ints1d:
        """A 64-bit hash of each run of n keys.

        Args:
            n: How many keys a run has. There are no runs of less than one key.
            keys: The keys; negative ones count as the uint64 with the same bits.

        Shapes:
            keys: Ints1d (length,)   hashes: Ints1d (length - n + 1,), uint64

        Raises:
            ArrayError: The keys are not integers.
            ShapeError: The keys have not one axis.

        Source:
            Appleby, MurmurHash64A,
            https://github.com/aappleby/smhasher/blob/master/src/MurmurHash2.cpp

        Example:
            >>> from typedthinc.api import NumpyOps
            >>> import numpy
            >>> NumpyOps().ngrams(2, numpy.asarray([1, 2, 3], dtype="uint64")).tolist()
            [2346165840139155392, 16863871380863422640]
        """
        check_rank("ngrams", 1, keys=keys)
        if keys.size and keys.dtype.kind not in "iu":
            raise ArrayError("ngrams: keys are integers", got=describe(keys))
        numbers = keys.astype("uint64")
        if not 1 <= n <= len(numbers):
            return numbers[:0]
        return cast("Ints1d", murmur2_x64_64_ngrams(numbers, int(n)))

    def position_encode(
        self, N: int, D: int, period: int = 10000, out: Floats2d | None = None
    ) -> Floats2d:
        """Sines and cosines of positions, at a different frequency for each pair of columns.

        Column j is sin(n / period^(2j/D)) if j is even, and the cosine for the
        same angle as the column before it if j is odd.

        Args:
            N: How many positions n there are, from 0 on.
            D: How many columns there are.
            period: What the frequencies are powers of, above 0.
            out: An array to write into.

        Returns:
            The encodings, in float32; or `out`, which may be of another dtype.

        Shapes:
            Y: Floats2d (N, D)   out: Floats2d (N, D)

        Raises:
            ArgumentError: N or D is negative, or the period is not above 0.
            ShapeError: `out` has another shape.

        Source:
            Vaswani et al., Attention Is All You Need, 2017, arXiv:1706.03762, where
            the exponent is j/D, half of what it is here.
        """
        if N < 0 or D < 0 or not period > 0:
            raise ArgumentError(
                "position_encode: there are no such positions",
                expected="N >= 0, D >= 0, period > 0",
                got=f"N={N}, D={D}, period={period}",
            )
        if out is not None and out.shape != (N, D):
            raise ShapeError(
                "position_encode: out has another shape than the encodings",
                expected=(N, D),
                got=f"out {describe(out)}",
            )
        xp: Any = self.xp
        Y: Any = xp.empty((N, D), "float32") if out is None else out
        exponents = xp.arange(0, D, 2, dtype="float64") * (-2 / max(D, 1))
        angles = xp.arange(N, dtype="float64")[:, None] * float(period) ** exponents
        Y[:, 0::2] = xp.sin(angles)
        Y[:, 1::2] = xp.cos(angles[:, : D // 2])
        return cast("Floats2d", Y)
