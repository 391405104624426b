"""Murmur hashes of many keys at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy

_C1 = numpy.uint64(0x87C37B91114253D5)
_C2 = numpy.uint64(0x4CF5AD432745937F)
_F1 = numpy.uint64(0xFF51AFD7ED558CCD)
_F2 = numpy.uint64(0xC4CEB9FE1A85EC53)
_R31, _R33 = numpy.uint64(31), numpy.uint64(33)
_KEY_BYTES, _BLOCK_BYTES = 8, 4

_D1, _D2 = numpy.uint32(0xCC9E2D51), numpy.uint32(0x1B873593)
_FACTOR, _SUMMAND = numpy.uint32(5), numpy.uint32(0xE6546B64)
_G1, _G2 = numpy.uint32(0x85EBCA6B), numpy.uint32(0xC2B2AE35)

_M, _R47 = numpy.uint64(0xC6A4A7935BD1E995), numpy.uint64(47)


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


def murmur3_x86_32_keys(xp: Any, keys: Any, seed: int) -> Any:
    """The 32-bit hash of each key, which counts as 8 little-endian bytes.

    Args:
        xp: The array module.
        keys: The keys.
        seed: The seed, of 32 bits.

    Shapes:
        keys: uint64 (n,)   hashes: uint32 (n,)

    Source:
        Appleby, MurmurHash3_x86_32,
        https://github.com/aappleby/smhasher/blob/master/src/MurmurHash3.cpp
    """
    # The two halves of a key are its two blocks of 4 bytes; nothing is left for the tail.
    blocks = xp.ascontiguousarray(keys, dtype="<u8").view("<u4").reshape((-1, 2))
    h = xp.full(len(blocks), numpy.uint32(seed), dtype="uint32")
    for column in range(2):
        h = _mix(h, blocks[:, column])
    return _finish(h, numpy.uint32(_KEY_BYTES))


def _mix(h: Any, blocks: Any) -> Any:
    """Take one block of 4 bytes into each hash."""
    h = h ^ _scrambled(blocks)
    h = _rotated(h, 13) * _FACTOR
    return h + _SUMMAND


def _scrambled(blocks: Any) -> Any:
    return _rotated(blocks * _D1, 15) * _D2


def _rotated(x: Any, bits: int) -> Any:
    return (x << numpy.uint32(bits)) | (x >> numpy.uint32(32 - bits))


def _finish(h: Any, n_bytes: Any) -> Any:
    """Take in the number of bytes and let every bit depend on every other."""
    h = h ^ n_bytes
    h ^= h >> numpy.uint32(16)
    h *= _G1
    h ^= h >> numpy.uint32(13)
    h *= _G2
    h ^= h >> numpy.uint32(16)
    return h


def murmur3_x86_32_texts(texts: Sequence[bytes], seed: int) -> Any:
    """The 32-bit hash of each text, as a NumPy array.

    Args:
        texts: Bytes, of any lengths.
        seed: The seed, of 32 bits.

    Shapes:
        hashes: uint32 (n,)

    Source:
        As `murmur3_x86_32_keys`.
    """
    sizes = numpy.fromiter(map(len, texts), "int64", len(texts))
    # The longest first: those that have a block number t are then the first of all.
    order = numpy.argsort(-sizes, kind="stable")
    sizes = sizes[order]
    n_blocks = -(-sizes // _BLOCK_BYTES)
    firsts = n_blocks.cumsum() - n_blocks
    # Filled up with zeros, the tail of a text is a block too.
    filled = (
        texts[i].ljust(-(-len(texts[i]) // _BLOCK_BYTES) * _BLOCK_BYTES, b"\0") for i in order
    )
    blocks = numpy.frombuffer(b"".join(filled), "<u4")
    h = numpy.full(len(texts), seed, "uint32")
    for step in range(int(sizes.max(initial=0)) // _BLOCK_BYTES):
        count = int(numpy.searchsorted(-sizes, -_BLOCK_BYTES * (step + 1), side="right"))
        h[:count] = _mix(h[:count], blocks[firsts[:count] + step])
    tails = numpy.flatnonzero(sizes % _BLOCK_BYTES)
    h[tails] ^= _scrambled(blocks[firsts[tails] + sizes[tails] // _BLOCK_BYTES])
    hashes = numpy.empty_like(h)
    hashes[order] = _finish(h, sizes.astype("uint32"))
    return hashes


def murmur2_x64_64_ngrams(keys: Any, n: int) -> Any:
    """The 64-bit hash of each run of n keys, with seed 0.

    Args:
        keys: The keys, of which each counts as 8 little-endian bytes.
        n: The number of keys in a run, from 1 to that of all keys.

    Shapes:
        keys: uint64 (length,)   hashes: uint64 (length - n + 1,)

    Source:
        Appleby, MurmurHash64A,
        https://github.com/aappleby/smhasher/blob/master/src/MurmurHash2.cpp
    """
    # What a key contributes does not depend on the run it is in.
    blocks = keys * _M
    blocks ^= blocks >> _R47
    blocks *= _M
    count = len(keys) - n + 1
    h = blocks[:count] ^ numpy.uint64(n * _KEY_BYTES * int(_M) % 2**64)
    h *= _M
    for place in range(1, n):
        h ^= blocks[place : place + count]
        h *= _M
    h ^= h >> _R47
    h *= _M
    h ^= h >> _R47
    return h
