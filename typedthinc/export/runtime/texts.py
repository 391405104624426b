"""Text as numbers."""

from __future__ import annotations

from typing import Any

from typedthinc.backends.hashing import murmur3_x86_32_texts
from typedthinc.export.runtime.containers import Array
from typedthinc.export.runtime.sequences import split


def strings2arrays(X: Any) -> list[Array]:
    """The hashes of the strings of each sequence."""
    sequences = [list(member) for member in X]
    strings = [string for sequence in sequences for string in sequence]
    if isinstance(X, str) or not all(isinstance(string, str) for string in strings):
        raise TypeError("expected a sequence of sequences of strings")
    # Half of a surrogate pair counts as the bytes that it would have as a character.
    texts = [string.encode("utf-8", "surrogatepass") for string in strings]
    hashes = murmur3_x86_32_texts(texts, seed=0)
    ids: Array = hashes.view("int32").astype("int64").view("uint64").reshape((-1, 1))
    return split(ids, [len(sequence) for sequence in sequences])
