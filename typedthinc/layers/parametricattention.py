"""Rows weighed by learned attention."""

from __future__ import annotations

from typing import Any

from typedthinc.initializers import uniform_init
from typedthinc.layers._attention import KeysCallback, RaggedCallback, attended, infer_width
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Floats2d, Ragged


@registry.layers("ParametricAttention.v1")
def ParametricAttention(nO: int | None = None) -> Model[Ragged, Ragged]:
    """Scale each row of a sequence by its share of the attention: Y = X · softmax(X Q).

    The shares of a sequence add up to 1, so that the sum of its rows is then a
    weighted mean of them.

    Args:
        nO: The width of the input and of the output.

    Shapes:
        X: Ragged (total, nO)   Y: Ragged (total, nO)   Q: Floats1d (nO,)

    Raises:
        ArrayError: At run time, if the input is not a Ragged of floats.
        ShapeError: At run time, if the input has another width than `nO`.

    Source:
        Yang et al., Hierarchical Attention Networks for Document Classification,
        2016, https://aclanthology.org/N16-1174, with the rows as their own keys.

    Example:
        >>> from typedthinc.api import ParametricAttention, Ragged, chain, reduce_sum
        >>> import numpy
        >>> X = Ragged(numpy.ones((3, 2), dtype="f"), numpy.asarray([1, 2]))
        >>> chain(ParametricAttention(), reduce_sum()).initialize(X=X).predict(X).tolist()
        [[1.0, 1.0], [1.0, 1.0]]
    """
    return Model("para-attn", forward, init=init, params={"Q": None}, dims={"nO": nO})


def forward(
    model: Model[Ragged, Ragged], X: Ragged, is_train: bool
) -> tuple[Ragged, RaggedCallback]:
    return attended(model, X, _themselves)


def init(model: Model[Ragged, Ragged], X: Any = None, Y: Any = None) -> None:
    infer_width(model, X, Y)
    model.set_param("Q", uniform_init(model.ops, (model.get_dim("nO"),)))


def _themselves(rows: Floats2d) -> tuple[Floats2d, KeysCallback]:
    return rows, _unchanged


def _unchanged(d_keys: Floats2d) -> Floats2d:
    return d_keys
