"""From strings to ids."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from typedthinc.backends.hashing import murmur3_x86_32_texts
from typedthinc.errors import ArrayError
from typedthinc.layers._over_arrays import no_gradients
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Ints2d
from typedthinc.types.describe import describe

Texts = Sequence[Sequence[str]]


@registry.layers("strings2arrays.v1")
def strings2arrays() -> Model[Texts, list[Ints2d]]:
    """Hash strings to ids, one array for each sequence of strings.

    The ids fit layers such as `HashEmbed`. There is no gradient of strings: the
    backward pass gives an empty list.

    Shapes:
        X: sequence of sequences of strings   Y: list of Ints2d (length, 1), uint64

    Raises:
        ArrayError: At run time, if the input is not made of strings.

    Source:
        Appleby, MurmurHash3_x86_32, seed 0, of the UTF-8 bytes; the hash counts as
        a signed number that is widened to 64 bits.
        https://github.com/aappleby/smhasher/blob/master/src/MurmurHash3.cpp

    Example:
        >>> from typedthinc.api import strings2arrays
        >>> [Y.tolist() for Y in strings2arrays().predict([["hello"], []])]
        [[[613153351]], []]
    """
    return Model("strings2arrays", forward)


def forward(
    model: Model[Texts, list[Ints2d]], X: Texts, is_train: bool
) -> tuple[list[Ints2d], Callable[[list[Ints2d]], Any]]:
    sequences = [_strings(model, member) for member in _members(model, X)]
    # Half of a surrogate pair counts as the bytes that it would have as a character.
    texts = [string.encode("utf-8", "surrogatepass") for strings in sequences for string in strings]
    hashes = murmur3_x86_32_texts(texts, seed=0)
    ids: Any = hashes.view("int32").astype("int64").view("uint64").reshape((-1, 1))
    lengths = [len(sequence) for sequence in sequences]
    return model.ops.unflatten(model.ops.asarray(ids), lengths), no_gradients


def _members(model: Model[Any, Any], X: Any) -> Sequence[Any]:
    # A text is a sequence of texts to Python, but nobody means to hash its characters.
    if isinstance(X, str) or not isinstance(X, Sequence):
        raise _wrong(model, X)
    return X


def _strings(model: Model[Any, Any], member: Any) -> list[str]:
    strings = list(_members(model, member))
    for string in strings:
        if not isinstance(string, str):
            raise _wrong(model, string)
    return strings


def _wrong(model: Model[Any, Any], got: Any) -> ArrayError:
    return ArrayError(
        "got an input that is not made of strings",
        node=model,
        expected="a sequence of sequences of strings",
        got=describe(got),
        help="give a list with one list of words for each text" if isinstance(got, str) else None,
    )
