"""From strings to ids."""

import numpy
import pytest

from typedthinc.api import HashEmbed, chain, list2ragged, noop, strings2arrays, with_array
from typedthinc.backends.hashing import murmur3_x86_32_texts
from typedthinc.errors import ArrayError


def ids(*strings):
    return strings2arrays().predict([list(strings)])[0][:, 0].tolist()


@pytest.mark.parametrize(
    ("string", "expected"), [("hello", 613153351), ("wörld", 18446744071848160106), ("", 0)]
)
def test_known_strings(string, expected):
    assert ids(string) == [expected]


def test_one_array_for_each_sequence():
    X = [["hello", "wörld"], [], ("a",), ["hello"]]
    Y = strings2arrays().predict(X)
    assert [(one.shape, one.dtype.name) for one in Y] == [
        ((2, 1), "uint64"), ((0, 1), "uint64"), ((1, 1), "uint64"), ((1, 1), "uint64")
    ]  # fmt: skip
    assert Y[0][0] == Y[3][0]


def test_strings_of_all_lengths():
    strings = ["a" * length for length in range(20)]
    assert ids(*strings) == [one for string in strings for one in ids(string)]
    assert len(set(ids(*strings))) == 20


@pytest.mark.parametrize("X", [["the", "cat"], "the cat"])
def test_a_list_of_words_is_no_list_of_texts(X):
    with pytest.raises(ArrayError) as caught:
        strings2arrays().predict(X)
    assert str(caught.value) == (
        'layer "strings2arrays" got an input that is not made of strings\n'
        "  expected  a sequence of sequences of strings\n"
        f"  got       {'the cat' if isinstance(X, str) else 'the'!r}\n"
        "  help      give a list with one list of words for each text"
    )


def test_half_of_a_surrogate_pair():
    [expected] = murmur3_x86_32_texts([b"\xed\xa0\x80"], seed=0).astype("int32").tolist()
    assert ids("\ud800") == [expected % 2**64]


def test_no_sequences():
    Y, backprop = strings2arrays().begin_update([])
    assert (Y, backprop([])) == ([], [])


def test_there_is_no_gradient():
    Y, backprop = strings2arrays().begin_update([["a"], ["b", "c"]])
    assert backprop([numpy.zeros(one.shape) for one in Y]) == []


def test_ids_for_embeddings():
    model = chain(strings2arrays(), list2ragged(), with_array(HashEmbed(4, 100, column=0)))
    X = [["the", "cat"], [], ["the"]]
    Y, backprop = model.initialize(X=X).begin_update(X)
    assert Y.lengths.tolist() == [2, 0, 1]
    assert Y.data[0].tolist() == Y.data[2].tolist()
    assert backprop(Y) == []


@pytest.mark.parametrize(
    ("X", "got"),
    [(3, "3"), ([["a", 3]], "3"), ([3], "3"), ([["a"], [None]], "None"),
     (numpy.zeros(2), "float64 (2,)"), ([[b"a"]], "bytes")],
)  # fmt: skip
def test_what_is_not_made_of_strings_is_refused(X, got):
    with pytest.raises(ArrayError) as caught:
        chain(strings2arrays(), noop()).predict(X)
    assert str(caught.value) == (
        'layer 1 of 2, "strings2arrays", got an input that is not made of strings\n'
        "  expected  a sequence of sequences of strings\n"
        f"  got       {got}"
    )
