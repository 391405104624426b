"""Layers over ids, over hashed features and over sparse matrices."""

from typing import Any

import numpy
from scipy.sparse import csr_array, csr_matrix

from tests.layers.cases.common import IDS, TABLE, Case, block
from typedthinc.api import (
    Embed,
    Linear,
    MeanEmbed,
    Ragged,
    SparseLinear,
    SparseLinear_v2,
    premap_ids,
    remap_ids,
    remap_ids_v2,
)

WORDS = {"a": 3, "b": 1}
NUMBERS = {3: 1, 7: 2}

FEATURES = (
    numpy.array([3, 2**63, 3, 5], dtype="uint64"),
    numpy.array([0.5, -1.0, 2.0, 1.5], dtype="f"),
    numpy.array([2, 0, 1, 1], dtype="int32"),
)

# Two sequences of padding only: one of two rows, one of none.
PADDED_IDS = Ragged(numpy.array([[3], [0], [0], [0], [8]]), numpy.array([2, 2, 0, 1]))


def csr(make: Any, width: int, index: str = "int32") -> Any:
    """A sparse matrix with an empty row, a zero that is stored, and a place stored twice."""
    values = numpy.array([0.5, -1.0, 2.0, 0.0, 1.5, 0.25], dtype="f")
    columns = numpy.array([4, 1, 3, 3, 0, 0], dtype=index)
    ends = numpy.array([0, 2, 2, 4, 6], dtype=index)
    return make((values, columns, ends), shape=(4, width))


def linear(X: Any) -> Case:
    return Case(lambda: Linear(nO=3, sparse=True), X, block("Linear.v1", nO=3, sparse=True))


def but_padding() -> Any:
    """The sum of the outputs for ids that are no padding: the others have no gradient to check."""
    counts = (IDS != 3)[:, None]
    return (lambda Y: float((Y * counts).sum())), (lambda Y: (Y * 0 + counts).astype(Y.dtype))


CASES = {
    "remap_ids.v1": Case(
        lambda: remap_ids(WORDS, 9),
        ["b", "a", "c"],
        block("remap_ids.v1", mapping_table=WORDS, default=9),
        has_derivative=False,
    ),
    "remap_ids.v2": Case(
        lambda: remap_ids_v2(WORDS, 9),
        ["b", "a", "c"],
        block("remap_ids.v2", mapping_table=WORDS, default=9),
        has_derivative=False,
    ),
    "remap_ids.v2-array": Case(lambda: remap_ids_v2(NUMBERS), IDS, None),
    "remap_ids.v2-column": Case(lambda: remap_ids_v2(NUMBERS, column=0), TABLE, None),
    "premap_ids.v1": Case(
        lambda: premap_ids(NUMBERS, 9),
        IDS,
        block("premap_ids.v1", mapping_table={"3": 1, "7": 2}, default=9),
    ),
    "premap_ids.v1-column": Case(
        lambda: premap_ids(NUMBERS, column=-1),
        TABLE,
        block("premap_ids.v1", mapping_table={"3": 1, "7": 2}, column=-1),
    ),
    "SparseLinear.v1": Case(
        lambda: SparseLinear(3, length=8),
        FEATURES,
        block("SparseLinear.v1", nO=3, length=8),
        batched=False,  # the features of a batch are not in as many parts as it has members
    ),
    "SparseLinear.v2": Case(
        lambda: SparseLinear_v2(3, length=10),
        FEATURES,
        block("SparseLinear.v2", nO=3, length=10),
        batched=False,  # as above
    ),
    "Linear.v1-csr_matrix": linear(csr(csr_matrix, 5)),
    "Linear.v1-csr_array": linear(csr(csr_array, 40)),
    "Linear.v1-csr_long": linear(csr(csr_array, 40, "int64")),
    "Embed.v1-padding": Case(
        lambda: Embed(4, 9, padding_idx=3),
        IDS,
        block("Embed.v1", nO=4, nV=9, padding_idx=3),
        but_padding(),
    ),
    "MeanEmbed.v1": Case(
        lambda: MeanEmbed(4, 9, padding_idx=0),
        PADDED_IDS,
        block("MeanEmbed.v1", nO=4, nV=9, padding_idx=0),
    ),
    "MeanEmbed.v1-padded": Case(
        lambda: MeanEmbed(4, 9, padding_idx=0),
        TABLE,
        block("MeanEmbed.v1", nO=4, nV=9, padding_idx=0),
    ),
    "MeanEmbed.v1-all": Case(lambda: MeanEmbed(4, 9), TABLE, block("MeanEmbed.v1", nO=4, nV=9)),
}
