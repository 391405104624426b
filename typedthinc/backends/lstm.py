"""One layer of an LSTM in one direction, over the packed steps of a batch.

A batch is packed step by step: first the first step of all sequences, then the
second of those that have one, and so on. A step is a slice of the packed rows;
each sequence has the same place in every step, so the sequences of a shorter
step are the first ones of a longer one. Where the next step is shorter, some
sequences end; where it is longer, some begin.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

# The gates as they lie side by side: forget, input, output, and what enters the cell.
FORGET, INPUT, OUTPUT, CELL = range(4)


class Weights(NamedTuple):
    """The parameters of one direction of one layer: four gates, one below the other.

    Shapes:
        Wx: (4 nH, nI)   bx: (4 nH,)   Wh: (4 nH, nH)   bh: (4 nH,)
    """

    Wx: Any
    bx: Any
    Wh: Any
    bh: Any


class Run(NamedTuple):
    """What one direction of one layer computed, for each packed row.

    Attributes:
        gates: The four gates, (rows, 4, nH).
        H: The hidden state before the step.
        C: The cell before the step.
        T: The tanh of the cell after the step.
    """

    gates: Any
    H: Any
    C: Any
    T: Any


def weight_shapes(nI: int, nH: int, depth: int, dirs: int) -> list[tuple[int, ...]]:
    """The shapes of all parameters, in the order in which they lie in one flat array.

    Args:
        nI: The width of the input.
        nH: The width of the hidden state of each direction.
        depth: How many layers there are.
        dirs: How many directions there are.
    """
    shapes: list[tuple[int, ...]] = []
    for layer in range(depth):
        width = nH * dirs if layer else nI
        shapes += [(4 * nH, width), (4 * nH,), (4 * nH, nH), (4 * nH,)] * dirs
    return shapes


def split_weights(params: Any, nI: int, nH: int, depth: int, dirs: int) -> list[list[Weights]]:
    """The parts of a flat array of parameters, for each layer and direction; views if they can be.

    Args:
        params: The array.
        nI: The width of the input.
        nH: The width of the hidden state of each direction.
        depth: How many layers there are.
        dirs: How many directions there are.
    """
    parts, start = [], 0
    for shape in weight_shapes(nI, nH, depth, dirs):
        end = start + math.prod(shape)
        parts.append(params[start:end].reshape(shape))
        start = end
    each = [Weights(*parts[i : i + 4]) for i in range(0, len(parts), 4)]
    return [each[i : i + dirs] for i in range(0, len(each), dirs)]


def run_forward(
    xp: Any, X: Any, steps: Sequence[slice], weights: Weights, h0: Any, c0: Any, Y: Any
) -> Run:
    """Run one direction of one layer.

    Args:
        xp: The array module.
        X: The packed input, (rows, nI).
        steps: The steps in the order in which they are run.
        weights: The parameters.
        h0: The hidden state at the start of each sequence, (nH,).
        c0: The cell at the start of each sequence, (nH,).
        Y: Where the packed output is written, (rows, nH).
    """
    rows, nH, dtype = len(X), len(h0), weights.Wx.dtype
    # sigmoid(x) is (tanh(x / 2) + 1) / 2: one tanh does for all gates.
    scale = xp.full((4, nH), 0.5, dtype=dtype)
    scale[CELL] = 1.0
    scale = scale.reshape((4 * nH,))
    gates = xp.matmul(X, (weights.Wx * scale[:, None]).T)
    gates += (weights.bx + weights.bh) * scale
    recurrent = xp.ascontiguousarray((weights.Wh * scale[:, None]).T)
    H, C, T = (xp.empty((rows, nH), dtype=dtype) for _ in range(3))
    # What no step before writes to is where a sequence begins.
    H[...] = h0
    C[...] = c0
    longest = max((_size(step) for step in steps), default=0)
    sums = xp.empty((longest, 4 * nH), dtype=dtype)
    cells, products = (xp.empty((longest, nH), dtype=dtype) for _ in range(2))
    for place, step in enumerate(steps):
        size = _size(step)
        gate, c, tanh_c, y = gates[step], cells[:size], T[step], Y[step]
        gate += xp.matmul(H[step], recurrent, out=sums[:size])
        xp.tanh(gate, out=gate)
        sigmoids = gate[:, : 3 * nH]
        sigmoids *= 0.5
        sigmoids += 0.5
        xp.multiply(gate[:, :nH], C[step], out=c)
        c += xp.multiply(gate[:, nH : 2 * nH], gate[:, 3 * nH :], out=products[:size])
        xp.tanh(c, out=tanh_c)
        xp.multiply(gate[:, 2 * nH : 3 * nH], tanh_c, out=y)
        if place + 1 < len(steps):
            following = steps[place + 1]
            shared = min(size, _size(following))
            going_on = slice(following.start, following.start + shared)
            H[going_on] = y[:shared]
            C[going_on] = c[:shared]
    return Run(gates.reshape((rows, 4, nH)), H, C, T)


def run_backward(
    xp: Any, dY: Any, X: Any, steps: Sequence[slice], weights: Weights, run: Run, grads: Weights
) -> tuple[Any, Any, Any]:
    """The gradients of one direction of one layer.

    Args:
        xp: The array module.
        dY: The gradient of the packed output, (rows, nH).
        X: The packed input, (rows, nI).
        steps: The steps in the order in which they were run.
        weights: The parameters.
        run: What `run_forward` gave.
        grads: Where the gradients of the parameters are written.

    Returns:
        The gradients of the packed input, of the first hidden state and of the first cell.
    """
    rows, nH = run.H.shape
    dtype = run.H.dtype
    d_gates, d_outputs, d_cells = _slopes(xp, run)
    d_sums = d_gates.reshape((rows, 4 * nH))
    longest = max((_size(step) for step in steps), default=0)
    dH, dC = (xp.zeros((longest, nH), dtype=dtype) for _ in range(2))
    products = xp.empty((longest, nH), dtype=dtype)
    for step in reversed(steps):
        size = _size(step)
        dh, dc, d_gate = dH[:size], dC[:size], d_gates[step]
        dh += dY[step]
        dc += xp.multiply(dh, d_cells[step], out=products[:size])
        d_gate *= dc[:, None]
        xp.multiply(d_outputs[step], dh, out=d_gate[:, OUTPUT])
        xp.matmul(d_sums[step], weights.Wh, out=dh)
        dc *= run.gates[step, FORGET]
    xp.matmul(d_sums.T, X, out=grads.Wx)
    xp.matmul(d_sums.T, run.H, out=grads.Wh)
    grads.bx[...] = d_sums.sum(axis=0)
    grads.bh[...] = grads.bx
    # The rows that a shorter step leaves alone are those of sequences that begin there.
    return xp.matmul(d_sums, weights.Wx), dH.sum(axis=0), dC.sum(axis=0)


def _slopes(xp: Any, run: Run) -> tuple[Any, Any, Any]:
    """What the recurrence multiplies with: all that does not depend on a gradient.

    Returns:
        The derivative of the cell with respect to the sum in each gate, with that
        of the output gate left to be written; of the hidden state with respect to
        the sum in the output gate; and of the hidden state with respect to the cell.
    """
    gates, slopes = run.gates, xp.empty(run.gates.shape, dtype=run.gates.dtype)
    sigmoids = slopes[:, :CELL]
    xp.subtract(1.0, gates[:, :CELL], out=sigmoids)
    sigmoids *= gates[:, :CELL]
    of_outputs = slopes[:, OUTPUT] * run.T
    slopes[:, FORGET] *= run.C
    slopes[:, INPUT] *= gates[:, CELL]
    entering = slopes[:, CELL]
    xp.multiply(gates[:, CELL], gates[:, CELL], out=entering)
    xp.subtract(1.0, entering, out=entering)
    entering *= gates[:, INPUT]
    of_cells = run.T * run.T
    xp.subtract(1.0, of_cells, out=of_cells)
    of_cells *= gates[:, OUTPUT]
    return slopes, of_outputs, of_cells


def _size(step: slice) -> int:
    size: int = step.stop - step.start
    return size
