"""The random generator that backends draw from."""

from __future__ import annotations

import threading
from typing import Any

import numpy

# Made at the first use: NumPy loads its random module only then, and prediction never needs it.
_generator: numpy.random.Generator | None = None
_lock = threading.Lock()


def get_generator() -> numpy.random.Generator:
    """The generator in use. It may be drawn from in several threads at once."""
    global _generator
    if _generator is None:
        with _lock:
            if _generator is None:
                _generator = numpy.random.Generator(numpy.random.SFC64())
    return _generator


def seed(number: int) -> None:
    """Start the generator anew, so that it gives the same numbers for the same seed.

    Args:
        number: An integer of 0 or more.
    """
    global _generator
    _generator = numpy.random.Generator(numpy.random.SFC64(number))


def random_bits(count: int) -> numpy.ndarray[Any, numpy.dtype[numpy.uint32]]:
    """Independent numbers, each of 32 random bits.

    Args:
        count: How many.
    """
    # Half of what drawing floats takes: one draw has the bits for two numbers.
    words = numpy.asarray(get_generator().bit_generator.random_raw((count + 1) // 2))
    return words.view(numpy.uint32)[:count]
