"""Recurrent networks over packed sequences."""

from __future__ import annotations

import math
from typing import Any, NamedTuple, TypeAlias

from typedthinc.backends.checks import check_rank
from typedthinc.backends.conversion import Conversion
from typedthinc.backends.lstm import Run, run_backward, run_forward, split_weights, weight_shapes
from typedthinc.errors import ShapeError
from typedthinc.types import Floats1d, Floats2d, Floats3d, Ints1d
from typedthinc.types.describe import describe


class LSTMState(NamedTuple):
    """What the backward pass of an LSTM needs of the forward pass.

    Attributes:
        X: The input of each layer.
        runs: What each direction of each layer computed.
        shape: Depth, number of directions, and width of a hidden state.
    """

    X: list[Any]
    runs: list[list[Run]]
    shape: tuple[int, int, int]


Gradients: TypeAlias = tuple[Floats2d, Floats1d, Floats3d, Floats3d]


class Recurrent(Conversion):
    """The LSTM, and its gradients.

    Sequences are sorted, longest first, and packed: first the first step of all
    of them, then the second of those that have one, and so on. `size_at_t` tells
    how many have one.

    All parameters lie in one array. For each layer, and in it for each direction,
    these are the weights of the input Wx (4 nH, width), their bias bx (4 nH,), the
    weights of the hidden state Wh (4 nH, nH) and their bias bh (4 nH,). The four
    gates lie one below the other: forget, input, output, cell.
    """

    def lstm_forward_training(
        self, params: Floats1d, H0: Floats3d, C0: Floats3d, X: Floats2d, size_at_t: Ints1d
    ) -> tuple[Floats2d, LSTMState]:
        """The output of an LSTM, and what its gradients need.

        A backward direction starts at the last step of each sequence.

        Args:
            params: All parameters.
            H0: The hidden state that every sequence starts with.
            C0: The cell that every sequence starts with.
            X: The packed steps of the sequences.
            size_at_t: How many sequences have each step, in decreasing order.

        Shapes:
            X: Floats2d (rows, nI)   Y: Floats2d (rows, dirs * nH)
            H0, C0: Floats3d (depth, dirs, nH)   size_at_t: Ints1d (steps,)

        Raises:
            ShapeError: The parameters do not have the size that the rest asks for, or
                the steps are not those of sorted sequences, or do not make up the rows.

        Source:
            Hochreiter and Schmidhuber, Long Short-Term Memory, Neural Computation 9,
            1997; with the forget gate of Gers et al., Learning to Forget, 2000.
        """
        state = LSTMState([], [], H0.shape)
        Y = self._forward("lstm_forward_training", params, H0, C0, X, size_at_t, state)
        return Y, state

    def lstm_forward_inference(
        self, params: Floats1d, H0: Floats3d, C0: Floats3d, X: Floats2d, size_at_t: Ints1d
    ) -> Floats2d:
        """The output of an LSTM. All is as for `lstm_forward_training`.

        Shapes:
            X: Floats2d (rows, nI)   Y: Floats2d (rows, dirs * nH)
            H0, C0: Floats3d (depth, dirs, nH)   size_at_t: Ints1d (steps,)

        Raises:
            ShapeError: As for `lstm_forward_training`.
        """
        Y: Floats2d = self._forward("lstm_forward_inference", params, H0, C0, X, size_at_t, None)
        return Y

    def backprop_lstm(
        self, dY: Floats2d, lengths: Ints1d, params: Floats1d, fwd_state: LSTMState
    ) -> tuple[Floats2d, Floats1d]:
        """The gradients of the input and of the parameters of an LSTM.

        Args:
            dY: The gradient of the packed output.
            lengths: How many sequences have each step: `size_at_t`.
            params: All parameters, as they were in the forward pass.
            fwd_state: What the forward pass gave.

        Shapes:
            dY: Floats2d (rows, dirs * nH)   dX: Floats2d (rows, nI)

        Raises:
            ShapeError: The gradient or the steps are not those of the forward pass.
        """
        return self.backprop_lstm_and_states(dY, lengths, params, fwd_state)[:2]

    def backprop_lstm_and_states(
        self, dY: Floats2d, lengths: Ints1d, params: Floats1d, fwd_state: LSTMState
    ) -> Gradients:
        """The gradients of all that an LSTM depends on: dX, d_params, dH0 and dC0.

        Arguments and errors are those of `backprop_lstm`.

        Shapes:
            dY: Floats2d (rows, dirs * nH)   dX: Floats2d (rows, nI)
            dH0, dC0: Floats3d (depth, dirs, nH)

        Raises:
            ShapeError: As for `backprop_lstm`.
        """
        depth, dirs, nH = fwd_state.shape
        rows, nI = fwd_state.X[0].shape
        check_rank("backprop_lstm", 2, dY=dY)
        if dY.shape != (rows, dirs * nH):
            raise ShapeError(
                "backprop_lstm: dY has another shape than the output",
                expected=f"dY ({rows}, {dirs * nH})",
                got=f"dY {describe(dY)}",
            )
        xp, sizes = self.xp, (nI, nH, depth, dirs)
        orders = _orders(self._steps("backprop_lstm", lengths, rows), dirs)
        d_params: Any = xp.empty(params.shape, dtype=params.dtype)
        dH0, dC0 = (xp.empty((depth, dirs, nH), dtype=params.dtype) for _ in range(2))
        weights, grads = split_weights(params, *sizes), split_weights(d_params, *sizes)
        d_outputs: Any = dY
        for layer in reversed(range(depth)):
            d_outputs = d_outputs.reshape((rows, dirs, nH))
            d_inputs: Any = None
            for i, run in enumerate(fwd_state.runs[layer]):
                dX, dH0[layer, i], dC0[layer, i] = run_backward(
                    xp,
                    d_outputs[:, i],
                    fwd_state.X[layer],
                    orders[i],
                    weights[layer][i],
                    run,
                    grads[layer][i],
                )
                d_inputs = dX if d_inputs is None else xp.add(d_inputs, dX, out=d_inputs)
            d_outputs = d_inputs
        return d_outputs, d_params, dH0, dC0

    def _forward(
        self,
        operation: str,
        params: Any,
        H0: Any,
        C0: Any,
        X: Any,
        size_at_t: Ints1d,
        state: LSTMState | None,
    ) -> Any:
        _check_sizes(operation, params, H0, C0, X)
        xp: Any = self.xp
        rows, nI = X.shape
        depth, dirs, nH = H0.shape
        orders = _orders(self._steps(operation, size_at_t, rows), dirs)
        for layer, weights in enumerate(split_weights(params, nI, nH, depth, dirs)):
            Y = xp.empty((rows, dirs, nH), dtype=params.dtype)
            runs = [
                run_forward(xp, X, orders[i], weights[i], H0[layer, i], C0[layer, i], Y[:, i])
                for i in range(dirs)
            ]
            if state is not None:
                state.X.append(X)
                state.runs.append(runs)
            X = Y.reshape((rows, dirs * nH))
        return X

    def _steps(self, operation: str, size_at_t: Ints1d, rows: int) -> list[slice]:
        sizes = [int(size) for size in self.to_numpy(size_at_t)]
        if sum(sizes) != rows or sizes != sorted(sizes, reverse=True) or min(sizes, default=0) < 0:
            raise ShapeError(
                f"{operation}: the steps are not those of sorted sequences that make up the rows",
                expected=f"numbers in decreasing order that add up to {rows}",
                got=f"{len(sizes)} numbers from {max(sizes, default=0)} to {min(sizes, default=0)}"
                f" that add up to {sum(sizes)}",
            )
        steps, start = [], 0
        for size in sizes:
            steps.append(slice(start, start + size))
            start += size
        return steps


def _orders(steps: list[slice], dirs: int) -> list[list[slice]]:
    """The steps in the order of each direction."""
    return [steps, steps[::-1]][:dirs]


def _check_sizes(operation: str, params: Any, H0: Any, C0: Any, X: Any) -> None:
    check_rank(operation, 1, params=params)
    check_rank(operation, 2, X=X)
    check_rank(operation, 3, H0=H0, C0=C0)
    depth, dirs, nH = H0.shape
    if C0.shape != H0.shape or dirs not in (1, 2) or depth < 1:
        raise ShapeError(
            f"{operation}: H0 and C0 do not fit each other",
            expected="both (depth, 1 or 2 directions, nH)",
            got=f"H0 {describe(H0)}, C0 {describe(C0)}",
        )
    size = sum(math.prod(shape) for shape in weight_shapes(X.shape[1], nH, depth, dirs))
    if len(params) != size:
        raise ShapeError(
            f"{operation}: there are too {'few' if len(params) < size else 'many'} parameters",
            expected=f"{size} numbers",
            source=f"for X {describe(X)} and H0 {describe(H0)}",
            got=f"params {describe(params)}",
        )
