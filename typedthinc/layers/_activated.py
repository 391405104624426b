"""What layers with an activation have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from typedthinc.errors import ArrayError
from typedthinc.initializers import he_normal_init, zero_init
from typedthinc.layers._dense import Initializer, affine, as_gradient, dense_init
from typedthinc.layers._extras import with_extras
from typedthinc.model import Model
from typedthinc.types import Floats2d
from typedthinc.types.describe import describe

FloatsT = TypeVar("FloatsT")
Forward = Callable[
    [Model[Floats2d, Floats2d], Floats2d, bool],
    tuple[Floats2d, Callable[[Floats2d], Floats2d]],
]


def activation_layer(
    name: str,
    forward: Forward,
    nO: int | None,
    nI: int | None,
    *,
    init_W: Initializer | None,
    init_b: Initializer | None,
    dropout: float | None,
    normalize: bool,
    default_W: Initializer = he_normal_init,
    attrs: Mapping[str, Any] | None = None,
) -> Model[Floats2d, Floats2d]:
    """A layer of weighted sums and an activation, with layer norm and dropout if wanted.

    Args:
        name: The name of its node.
        forward: Its forward function.
        nO: The width of the output.
        nI: The width of the input.
        init_W: How the weights start; `default_W` if None.
        init_b: How the bias starts; `zero_init` if None.
        dropout: If given, a `Dropout` of this rate (0 to 1) comes last.
        normalize: Whether a `LayerNorm` comes after the activation.
        default_W: How the weights start if nothing is said.
        attrs: The settings of the activation.

    Raises:
        ArgumentError: `dropout` is not between 0 and 1.
    """
    model: Model[Floats2d, Floats2d] = Model(
        name,
        forward,
        init=dense_init(init_W or default_W, init_b or zero_init),
        dims={"nO": nO, "nI": nI},
        params={"W": None, "b": None},
        attrs=dict(attrs or {}),
    )
    return with_extras(model, nO, normalize=normalize, dropout=dropout)


def activated(
    model: Model[Floats2d, Floats2d],
    X: Floats2d,
    activation: Callable[[Floats2d], Floats2d],
    backprop_activation: Callable[[Floats2d, Floats2d], Floats2d],
) -> tuple[Floats2d, Callable[[Floats2d], Floats2d]]:
    """The weighted sums of a layer through a function of each number, and the way back.

    Args:
        model: The layer, with parameters `W` (nO, nI) and `b` (nO,).
        X: The input.
        activation: The function, which gives a new array.
        backprop_activation: Gives the gradient of its input from that of its
            output and the input.

    Raises:
        ArrayError: The input is not an array of numbers with two axes.
        ShapeError: The input has another width than `nI`.
    """
    sums, backprop_affine = affine(model, X)

    def backprop(dY: Floats2d) -> Floats2d:
        return backprop_affine(backprop_activation(as_gradient(model, dY, sums), sums))

    return activation(sums), backprop


def as_floats(model: Model[Any, Any], X: FloatsT) -> FloatsT:
    """The input of an activation without weights, once it is known to be an array of floats.

    Args:
        model: The layer.
        X: The input.

    Raises:
        ArrayError: It is not.
    """
    if getattr(getattr(X, "dtype", None), "kind", None) != "f":
        raise ArrayError(
            "got an input of the wrong kind",
            node=model,
            expected="an array of floats",
            got=describe(X),
        )
    return X
