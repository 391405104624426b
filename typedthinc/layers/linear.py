"""A weighted sum of the inputs for each output."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, overload

from typedthinc.initializers import glorot_uniform_init, zero_init
from typedthinc.layers._dense import Initializer, affine, as_gradient, dense_init
from typedthinc.layers._sparse import csr_affine
from typedthinc.model import Model
from typedthinc.registries import registry
from typedthinc.types import Csr2d, Floats2d


@overload
def Linear(
    nO: int | None = None,
    nI: int | None = None,
    *,
    init_W: Initializer | None = None,
    init_b: Initializer | None = None,
    sparse: Literal[False] = False,
) -> Model[Floats2d, Floats2d]: ...
@overload
def Linear(
    nO: int | None = None,
    nI: int | None = None,
    *,
    init_W: Initializer | None = None,
    init_b: Initializer | None = None,
    sparse: Literal[True],
) -> Model[Csr2d, Floats2d]: ...
@registry.layers("Linear.v1")
def Linear(  # pyright: ignore[reportInconsistentOverload]  # at run time it takes both
    nO: int | None = None,
    nI: int | None = None,
    *,
    init_W: Initializer | None = None,
    init_b: Initializer | None = None,
    sparse: bool = False,
) -> Model[Floats2d | Csr2d, Floats2d]:
    """Multiply by weights and add a bias: Y = X Wᵀ + b.

    The input may be sparse, such as the counts of the words of each text: a
    `csr_matrix` or `csr_array` of `scipy.sparse`. Then the layer works on the
    stored values only, whose number says how long it takes, and the gradient of
    the input is as sparse as the input: that of each stored value, at its place.

    Args:
        nO: The width of the output.
        nI: The width of the input.
        init_W: How the weights start; `glorot_uniform_init` if left out.
        init_b: How the bias starts; `zero_init` if left out.
        sparse: Whether the input is sparse, for type checkers: with it they take
            the layer for one over Csr2d. At run time the layer takes both.

    Shapes:
        X: Floats2d or Csr2d (batch, nI)   Y: Floats2d (batch, nO)
        W: Floats2d (nO, nI)   b: Floats1d (nO,)

    Raises:
        ArrayError: At run time, if the input is not an array with two axes, or
            sparse in another format.
        BoundsError: At run time, if a sparse input stores a value outside of its columns.
        ShapeError: At run time, if the input has another width than `nI`.

    Example:
        >>> from typedthinc.api import Linear
        >>> import numpy
        >>> model = Linear(nO=3).initialize(X=numpy.zeros((1, 5), dtype="f"))
        >>> model.predict(numpy.ones((2, 5), dtype="f")).shape
        (2, 3)
    """
    return Model(
        "linear",
        forward,
        init=dense_init(init_W or glorot_uniform_init, init_b or zero_init),
        dims={"nO": nO, "nI": nI},
        params={"W": None, "b": None},
    )


def forward(
    model: Model[Floats2d | Csr2d, Floats2d], X: Floats2d | Csr2d, is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], Floats2d | Csr2d]]:
    inputs: Any = X
    # Asking for a method of all sparse matrices costs arrays less than asking for a kind.
    sums = csr_affine if hasattr(inputs, "tocsr") else affine
    Y, backprop_affine = sums(model, inputs)

    def backprop(dY: Floats2d) -> Floats2d | Csr2d:
        return backprop_affine(as_gradient(model, dY, Y))

    return Y, backprop
