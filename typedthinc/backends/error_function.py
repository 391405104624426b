"""The normal distribution and the error function, with any array module."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from typedthinc.backends.elementwise import at_most

# The share of the standard normal distribution beyond a is exp(-a²/2) P(a) / Q(a). The
# coefficients, highest power first, were found by interpolating the quotient at Chebyshev nodes
# of (a - k) / (a + k) in 80 digits, for a from 0 to the number given with them. As all are
# positive, nothing cancels out. They are good for a relative error of 7e-9 and 9e-17.
_SINGLE = (
    14.0,
    (0.00404042426, 0.0401462372, 0.18182846, 0.436455785, 0.500000002),
    (0.0101277116, 0.100638586, 0.465746239, 1.19675593, 1.67079643, 1.0),
)
_DOUBLE = (
    38.0,
    (
        1.3861428858608092e-06,
        3.7284026137846141e-05,
        4.9090567749318151e-04,
        4.0935746011201028e-03,
        2.3645988881752528e-02,
        9.7786479513487686e-02,
        2.8954694396719308e-01,
        5.9437323055910736e-01,
        7.7511941188981906e-01,
        0.5,
    ),
    (
        3.4745449503868773e-06,
        9.3457194107214169e-05,
        1.2339925965190596e-03,
        1.0354527022982381e-02,
        6.0495273680801234e-02,
        2.5518849858459043e-01,
        7.8263220720496043e-01,
        1.7153956581257810e00,
        2.5622778565369736e00,
        2.3481233845824973e00,
        1.0,
    ),
)
# Up to here, the error function is x plus its Taylor series less x: 1 minus the rest of it would
# lose digits. The first term left out is below 1e-9 and 1e-18.
_NEAR = 1.0
_TERMS = {4: 11, 8: 20}
_TAYLOR = [
    2 / math.sqrt(math.pi) * (-1) ** n / (math.factorial(n) * (2 * n + 1)) - (n == 0)
    for n in range(max(_TERMS.values()))
]


def normal_tail(xp: Any, X: Any) -> tuple[Any, Any, Any]:
    """The share of the standard normal distribution that is further out than a number, to one side.

    Its relative error is a few roundings, also far out. From about 14 in float32
    and 38 in float64 on, the share counts as that of these numbers, below 1e-44.

    Args:
        xp: The array module.
        X: Numbers, whose sign makes no difference.

    Returns:
        The sizes |x|, at most 14 or 38, the shares, and exp(-x²/2), all of them new arrays.
    """
    limit, above, below = _DOUBLE if X.dtype.itemsize == 8 else _SINGLE
    a = xp.absolute(X)
    a = at_most(xp, a, limit, out=a)
    bell = a * a
    bell *= -0.5
    xp.exp(bell, out=bell)
    tail = _polynomial(a, above)
    tail /= _polynomial(a, below)
    tail *= bell
    return a, tail, bell


def erf(xp: Any, X: Any, Y: Any) -> None:
    """The error function, with an error of about a rounding.

    Source:
        Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.5 (the
        series), and 26.2.29 (the relation to the normal distribution).
    """
    x = X.clip(-_NEAR, _NEAR)
    square = x * x
    near = _polynomial(square, _TAYLOR[_TERMS[X.dtype.itemsize] - 1 :: -1])
    near *= x
    near += x
    _, far, _ = normal_tail(xp, X * math.sqrt(2.0))
    far *= -2.0
    far += 1.0
    xp.copysign(far, X, out=far)
    Y[...] = xp.where(xp.absolute(X) < _NEAR, near, far)


def _polynomial(x: Any, coefficients: Sequence[float]) -> Any:
    value = x * coefficients[0]
    value += coefficients[1]
    for coefficient in coefficients[2:]:
        value *= x
        value += coefficient
    return value
