"""Layers over sparse matrices, which are no arrays, and layers over arrays."""

from __future__ import annotations

from typing_extensions import assert_type

from typedthinc.api import Linear, Model, Relu, Softmax, chain, list2ragged
from typedthinc.types import Csr2d, Floats2d


def counts() -> Model[Floats2d, Csr2d]:
    """A layer that gives sparse matrices."""
    raise NotImplementedError


def run(X: Csr2d) -> None:
    """What a layer makes of a sparse matrix, and what it says to an array."""
    model = Linear(8, sparse=True).initialize(X=X)
    Y, backprop = model.begin_update(X)
    assert_type(Y, Floats2d)
    assert_type(backprop(Y), Csr2d)
    assert_type(X[1:], Csr2d)
    model.predict(Y)  # E
    Linear(8).predict(X)  # E
    Relu(8).predict(X)  # E


assert_type(Linear(8), Model[Floats2d, Floats2d])
assert_type(Linear(8) + Relu(8), Model[Floats2d, Floats2d])
assert_type(Linear(8, sparse=True), Model[Csr2d, Floats2d])
assert_type(chain(Linear(8, sparse=True), Relu(8), Softmax(8)), Model[Csr2d, Floats2d])
assert_type(Linear(8, sparse=True) >> Softmax(8), Model[Csr2d, Floats2d])

inside = chain(counts(), Linear(8, sparse=True), Relu(8))
shifted = counts() >> Linear(8, sparse=True)

csr_into_floats = chain(counts(), Relu(8))  # E
csr_into_dense = chain(counts(), Linear(8))  # E
floats_into_csr = chain(Relu(8), Linear(8, sparse=True))  # E
ragged_into_csr = chain(list2ragged(), Linear(8, sparse=True))  # E
shifted_csr = counts() >> Relu(8)  # E
shifted_floats = Relu(8) >> Linear(8, sparse=True)  # E
