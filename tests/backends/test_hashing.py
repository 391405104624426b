"""Murmur hashes, checked by the verification codes of their author's test suite.

A code is a hash of the hashes of the 256 texts 0, 0 1, 0 1 2, ..., each with a
seed of its own, so it takes in every length of a tail.
"""

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from typedthinc.backends.hashing import (
    murmur2_x64_64_ngrams,
    murmur3_x86_32_keys,
    murmur3_x86_32_texts,
)

MASK = 2**64 - 1
M = 0xC6A4A7935BD1E995
texts = st.lists(st.binary(max_size=20), max_size=8)
keys = st.lists(st.integers(0, MASK), min_size=1, max_size=8)
seeds = st.integers(0, 2**32 - 1)


def verification_code(hashed, n_bytes):
    hashes = [hashed(bytes(range(length)), 256 - length) for length in range(256)]
    last = hashed(b"".join(one.to_bytes(n_bytes, "little") for one in hashes), 0)
    return int.from_bytes(last.to_bytes(n_bytes, "little")[:4], "little")


def murmur2(text, seed):
    """MurmurHash64A of any bytes, as its specification has it."""
    h = seed ^ (len(text) * M & MASK)
    whole = len(text) - len(text) % 8
    for start in range(0, whole, 8):
        k = int.from_bytes(text[start : start + 8], "little") * M & MASK
        h = (h ^ ((k ^ k >> 47) * M & MASK)) * M & MASK
    if text[whole:]:
        h = (h ^ int.from_bytes(text[whole:], "little")) * M & MASK
    h = (h ^ h >> 47) * M & MASK
    return h ^ h >> 47


def test_the_verification_code_of_murmur3():
    code = verification_code(lambda text, seed: int(murmur3_x86_32_texts([text], seed)[0]), 4)
    assert code == 0xB0F57EE3


def test_the_verification_code_of_the_murmur2_that_is_compared_with():
    assert verification_code(murmur2, 8) == 0x1F0D3804


@given(texts, seeds)
def test_texts_together_and_alone(many, seed):
    hashes = murmur3_x86_32_texts(many, seed)
    assert (hashes.dtype, hashes.shape) == ("uint32", (len(many),))
    assert hashes.tolist() == [int(murmur3_x86_32_texts([one], seed)[0]) for one in many]


@given(keys, seeds)
def test_keys_are_texts_of_eight_bytes(many, seed):
    hashes = murmur3_x86_32_keys(numpy, numpy.array(many, dtype="uint64"), seed)
    assert hashes.dtype == "uint32"
    expected = murmur3_x86_32_texts([key.to_bytes(8, "little") for key in many], seed)
    assert hashes.tolist() == expected.tolist()


def test_keys_of_any_layout():
    many = numpy.arange(10, dtype="uint64")
    expected = murmur3_x86_32_keys(numpy, many, 1)[::-3]
    assert murmur3_x86_32_keys(numpy, many[::-3], 1).tolist() == expected.tolist()


def test_no_keys():
    assert murmur3_x86_32_keys(numpy, numpy.zeros(0, dtype="uint64"), 1).shape == (0,)


@given(st.data(), keys)
def test_runs_of_keys(data, many):
    n = data.draw(st.integers(1, len(many)))
    runs = [many[start : start + n] for start in range(len(many) - n + 1)]
    expected = [murmur2(b"".join(key.to_bytes(8, "little") for key in run), 0) for run in runs]
    hashes = murmur2_x64_64_ngrams(numpy.array(many, dtype="uint64"), n)
    assert (hashes.dtype, hashes.tolist()) == ("uint64", expected)


@pytest.mark.parametrize(
    ("text", "expected"), [("", 0), ("hello", 613153351), ("wörld", 18446744071848160106 % 2**32)]
)
def test_known_texts(text, expected):
    assert murmur3_x86_32_texts([text.encode()], 0).tolist() == [expected]
