"""Gradients against differences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy

from typedthinc.backends.random import get_generator
from typedthinc.errors import ContractError
from typedthinc.model import Model
from typedthinc.places import place_of
from typedthinc.testing.batches import arrays_in, in_dtype, map_arrays

LossValue = Callable[[Any], float]
LossGradient = Callable[[Any], Any]


def check_gradients(
    model: Model[Any, Any],
    X: Any,
    *,
    loss: tuple[LossValue, LossGradient] | None = None,
    is_train: bool = True,
    check_inputs: bool = True,
    step: float = 1e-6,
    rtol: float = 1e-5,
    atol: float = 1e-7,
    max_entries: int = 200,
    seed: int = 0,
) -> None:
    """Check the backward pass of a model against central differences in float64.

    The model itself is not changed: a copy in float64 is checked, for the input
    and for each of its parameters. Random masks are the same at each evaluation.

    Args:
        model: The model. If it is not initialized, the copy is, with `X`.
        X: An input: arrays, lists, tuples, Ragged, Padded. Integers are passed over.
        loss: A function from the output to a number, and one from the output to
            what the backward pass takes. Without them the number is the sum of
            the output times random weights.
        is_train: Whether to check training or prediction.
        check_inputs: Whether to check the gradient of the input, or the parameters only.
        step: How far to go to both sides.
        rtol: How much an entry may differ, relative to the difference quotient.
        atol: How much an entry may differ in any case.
        max_entries: How many entries of an array to check at most, chosen at random.
        seed: For the random weights and the choice of entries.

    Raises:
        ContractError: A gradient is wrong, is missing or has another shape.

    Example:
        >>> from typedthinc.api import Relu
        >>> from typedthinc.testing import check_gradients
        >>> import numpy
        >>> check_gradients(Relu(nO=4), numpy.ones((2, 3)))
    """
    generator = numpy.random.default_rng(seed)
    X = in_dtype(X, "float64")
    twin = in_float64(model, X)
    for node in twin.walk():
        for name in node.grad_names:
            node.set_grad(name, None)
    with same_masks() as rewind:
        rewind()
        Y, backprop = twin(X, is_train)
        value, gradient = loss or _random_loss(Y, generator)
        dX = backprop(gradient(Y))
        gradients = [(node, name, node.maybe_get_grad(name)) for node, name in _params(twin)]

        def evaluate() -> float:
            rewind()
            return value(twin(X, is_train)[0])

        def compare(array: Any, found: Any, what: str) -> None:
            if found is None or found.shape != array.shape:
                raise ContractError(
                    f"{what} is missing or has the wrong shape",
                    expected=array.shape,
                    got=None if found is None else found.shape,
                )
            entries = list(numpy.ndindex(array.shape))
            if len(entries) > max_entries:
                chosen = generator.choice(len(entries), max_entries, replace=False)
                entries = [entries[i] for i in chosen]
            for entry in entries:
                old = array[entry]
                array[entry] = old + step
                above = evaluate()
                array[entry] = old - step
                below = evaluate()
                array[entry] = old
                quotient = (above - below) / (2 * step)
                if not abs(found[entry] - quotient) <= atol + rtol * abs(quotient):
                    raise ContractError(
                        f"{what} is wrong at {list(map(int, entry))}",
                        expected=quotient,
                        source="by central differences",
                        got=found[entry],
                    )

        inputs, found = (list(arrays_in(batch)) if check_inputs else [] for batch in (X, dX))
        if len(inputs) != len(found):
            raise ContractError(
                "the gradient of the input has another number of arrays than the input",
                expected=len(inputs),
                got=len(found),
            )
        for array, d_array in zip(inputs, found):
            if array.dtype.kind == "f":
                compare(array, d_array, "the gradient of the input")
        for node, name, grad in gradients:
            what = f'the gradient of parameter "{name}" of {place_of(node, twin).rstrip(",")}'
            param = node.get_param(name)
            # A parameter that the output does not depend on may be left without a gradient.
            compare(param, param * 0 if grad is None else grad, what)


def in_float64(model: Model[Any, Any], X: Any) -> Model[Any, Any]:
    """A copy of a model whose parameters are float64; it is initialized if the model is not."""
    twin = model.copy()
    if any(node.has_param(name) is None for node in twin.walk() for name in node.param_names):
        twin.initialize(X=X)
    for node, name in _params(twin):
        node.set_param(name, node.get_param(name).astype("float64"))
    return twin


def _params(model: Model[Any, Any]) -> Iterator[tuple[Model[Any, Any], str]]:
    for node in model.walk():
        for name in node.param_names:
            if node.has_param(name):
                yield node, name


def _random_loss(Y: Any, generator: numpy.random.Generator) -> tuple[LossValue, LossGradient]:
    weights = map_arrays(lambda array: generator.uniform(-1, 1, array.shape), Y)

    def value(output: Any) -> float:
        pairs = zip(arrays_in(output), arrays_in(weights))
        return float(sum((array * weight).sum() for array, weight in pairs))

    return value, lambda output: map_arrays(lambda array: array.copy(), weights)


@contextmanager
def same_masks() -> Iterator[Callable[[], None]]:
    """Let random masks be the same again after each call of the function that this gives."""
    bits = get_generator().bit_generator
    state = bits.state

    def rewind() -> None:
        bits.state = state

    try:
        yield rewind
    finally:
        rewind()
