"""Layers of which each row goes through a few only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from typing_extensions import TypeVar

from typedthinc.layers._compose import check_layers, mirror_dims, push_dim
from typedthinc.layers._dense import as_dtype, as_gradient
from typedthinc.layers._experts import (
    as_experts,
    check_gate,
    check_k,
    check_outputs,
    check_weights,
    check_widths,
)
from typedthinc.layers._sequences import wrong_kind
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import ArrayXd, Floats2d

ArrayT = TypeVar("ArrayT", bound=ArrayXd, default=Any)


@registry.layers("MixtureOfExperts.v1")
def MixtureOfExperts(
    gate: Model[ArrayT, Floats2d], experts: Sequence[Model[ArrayT, Floats2d]], k: int
) -> Model[ArrayT, Floats2d]:
    """Send each row through the k experts with the largest weights, and add up what they give.

    An expert runs once, on the rows that chose it, and not at all if there are
    none. Of experts with equal weights the first are chosen.

    The outputs are multiplied by the weights as the gate gives them, which are
    not made to add up to 1; those of a `TopKGate` with the same k do. The
    backward pass of the gate gets the gradient of its weights, 0 for the experts
    that were not chosen.

    Args:
        gate: A layer that gives each row one weight an expert. If it does not
            know its width, it gets the number of experts. It cannot end in
            `Softmax`, which takes the gradient of its logits.
        experts: Layers with rows of one width as output, each row made from one
            row of the input. In a config they are sections such as
            `[model.experts.*.first]`, or a list of blocks.
        k: How many experts each row goes through.

    Shapes:
        X: an array (batch, ...)   Y: Floats2d (batch, nO)
        gate: as X -> Floats2d (batch, experts)

    Raises:
        CompositionError: There are no experts, a layer is not a `Model`, or the
            gate ends in `Softmax`.
        ArgumentError: `k` is below 1 or above the number of experts.
        ArgumentTypeError: `k` is no whole number.
        ArrayError: At run time, if the input is no array.
        ShapeError: The gate has not one output an expert, or the experts have
            outputs of different widths.

    Source:
        Shazeer et al., Outrageously Large Neural Networks: The Sparsely-Gated
        Mixture-of-Experts Layer, 2017, arXiv:1701.06538.

    Example:
        >>> from typedthinc.api import MixtureOfExperts, Relu, TopKGate
        >>> import numpy
        >>> model = MixtureOfExperts(TopKGate(k=2), [Relu(nO=8) for _ in range(4)], k=2)
        >>> model = model.initialize(X=numpy.zeros((1, 3), dtype="f"))
        >>> model.predict(numpy.ones((5, 3), dtype="f")).shape
        (5, 8)
        >>> model.layers[0].get_dim("nO")
        4
    """
    check_layers("MixtureOfExperts", [gate])
    members = as_experts("MixtureOfExperts", experts)
    check_k("MixtureOfExperts", k, len(members))
    check_gate("MixtureOfExperts", gate)
    dims: dict[str, int | None] = {"nO": None}
    if any(layer.has_dim("nI") is not False for layer in (gate, *members)):
        dims["nI"] = None
    model: Model[ArrayT, Floats2d] = Model(
        "mixtureofexperts",
        forward,
        init=init,
        dims=dims,
        layers=[gate, *members],
        attrs={"k": k},
    )
    check_widths(model)
    _set_dims(model)
    return model


def forward(
    model: Model[ArrayT, Floats2d], X: ArrayT, is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], ArrayT]]:
    if not hasattr(X, "ndim") or hasattr(X, "tocsr"):
        raise wrong_kind(model, "an array", X)
    xp: Any = model.ops.xp
    rows_of: Any = X
    gate, *experts = model.layers
    given, backprop_gate = gate(X, is_train)
    weights: Any = check_weights(model, given, X)
    chosen: Any = model.ops.top_k(weights, model.attrs["k"])
    # Place, rows, output and callback of each expert that has rows.
    ran: list[tuple[int, Any, Any, Callable[[Any], Any]]] = []
    for place, expert in enumerate(experts):
        rows = xp.nonzero((chosen == place).any(axis=1))[0]
        if len(rows):
            ran.append((place, rows, *expert(rows_of[rows], is_train)))
    Y = _added_up(model, weights, [(place, rows, part) for place, rows, part, _ in ran])

    def backprop(dY: Floats2d) -> ArrayT:
        gradient: Any = as_gradient(model, dY, Y)
        d_weights = xp.zeros_like(weights)
        d_inputs = []
        for place, rows, part, callback in ran:
            d_rows = gradient[rows]
            d_weights[rows, place] = (d_rows * part).sum(axis=1)
            d_part = as_dtype(d_rows * weights[rows, place][:, None], part)
            d_inputs.append((rows, callback(d_part)))
        d_gate: Any = backprop_gate(d_weights)
        # A layer over ids gives integers, whatever the others give.
        parts = [d_gate, *(d_rows for _, d_rows in d_inputs)]
        floats = [part.dtype for part in parts if part.dtype.kind == "f"]
        dX = d_gate.astype(xp.result_type(*floats) if floats else d_gate.dtype)
        for rows, d_rows in d_inputs:
            dX[rows] += d_rows
        return cast("ArrayT", dX)

    return Y, backprop


def _added_up(model: Model[Any, Any], weights: Any, parts: list[tuple[int, Any, Any]]) -> Floats2d:
    check_outputs(model, parts)
    xp: Any = model.ops.xp
    # Without rows there is no expert that has told the width.
    nO = parts[0][2].shape[1] if parts else model.maybe_get_dim("nO") or 0
    Y: Any = xp.zeros(
        (len(weights), nO), dtype=xp.result_type(weights, *(part for _, _, part in parts))
    )
    for place, rows, part in parts:
        Y[rows] += part * weights[rows, place][:, None]
    return cast("Floats2d", Y)


def init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    gate, *experts = model.layers
    check_widths(model)
    push_dim(model, "nI", model.layers)
    gate.initialize(X=X, Y=model.ops.alloc2f(1, len(experts)))
    for expert in experts:
        push_dim(model, "nO", [expert])
        expert.initialize(X=X, Y=Y)
        _set_dims(model)
    check_widths(model)


def _set_dims(model: Model[Any, Any]) -> None:
    mirror_dims(model, "nI", model.layers)
    mirror_dims(model, "nO", model.layers[1:])
