"""MurmurHash3 of many keys at once."""

from __future__ import annotations

from typing import Any

import numpy

_C1 = numpy.uint64(0x87C37B91114253D5)
_C2 = numpy.uint64(0x4CF5AD432745937F)
_F1 = numpy.uint64(0xFF51AFD7ED558CCD)
_F2 = numpy.uint64(0xC4CEB9FE1A85EC53)
_R31, _R33 = numpy.uint64(31), numpy.uint64(33)
_KEY_BYTES = 8


def murmur3_x64_128(xp: Any, keys: Any, seed: int) -> Any:
    """The 128-bit hash of each key, which counts as 8 little-endian bytes.

    Args:
        xp: The array module.
        keys: The keys.
        seed: The seed, of 32 bits.

    Shapes:
        keys: uint64 (n,)   hashes: uint32 (n, 4)

    Source:
        Appleby, MurmurHash3_x64_128,
        https://github.com/aappleby/smhasher/blob/master/src/MurmurHash3.cpp
    """
    start = numpy.uint64(seed ^ _KEY_BYTES)
    h = xp.empty((2, len(keys)), dtype="uint64")
    h1, h2 = h
    # A key of 8 bytes is shorter than a block, so all of it goes through the tail. Both halves
    # start as the seed and take in the number of bytes; no key reaches the second.
    xp.multiply(keys, _C1, out=h1)
    xp.left_shift(h1, _R31, out=h2)
    h1 >>= _R33
    h1 |= h2
    h1 *= _C2
    h1 ^= start
    h1 += start
    xp.add(h1, start, out=h2)
    for factor in (_F1, _F2):
        h ^= h >> _R33
        h *= factor
    h ^= h >> _R33
    h1 += h2
    h2 += h1
    return xp.ascontiguousarray(h.T, dtype="<u8").view("<u4")
