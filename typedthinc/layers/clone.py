"""The same layer several times over, each with parameters of its own."""

from __future__ import annotations

from typing import Any, cast

from typing_extensions import TypeVar

from typedthinc.errors import ArgumentError, ArgumentTypeError
from typedthinc.layers._compose import check_layers
from typedthinc.layers.chain import chain
from typedthinc.layers.noop import noop
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types.describe import describe

T = TypeVar("T", default=Any)


@registry.layers("clone.v1")
def clone(orig: Model[T, T], n: int) -> Model[T, T]:
    """Chain a layer with copies of itself.

    Args:
        orig: The layer; it is the first of the chain.
        n: How many layers the chain has. 0 gives `noop`, 1 the layer itself.

    Shapes:
        X: what the layer takes   Y: what the layer gives

    Raises:
        ArgumentError: `n` is negative.
        CompositionError: `orig` is not a `Model`.

    Example:
        >>> from typedthinc.api import Relu, clone
        >>> len(clone(Relu(nO=8, nI=8), 3).layers)
        3
    """
    check_layers("clone", [orig])
    if not hasattr(n, "__index__"):
        raise ArgumentTypeError(
            "clone needs a number of layers", expected="an integer", got=describe(n)
        )
    if n < 0:
        raise ArgumentError("clone cannot make a negative number of layers", got=f"n={n}")
    if n == 0:
        return noop()
    if n == 1:
        return orig
    layers: list[Model[Any, Any]] = [orig, *(orig.copy() for _ in range(n - 1))]
    return cast("Model[T, T]", chain(*layers))
