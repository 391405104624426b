"""What every layer has to do."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from typing import Any

import numpy

from typedthinc.errors import ContractError
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.testing.batches import (
    arrays_in,
    empty_like,
    in_dtype,
    kind_of,
    map_arrays,
    shapes_in,
)
from typedthinc.testing.gradients import (
    LossGradient,
    LossValue,
    check_gradients,
    in_float64,
    same_masks,
)
from typedthinc.testing.members import check_batching, check_empty_members
from typedthinc.types.describe import describe


def check_layer(
    make: Callable[[], Model[Any, Any]],
    X: Any,
    *,
    config: Mapping[str, Any] | None = None,
    loss: tuple[LossValue, LossGradient] | None = None,
    takes_empty_members: bool = True,
    has_derivative: bool = True,
    batched: bool = True,
) -> None:
    """Check that a layer keeps the contract that every layer has to keep.

    Its gradients agree with differences in float64, and in float32 with those in
    float64; float32 stays float32; float64 works; an empty batch works, and so do
    sequences without rows; a batch gives what its members give one by one;
    `predict` is `forward` without training;
    inputs, gradients of outputs and parameters are not changed in place; the
    layout of an input in memory does not matter; two backward passes add twice
    the gradient; the callback returns the kind of the input; saving and pickling
    lose nothing; and the layer can be described by a config.

    Args:
        make: Makes the layer, not initialized, the same each time.
        X: An input with two rows or sequences at least, in float32.
        config: The block of a config that describes the layer, with its `@layers`.
        loss: As for `check_gradients`.
        takes_empty_members: Whether sequences may have no rows. A layer that does
            not take them refuses them with an error of this package.
        has_derivative: Whether the gradient of the input means anything.
        batched: Whether each row or sequence is computed on its own.

    Raises:
        ContractError: The layer breaks the contract.

    Example:
        >>> from typedthinc.api import Relu
        >>> from typedthinc.testing import check_layer
        >>> import numpy
        >>> check_layer(lambda: Relu(nO=4, dropout=0.2), numpy.ones((2, 3), dtype="f"))
    """
    model = _made(make, X)
    gradient = loss[1] if loss else _ones
    check_gradients(model, X, loss=loss, check_inputs=has_derivative)
    _check_precision(model, X, gradient)
    _check_dtypes(model, X, gradient)
    _check_empty(model, X)
    _check_predict(model, X)
    _check_unchanged(model, X, gradient)
    _check_layout(model, X)
    _check_accumulation(model, X, gradient)
    if has_derivative:
        _check_kinds(model, X, gradient)
    if batched:
        check_batching(model, X)
    check_empty_members(
        model,
        X,
        gradient if has_derivative else None,
        accepted=takes_empty_members,
        batched=batched,
    )
    _check_storage(make, model, X)
    if config is not None:
        _check_config(config, model, X)


def _made(make: Callable[[], Model[Any, Any]], X: Any) -> Model[Any, Any]:
    model = make().initialize(X=X)
    # Parameters that start at zero would hide wrong gradients.
    generator = numpy.random.default_rng(0)
    for node in model.walk():
        for name in node.param_names:
            param = node.maybe_get_param(name)
            if param is not None:
                noise = generator.normal(0, 0.3, param.shape)
                node.set_param(name, param + model.ops.asarray(noise, dtype="float32"))
    return model


def _ones(Y: Any) -> Any:
    return map_arrays(lambda array: array * 0 + 1, Y)


def _check_precision(model: Model[Any, Any], X: Any, gradient: LossGradient) -> None:
    found = []
    with same_masks() as rewind:
        for twin, dtype in ((model.copy(), "float32"), (in_float64(model, X), "float64")):
            _forget_gradients(twin)
            rewind()
            Y, backprop = twin.begin_update(in_dtype(X, dtype))
            dX = backprop(gradient(Y))
            found.append([dX, *(grad for _, grad in twin.get_gradients().values())])
    for one, other in zip(*(arrays_in(each) for each in found)):
        if not numpy.allclose(one, other, rtol=1e-3, atol=1e-4):
            raise ContractError(
                "gradients in float32 are not those in float64",
                expected=describe(other),
                got=describe(one),
            )


def _check_dtypes(model: Model[Any, Any], X: Any, gradient: LossGradient) -> None:
    for dtype in ("float32", "float64"):
        typed = in_dtype(X, dtype)
        Y, backprop = model.begin_update(typed)
        takes_floats = any(array.dtype.kind == "f" for array in arrays_in(typed))
        if dtype == "float32" or not model.layers:
            # A combinator may put float32 beside what passes through in float64.
            wanted = "float32" if model.param_names or not takes_floats else dtype
            _all_equal(f"outputs for {dtype} inputs", wanted, _dtypes(Y, "f"))
        _all_equal(f"gradients for {dtype} inputs", dtype, _dtypes(backprop(gradient(Y)), "f"))


def _dtypes(batch: Any, kind: str) -> list[str]:
    return [array.dtype.name for array in arrays_in(batch) if array.dtype.kind == kind]


def _all_equal(what: str, wanted: str, found: list[str]) -> None:
    if any(one != wanted for one in found):
        raise ContractError(f"{what} have the wrong dtype", expected=wanted, got=", ".join(found))


def _check_empty(model: Model[Any, Any], X: Any) -> None:
    empty = empty_like(X)
    Y, backprop = model.begin_update(empty)
    dX = backprop(_ones(Y))
    if shapes_in(dX) != shapes_in(empty) and any(array.size for array in arrays_in(dX)):
        raise ContractError(
            "an empty batch has a gradient of another shape",
            expected=shapes_in(empty),
            got=shapes_in(dX),
        )


def _check_predict(model: Model[Any, Any], X: Any) -> None:
    _same("predict and forward without training differ", model(X, False)[0], model.predict(X))


def _check_unchanged(model: Model[Any, Any], X: Any, gradient: LossGradient) -> None:
    owned = map_arrays(lambda array: array.copy(), X)
    params = _parameters(model)
    Y, backprop = model.begin_update(owned)
    dY = gradient(Y)
    before, output = map_arrays(_copy, dY), map_arrays(_copy, Y)
    backprop(dY)
    _same("the input was changed in place", X, owned)
    _same("the gradient of the output was changed in place", before, dY)
    _same("the output was changed by the backward pass", output, Y)
    _same("parameters were changed", params, _parameters(model))


def _check_layout(model: Model[Any, Any], X: Any) -> None:
    def strided(array: Any) -> Any:
        wide = numpy.repeat(array, 2, axis=-1)
        return wide[..., ::2]

    _same(
        "the layout of the input in memory changes the output",
        model.predict(X),
        model.predict(map_arrays(strided, X)),
        exact=False,
    )


def _check_accumulation(model: Model[Any, Any], X: Any, gradient: LossGradient) -> None:
    _forget_gradients(model)
    Y, backprop = model(X, False)
    backprop(gradient(Y))
    once = [grad.copy() for _, grad in model.get_gradients().values()]
    Y, backprop = model(X, False)
    backprop(gradient(Y))
    twice = [grad for _, grad in model.get_gradients().values()]
    _same("two backward passes do not add up", [2 * grad for grad in once], twice, exact=False)
    _forget_gradients(model)


def _check_kinds(model: Model[Any, Any], X: Any, gradient: LossGradient) -> None:
    Y, backprop = model.begin_update(X)
    dX = backprop(gradient(Y))
    if kind_of(dX) != kind_of(X):
        raise ContractError(
            "the callback returns another kind than the input",
            expected=f"{describe(X)}, {kind_of(X)}",
            got=f"{describe(dX)}, {kind_of(dX)}",
        )
    if shapes_in(dX) != shapes_in(X):
        raise ContractError(
            "the gradient of the input has another shape than the input",
            expected=shapes_in(X),
            got=shapes_in(dX),
        )


def _check_storage(make: Callable[[], Model[Any, Any]], model: Model[Any, Any], X: Any) -> None:
    stored = model.to_bytes()
    loaded = make().from_bytes(stored)
    _same("a reloaded model predicts something else", model.predict(X), loaded.predict(X))
    if loaded.to_bytes() != stored:
        raise ContractError("a reloaded model gives other bytes")
    # Pickling is not how models are stored, but how they get to other processes.
    twin = pickle.loads(pickle.dumps(model))  # noqa: S301  # its own bytes
    _same("an unpickled model predicts something else", model.predict(X), twin.predict(X))


def _check_config(config: Mapping[str, Any], model: Model[Any, Any], X: Any) -> None:
    filled = registry.fill({"layer": dict(config)})
    filled.to_str()
    again = registry.resolve(filled)["layer"]
    names = [node.name for node in model.walk()]
    if [node.name for node in again.walk()] != names:
        raise ContractError(
            "a config builds another model",
            expected=names,
            got=[node.name for node in again.walk()],
        )
    again.initialize(X=X).from_bytes(model.to_bytes())
    _same("a model from a config predicts something else", model.predict(X), again.predict(X))


def _copy(array: Any) -> Any:
    return array.copy()


def _parameters(model: Model[Any, Any]) -> list[Any]:
    return [
        node.get_param(name).copy()
        for node in model.walk()
        for name in node.param_names
        if node.has_param(name)
    ]


def _forget_gradients(model: Model[Any, Any]) -> None:
    for node in model.walk():
        for name in node.grad_names:
            node.set_grad(name, None)


def _same(problem: str, wanted: Any, found: Any, *, exact: bool = True) -> None:
    expected, got = list(arrays_in(wanted)), list(arrays_in(found))
    if len(expected) != len(got) or any(
        not _equal(one, other, exact) for one, other in zip(expected, got)
    ):
        raise ContractError(problem, expected=describe(wanted), got=describe(found))


def _equal(one: Any, other: Any, exact: bool) -> bool:
    if one.shape != other.shape or one.dtype != other.dtype:
        return False
    rtol, atol = (0.0, 0.0) if exact else (1e-5, 1e-6)
    return bool(numpy.allclose(one, other, rtol=rtol, atol=atol, equal_nan=True))
