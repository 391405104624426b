"""The LSTM, and what brings sequences into the form that it takes and back."""

from tests.layers.cases.common import Case, block, floats, listed, padded, ragged
from typedthinc.api import (
    LSTM,
    Dropout,
    NumpyOps,
    bidirectional,
    list2padded,
    padded2list,
    with_array,
    with_padded,
)

OPS = NumpyOps()
SMALL = block("LSTM.v1", nO=4, nI=3)


def lstm(X, **arguments):
    return Case(lambda: LSTM(nO=4, **arguments), X, block("LSTM.v1", nO=4, **arguments))


def wrapped(X, **flags):
    return Case(
        lambda: with_padded(LSTM(nO=4, nI=3, bi=True)),
        X,
        block("with_padded.v1", layer=block("LSTM.v1", nO=4, nI=3, bi=True)),
        **flags,
    )


def with_empty():
    """Sequences of which some have no steps."""
    return OPS.list2padded([floats(n, 3) for n in (0, 2, 4, 0, 3)])


def of_one_length():
    return OPS.list2padded([floats(3, 3), floats(3, 3) + 1])


def sorted_list():
    return [floats(3, 3), floats(2, 3), floats(0, 3)]


def parts(X):
    return (X.data, X.size_at_t, X.lengths, X.indices)


CASES = {
    "LSTM.v1": lstm(padded()),
    "LSTM.v1-bi": lstm(with_empty(), bi=True),
    "LSTM.v1-depth": lstm(with_empty(), depth=2),
    "LSTM.v1-bi-depth": lstm(of_one_length(), bi=True, depth=2),
    "LSTM.v1-dropout": lstm(with_empty(), bi=True, dropout=0.3),
    "with_padded.v1": wrapped(ragged()),
    "with_padded.v1-list": wrapped(listed()),
    "with_padded.v1-padded": wrapped(with_empty()),
    # The sequences lie along the second axis.
    "with_padded.v1-array": wrapped(floats(3, 2, 3), batched=False),
    "with_padded.v1-tuple": wrapped(parts(with_empty()), batched=False),
    "with_padded.v1-dropout": Case(
        lambda: with_padded(with_array(Dropout(0.2))),
        ragged(),
        block(
            "with_padded.v1",
            layer=block("with_array.v1", layer=block("Dropout.v1", rate=0.2)),
        ),
    ),
    "bidirectional.v1": Case(
        lambda: bidirectional(LSTM(nO=4, nI=3)),
        with_empty(),
        block("bidirectional.v1", l2r=SMALL),
    ),
    "bidirectional.v1-two": Case(
        lambda: bidirectional(LSTM(nO=4, nI=3), LSTM(nO=2, nI=3)),
        with_empty(),
        block("bidirectional.v1", l2r=SMALL, r2l=block("LSTM.v1", nO=2, nI=3)),
    ),
    "list2padded.v1": Case(list2padded, sorted_list(), block("list2padded.v1")),
    # The sequences of a Padded come in another order than those of a list.
    "list2padded.v1-order": Case(list2padded, listed(), block("list2padded.v1"), batched=False),
    "padded2list.v1": Case(padded2list, OPS.list2padded(sorted_list()), block("padded2list.v1")),
    "padded2list.v1-order": Case(padded2list, padded(), block("padded2list.v1"), batched=False),
    "padded2list.v1-empty": Case(padded2list, with_empty(), block("padded2list.v1"), batched=False),
}
