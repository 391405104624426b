"""Weights for a few of several experts."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from typedthinc.initializers import glorot_uniform_init, zero_init
from typedthinc.layers._dense import Initializer, affine, as_gradient, dense_init
from typedthinc.layers._experts import check_k
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Floats2d


@registry.layers("TopKGate.v1")
def TopKGate(
    nO: int | None = None,
    nI: int | None = None,
    *,
    k: int = 2,
    init_W: Initializer | None = None,
    init_b: Initializer | None = None,
) -> Model[Floats2d, Floats2d]:
    """Weigh a few experts for each row: the softmax over the k largest sums, 0 for the others.

    The sums are X Wᵀ + b. Of equal sums the one further left is chosen. The
    gradient that comes back is that of the weights, as `MixtureOfExperts` gives
    it; a sum that is not chosen has none. With k=1 the weight is 1 whatever the
    sum, so such a gate learns nothing.

    Args:
        nO: The width of the output, one for each expert.
        nI: The width of the input.
        k: How many experts have a weight other than 0.
        init_W: How the weights start; `glorot_uniform_init` if left out. Zeros
            would send all rows to the same experts.
        init_b: How the bias starts; `zero_init` if left out.

    Shapes:
        X: Floats2d (batch, nI)   Y: Floats2d (batch, nO)
        W: Floats2d (nO, nI)      b: Floats1d (nO,)

    Raises:
        ArgumentError: `k` is below 1 or above `nO`.
        ArgumentTypeError: `k` is no whole number.
        ArrayError: At run time, if the input is not an array with two axes.
        ShapeError: At run time, if the input has another width than `nI`.

    Source:
        Shazeer et al., Outrageously Large Neural Networks: The Sparsely-Gated
        Mixture-of-Experts Layer, 2017, arXiv:1701.06538, equations 3 and 5; the
        noise of equation 4 is left out.

    Example:
        >>> from typedthinc.api import TopKGate
        >>> import numpy
        >>> gate = TopKGate(nO=4, nI=3, k=2).initialize()
        >>> weights = gate.predict(numpy.ones((5, 3), dtype="f"))
        >>> (weights > 0).sum(axis=1).tolist()
        [2, 2, 2, 2, 2]
    """
    check_k("TopKGate", k, nO)
    dense = dense_init(init_W or glorot_uniform_init, init_b or zero_init)
    return Model(
        "topkgate",
        forward,
        init=functools.partial(init, dense),
        dims={"nO": nO, "nI": nI},
        params={"W": None, "b": None},
        attrs={"k": k},
    )


def forward(
    model: Model[Floats2d, Floats2d], X: Floats2d, is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], Floats2d]]:
    sums, backprop_affine = affine(model, X)
    columns: Any = model.ops.top_k(sums, model.attrs["k"])
    chosen: Any = (model.ops.xp.arange(len(sums))[:, None], columns)
    weights = model.ops.softmax(sums[chosen], inplace=True)
    Y = _spread(model, weights, chosen, sums)

    def backprop(dY: Floats2d) -> Floats2d:
        d_weights: Any = as_gradient(model, dY, Y)[chosen]
        d_chosen = model.ops.backprop_softmax(weights, d_weights)
        return backprop_affine(_spread(model, d_chosen, chosen, sums))

    return Y, backprop


def _spread(model: Model[Any, Any], values: Floats2d, chosen: Any, like: Floats2d) -> Floats2d:
    spread = model.ops.xp.zeros_like(like)
    spread[chosen] = values
    return spread


def init(
    dense: Callable[[Model[Any, Any], Any, Any], None],
    model: Model[Any, Any],
    X: Any = None,
    Y: Any = None,
) -> None:
    dense(model, X, Y)
    check_k("TopKGate", model.attrs["k"], model.get_dim("nO"), node=model)
