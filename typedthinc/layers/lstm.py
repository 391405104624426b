"""A long short-term memory."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from typedthinc.backends.lstm import weight_shapes
from typedthinc.errors import ArgumentError, ArrayError, ShapeError
from typedthinc.initializers import glorot_uniform_init, zero_init
from typedthinc.layers._counts import checked_count
from typedthinc.layers._dense import (
    Initializer,
    as_dtype,
    as_gradient,
    ids_are_no_numbers,
    infer_dims,
)
from typedthinc.layers._dropout import checked_rate, draw_mask
from typedthinc.layers._empty import has_no_width
from typedthinc.layers._padded import as_padded, packed_rows, with_data
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Padded
from typedthinc.types.describe import describe


@registry.layers("LSTM.v1")
def LSTM(
    nO: int | None = None,
    nI: int | None = None,
    *,
    bi: bool = False,
    depth: int = 1,
    dropout: float = 0.0,
    init_W: Initializer | None = None,
    init_b: Initializer | None = None,
) -> Model[Padded, Padded]:
    """A long short-term memory: each step of the output depends on all steps before it.

    Wrap it in `with_padded` for lists of arrays and Ragged.

    Args:
        nO: The width of the output; with `bi` each direction gives half of it.
        nI: The width of the input.
        bi: Whether a second memory runs from the last step to the first. The outputs
            of both are put side by side.
        depth: How many such layers are stacked, 1 or more.
        dropout: The share of the parameters (0 to 1) that is set to zero in training,
            the same ones for all steps.
        init_W: How the weights of each gate start; `glorot_uniform_init` if left out.
        init_b: How the bias of each gate starts; `zero_init` if left out.

    Shapes:
        X: Padded (steps, batch, nI)   Y: Padded (steps, batch, nO)
        LSTM: Floats1d (size,), with nH = nO / dirs for each layer and direction the
            weights of its input (4 nH, width) and their bias (4 nH,), those of its
            hidden state (4 nH, nH) and their bias (4 nH,); each of them has the gates
            forget, input, output, cell
        HC0: Floats4d (2, depth, dirs, nH), the hidden state and the cell that every
            sequence starts with

    Raises:
        ArgumentError: `depth` is below 1, `dropout` is not between 0 and 1, or `nO` is
            odd with `bi`.
        ArgumentTypeError: `depth` is no whole number, or `dropout` no number.
        ArrayError: At run time, if the input is not a Padded of numbers.
        ShapeError: At run time, if the input has another width than `nI`.

    Source:
        Hochreiter and Schmidhuber, Long Short-Term Memory, Neural Computation 9, 1997;
        with the forget gate of Gers et al., Learning to Forget, 2000.

    Example:
        >>> from typedthinc.api import LSTM, with_padded
        >>> import numpy
        >>> model = with_padded(LSTM(nO=4, nI=3, bi=True)).initialize()
        >>> [Y.shape for Y in model.predict([numpy.zeros((2, 3), dtype="f")])]
        [(2, 4)]
    """
    help = "use noop() where there is to be no such layer"
    depth = checked_count("LSTM", "depth", depth, help=help)
    model: Model[Padded, Padded] = Model(
        "lstm",
        forward,
        init=functools.partial(init, init_W or glorot_uniform_init, init_b or zero_init),
        dims={"nO": nO, "nI": nI, "depth": depth, "dirs": 1 + int(bi)},
        params={"LSTM": None, "HC0": None},
        attrs={"registry_name": "LSTM.v1", "dropout_rate": checked_rate(dropout)},
    )
    if nO is not None:
        _width_of_state(model)
    return model


def forward(
    model: Model[Padded, Padded], X: Padded, is_train: bool
) -> tuple[Padded, Callable[[Padded], Padded]]:
    ops: Any = model.ops
    params, HC0 = model.get_param("LSTM"), model.get_param("HC0")
    data = _as_data(model, X, params)
    rate = checked_rate(model.attrs["dropout_rate"], node=model)
    mask = draw_mask(model, params.shape, rate, params) if is_train and rate else None
    weights = params if mask is None else params * mask
    total, places = packed_rows(model, X)
    sizes = X.size_at_t

    def pack(steps: Any) -> Any:
        return steps.reshape((total, steps.shape[2])) if places is None else steps[places]

    def unpack(rows: Any) -> Any:
        if places is None:
            return rows.reshape((*data.shape[:2], rows.shape[1]))
        steps = ops.xp.zeros((*places.shape, rows.shape[1]), dtype=rows.dtype)
        steps[places] = rows
        return steps

    inputs = (weights, HC0[0], HC0[1], pack(data), sizes)
    if is_train:
        outputs, kept = ops.lstm_forward_training(*inputs)
    else:
        outputs, kept = ops.lstm_forward_inference(*inputs), None
    Y = with_data(X, unpack(outputs))

    def backprop(dY: Padded) -> Padded:
        d_outputs = pack(as_gradient(model, as_padded(model, dY).data, Y.data))
        # Gradients of a prediction are rare, and to keep what they need takes memory.
        state = ops.lstm_forward_training(*inputs)[1] if kept is None else kept
        dX, d_params, dH0, dC0 = ops.backprop_lstm_and_states(d_outputs, sizes, weights, state)
        model.inc_grad("LSTM", d_params if mask is None else d_params * mask)
        model.inc_grad("HC0", ops.xp.stack([dH0, dC0]))
        d_data = as_dtype(unpack(dX), X.data)
        return with_data(X, d_data if d_data.shape == X.data.shape else d_data[..., :0])

    return Y, backprop


def init(
    init_W: Initializer,
    init_b: Initializer,
    model: Model[Padded, Padded],
    X: Any = None,
    Y: Any = None,
) -> None:
    infer_dims(model, X, Y)
    nI, depth, dirs = (model.get_dim(name) for name in ("nI", "depth", "dirs"))
    nH = _width_of_state(model)
    ops: Any = model.ops
    parts: list[Any] = []
    for shape in weight_shapes(nI, nH, depth, dirs):
        start = init_W if len(shape) == 2 else init_b
        parts += [start(ops, (nH, *shape[1:])).reshape((-1,)) for _gate in range(4)]
    model.set_param("LSTM", ops.xp.concatenate(parts))
    model.set_param("HC0", zero_init(ops, (2, depth, dirs, nH)))


def _width_of_state(model: Model[Any, Any]) -> int:
    nO, dirs = model.get_dim("nO"), model.get_dim("dirs")
    if nO % dirs:
        raise ArgumentError(
            "has an odd width, which cannot be shared between two directions",
            node=model,
            expected="an even nO",
            source="bi=True",
            got=f"nO={nO}",
        )
    return nO // dirs


def _as_data(model: Model[Any, Any], X: Padded, params: Any) -> Any:
    nI = model.get_dim("nI")
    data: Any = as_padded(model, X).data
    if data.ndim != 3 or data.dtype.kind not in "fiub":
        raise ArrayError(
            "got an input of the wrong kind",
            node=model,
            expected=f"Padded of floats (steps, batch, nI={nI})",
            got=f"Padded of {describe(data)}",
        )
    if data.dtype == "uint64":
        raise ids_are_no_numbers(model, data)
    if has_no_width(data):
        return model.ops.alloc((0, 0, nI), dtype=params.dtype)
    if data.shape[2] != nI:
        raise ShapeError(
            "got an input of the wrong width",
            node=model,
            expected=f"Padded (steps, batch, nI={nI})",
            got=f"Padded {describe(data)}",
            help=f"let the layer before it give width {nI}, or set nI={data.shape[2]} here",
        )
    return data.astype(params.dtype, copy=False)
