"""Layers that reduce, weigh or compare sequences, and that turn strings into ids."""

from tests.layers.cases.common import LINEAR, Case, block, floats, linear, ragged
from typedthinc.api import (
    CauchySimilarity,
    ParametricAttention,
    ParametricAttention_v2,
    Ragged,
    Relu,
    reduce_first,
    reduce_last,
    reduce_max,
    siamese,
    strings2arrays,
)


def filled() -> Ragged:
    X = ragged()
    return Ragged(X.data, X.lengths[X.lengths > 0])


def pair() -> tuple[object, object]:
    return floats(5, 3), floats(3, 5).T


CASES = {
    "reduce_first.v1": Case(
        reduce_first, filled(), block("reduce_first.v1"), takes_empty_members=False
    ),
    "reduce_last.v1": Case(
        reduce_last, filled(), block("reduce_last.v1"), takes_empty_members=False
    ),
    "reduce_max.v1": Case(reduce_max, filled(), block("reduce_max.v1"), takes_empty_members=False),
    "ParametricAttention.v1": Case(
        lambda: ParametricAttention(nO=3), ragged(), block("ParametricAttention.v1", nO=3)
    ),
    "ParametricAttention.v2": Case(
        ParametricAttention_v2, ragged(), block("ParametricAttention.v2")
    ),
    "ParametricAttention.v2-keys": Case(
        lambda: ParametricAttention_v2(key_transform=Relu(nO=3)),
        ragged(),
        block("ParametricAttention.v2", key_transform=block("Relu.v1", nO=3)),
    ),
    "CauchySimilarity.v1": Case(CauchySimilarity, pair(), block("CauchySimilarity.v1")),
    "siamese.v1": Case(
        lambda: siamese(linear(), CauchySimilarity(3)),
        pair(),
        block("siamese.v1", layer=LINEAR, similarity=block("CauchySimilarity.v1", nI=3)),
    ),
    "siamese.v1-ragged": Case(
        lambda: siamese(reduce_first(), CauchySimilarity()),
        (filled(), filled()),
        block(
            "siamese.v1",
            layer=block("reduce_first.v1"),
            similarity=block("CauchySimilarity.v1"),
        ),
        takes_empty_members=False,
    ),
    "strings2arrays.v1": Case(
        strings2arrays,
        [["hello", "wörld"], ["a"], ["", "b" * 9, "c"]],
        block("strings2arrays.v1"),
        has_derivative=False,
    ),
}
