"""What layers that choose among experts have in common."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import Any

from typedthinc.errors import (
    ArgumentError,
    ArgumentTypeError,
    ArrayError,
    CompositionError,
    ShapeError,
)
from typedthinc.layers.chain import forward as chain_forward
from typedthinc.layers.multisoftmax import forward as multisoftmax_forward
from typedthinc.layers.softmax import forward as softmax_forward
from typedthinc.model import Model
from typedthinc.places import place_of
from typedthinc.types import Floats2d
from typedthinc.types.describe import describe


def check_k(
    layer: str, k: object, n_experts: int | None, *, node: Model[Any, Any] | None = None
) -> None:
    """Check how many experts are to be chosen.

    Args:
        layer: The name of the constructor, for the message.
        k: How many.
        n_experts: How many there are; None if that is not known yet.
        node: The layer, if it is made already.

    Raises:
        ArgumentTypeError: It is no whole number.
        ArgumentError: It is below 1, or there are not as many.
    """
    what = "cannot" if node else f"{layer} cannot"
    if isinstance(k, bool) or not hasattr(k, "__index__"):
        raise ArgumentTypeError(
            f"{what} choose that number of experts",
            node=node,
            expected="a whole number k",
            got=describe(k),
        )
    number: Any = k
    if number < 1 or (n_experts is not None and number > n_experts):
        raise ArgumentError(
            f"{what} choose that number of experts",
            node=node,
            expected="k >= 1" if n_experts is None else f"1 <= k <= {n_experts}",
            source=None if n_experts is None else "the number of experts",
            got=f"k={k}",
        )


def as_experts(combinator: str, experts: object) -> list[Model[Any, Any]]:
    """The experts that a combinator is called with, as a list.

    Raises:
        CompositionError: They are no sequence, there are none, or one is not a `Model`.
    """
    if not isinstance(experts, Sequence) or not experts:
        raise CompositionError(
            f"{combinator} needs one expert or more",
            expected="a list of layers",
            got=describe(experts),
        )
    for position, expert in enumerate(experts, 1):
        if not isinstance(expert, Model):
            raise CompositionError(
                f"expert {position} of {combinator} is not a layer",
                expected="a Model",
                got=describe(expert),
            )
    return list(experts)


def check_gate(combinator: str, gate: Model[Any, Any]) -> None:
    """Check that a gate takes the gradient of its output, as far as that can be seen.

    Raises:
        CompositionError: It ends in a `Softmax` or `MultiSoftmax`.
    """
    last = gate
    while inspect.unwrap(last._func) is chain_forward and last.layers:
        last = last.layers[-1]
    if inspect.unwrap(last._func) in (softmax_forward, multisoftmax_forward):
        raise CompositionError(
            f'the gate of {combinator} cannot end in "{last.name}"',
            expected="a layer whose backward pass takes the gradient of its output",
            got="a layer whose backward pass takes that of its logits",
            help="use TopKGate(), or chain(Linear(), softmax_activation())",
        )


def check_widths(model: Model[Any, Any]) -> None:
    """Check the widths of a gate and its experts, where they are known.

    Raises:
        ShapeError: The gate has not one output an expert, or the experts have
            outputs of different widths.
    """
    gate, *experts = model.layers
    width = gate.maybe_get_dim("nO")
    if width is not None and width != len(experts):
        raise ShapeError(
            "has a gate that does not give one weight an expert",
            node=model,
            expected=f"nO={len(experts)}",
            source="the number of experts",
            got=f'"{gate.name}" has nO={width}',
        )
    known = [(expert, expert.maybe_get_dim("nO")) for expert in experts]
    widths = [(expert, nO) for expert, nO in known if nO is not None]
    for expert, nO in widths[1:]:
        if nO != widths[0][1]:
            raise ShapeError(
                "has experts that give different widths",
                node=model,
                expected=f"nO={widths[0][1]}",
                source=f"as {place_of(widths[0][0], model).rstrip(',')}",
                got=f"{place_of(expert, model).rstrip(',')} has nO={nO}",
            )


def check_weights(model: Model[Any, Any], weights: Any, X: Any) -> Floats2d:
    """The weights that a gate gave, once they are known to be one for each row and expert.

    Raises:
        ArrayError: They are no floats with two axes.
        ShapeError: There are more or fewer.
    """
    if not isinstance(weights, Floats2d):
        raise ArrayError(
            "got weights of the wrong kind from its gate",
            node=model,
            expected="Floats2d (batch, experts)",
            got=describe(weights),
        )
    wanted = (len(X), len(model.layers) - 1)
    if weights.shape != wanted:
        raise ShapeError(
            "got weights of the wrong shape from its gate",
            node=model,
            expected=wanted,
            source="one for each row and expert",
            got=weights.shape,
        )
    return weights


def check_outputs(model: Model[Any, Any], parts: Sequence[tuple[int, Any, Any]]) -> None:
    """Check that experts gave a row for each of theirs, and all of one width.

    Args:
        model: The mixture.
        parts: For each expert that ran its place, its rows and its output.

    Raises:
        ArrayError: An output is no array of floats with two axes.
        ShapeError: It has another number of rows, or another width than the first.
    """
    for place, rows, part in parts:
        where = place_of(model.layers[place + 1], model)
        if not isinstance(part, Floats2d):
            raise ArrayError(
                f"got an output of the wrong kind from {where.rstrip(',')}",
                node=model,
                expected="Floats2d (rows, nO)",
                got=describe(part),
            )
        wanted = (len(rows), parts[0][2].shape[1])
        if part.shape != wanted:
            raise ShapeError(
                f"got an output of the wrong shape from {where.rstrip(',')}",
                node=model,
                expected=wanted,
                source="a row for each that chose it, as wide as that of the first",
                got=part.shape,
            )
