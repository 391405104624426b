from __future__ import annotations

from typedthinc.util import partial


def power(base: int, exponent: int) -> int:
    """The base to the exponent."""
    return int(base**exponent)


def test_arguments_are_fixed() -> None:
    assert partial(power, 2)(5) == 2**5
    assert partial(power, exponent=2)(5) == 5**2


def test_docstring_stays() -> None:
    assert partial(power, 2).__doc__ == "The base to the exponent."
