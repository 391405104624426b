"""One layer applied to two things, which are then compared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from typing_extensions import TypeVar

from typedthinc.layers._compose import check_layers, mirror_dims, push_dim
from typedthinc.layers._pairs import two_of
from typedthinc.model import Model
from typedthinc.registries import registry

InT = TypeVar("InT", default=Any)
MidT = TypeVar("MidT", default=Any)
OutT = TypeVar("OutT", default=Any)


@registry.layers("siamese.v1")
def siamese(
    layer: Model[InT, MidT], similarity: Model[tuple[MidT, MidT], OutT]
) -> Model[tuple[InT, InT], OutT]:
    """Give two inputs to the same layer, and both of its outputs to a similarity.

    Args:
        layer: What is applied to both inputs, with the same parameters.
        similarity: What compares the outputs, which it takes as a tuple.

    Shapes:
        X: a tuple of two batches that the layer takes   Y: what the similarity gives

    Raises:
        CompositionError: An argument is not a `Model`.
        ArrayError: At run time, if the input is not a tuple of two.

    Source:
        Bromley et al., Signature Verification using a "Siamese" Time Delay Neural
        Network, 1993.

    Example:
        >>> from typedthinc.api import CauchySimilarity, Relu, siamese
        >>> import numpy
        >>> model = siamese(Relu(nO=4, nI=3), CauchySimilarity()).initialize()
        >>> X = numpy.ones((2, 3), dtype="f")
        >>> model.predict((X, X)).tolist()
        [1.0, 1.0]
    """
    check_layers("siamese", [layer, similarity])
    model: Model[tuple[InT, InT], OutT] = Model(
        f"siamese({layer.name}, {similarity.name})",
        forward,
        init=init,
        dims={
            name: None
            for name, part in (("nI", layer), ("nO", similarity))
            if part.has_dim(name) is not False
        },
        layers=[layer, similarity],
    )
    _set_dims(model)
    return model


def forward(
    model: Model[tuple[InT, InT], OutT], X: tuple[InT, InT], is_train: bool
) -> tuple[OutT, Callable[[OutT], tuple[InT, InT]]]:
    layer, similarity = model.layers
    one, two = two_of(model, X, "a tuple of two inputs")
    first, backprop_first = layer(one, is_train)
    second, backprop_second = layer(two, is_train)
    Y, backprop_similarity = similarity((first, second), is_train)

    def backprop(dY: OutT) -> tuple[InT, InT]:
        d_first, d_second = backprop_similarity(dY)
        return backprop_first(d_first), backprop_second(d_second)

    return Y, backprop


def init(model: Model[Any, Any], X: Any = None, Y: Any = None) -> None:
    layer, similarity = model.layers
    push_dim(model, "nI", [layer])
    push_dim(model, "nO", [similarity])
    wanted = similarity.maybe_get_dim("nI")
    if wanted is not None and layer.has_dim("nO") is None:
        layer.set_dim("nO", wanted)
    if X is None:
        layer.initialize()
        width = layer.maybe_get_dim("nO")
        if width is not None and similarity.has_dim("nI") is None:
            similarity.set_dim("nI", width)
        similarity.initialize(Y=Y)
    else:
        one, two = two_of(model, X, "a tuple of two inputs")
        layer.initialize(X=one)
        similarity.initialize(X=(layer.predict(one), layer.predict(two)), Y=Y)
    _set_dims(model)


def _set_dims(model: Model[Any, Any]) -> None:
    layer, similarity = model.layers
    mirror_dims(model, "nI", [layer])
    mirror_dims(model, "nO", [similarity])
