"""Rows weighed by learned attention to keys made of them."""

from __future__ import annotations

import functools
from typing import Any

from typedthinc.initializers import uniform_init
from typedthinc.layers._attention import RaggedCallback, attended, infer_width
from typedthinc.layers._compose import check_layers
from typedthinc.layers.noop import noop
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Floats2d, Ragged

# The reference that tells which layer makes the keys.
KEY_TRANSFORM_REF: str = "key_transform"


@registry.layers("ParametricAttention.v2")
def ParametricAttention_v2(
    *, key_transform: Model[Floats2d, Floats2d] | None = None, nO: int | None = None
) -> Model[Ragged, Ragged]:
    """Scale each row of a sequence by the attention to its key: Y = X · softmax(f(X) Q).

    The shares of a sequence add up to 1, so that the sum of its rows is then a
    weighted mean of them.

    Args:
        key_transform: The layer f that makes a key of each row, as wide as the
            row; without it the rows are their own keys.
        nO: The width of the input and of the output.

    Shapes:
        X: Ragged (total, nO)   Y: Ragged (total, nO)   Q: Floats1d (nO,)

    Raises:
        CompositionError: `key_transform` is not a `Model`.
        DimensionError: In initialize(), if `key_transform` has another width.
        ArrayError: At run time, if the input is not a Ragged of floats.
        ShapeError: At run time, if the input has another width than `nO`.

    Source:
        Yang et al., Hierarchical Attention Networks for Document Classification,
        2016, https://aclanthology.org/N16-1174.

    Example:
        >>> from typedthinc.api import Mish, ParametricAttention_v2
        >>> ParametricAttention_v2(key_transform=Mish(nO=8)).initialize().get_dim("nO")
        8
    """
    transform = noop() if key_transform is None else key_transform
    check_layers("ParametricAttention_v2", [transform])
    return Model(
        "para-attn",
        forward,
        init=init,
        params={"Q": None},
        dims={"nO": nO},
        refs={KEY_TRANSFORM_REF: transform},
        layers=[transform],
    )


def forward(
    model: Model[Ragged, Ragged], X: Ragged, is_train: bool
) -> tuple[Ragged, RaggedCallback]:
    key_transform: Model[Floats2d, Floats2d] = model.get_ref(KEY_TRANSFORM_REF)
    return attended(model, X, functools.partial(key_transform, is_train=is_train))


def init(model: Model[Ragged, Ragged], X: Any = None, Y: Any = None) -> None:
    key_transform = model.get_ref(KEY_TRANSFORM_REF)
    infer_width(model, X, Y)
    # Rows and keys are of one width, whoever knows it.
    members = [(layer, name) for layer in (model, key_transform) for name in ("nO", "nI")]
    widths = [layer.maybe_get_dim(name) for layer, name in members]
    width = next((width for width in widths if width is not None), None)
    for layer, name in members:
        if width is not None and layer.has_dim(name) is None:
            layer.set_dim(name, width)
    # First, as in Thinc: the same seed gives the same numbers.
    model.set_param("Q", uniform_init(model.ops, (model.get_dim("nO"),)))
    rows = X.data if isinstance(X, Ragged) else X
    key_transform.initialize(X=rows, Y=rows)
