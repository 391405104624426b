"""Three mistakes that the type checker finds. Try `typedthinc check broken_model.py`."""

from __future__ import annotations

from collections.abc import Callable

from typedthinc.api import Model, Relu, Softmax, chain, list2ragged, reduce_mean
from typedthinc.types import Floats2d, Ragged

# Relu gives an array, but reduce_mean takes a Ragged.
averaged = chain(Relu(nO=64), reduce_mean(), Softmax(nO=10))

# list2ragged gives a Ragged, but Softmax takes an array.
classified = list2ragged() >> Softmax(nO=10)


def lengths(
    model: Model[Ragged, Floats2d], X: Ragged, is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], Floats2d]]:
    Y = model.ops.reduce_sum(Floats2d(X.dataXd), X.lengths)

    # The layer takes a Ragged, so its backward pass has to return one, too.
    def backprop(dY: Floats2d) -> Floats2d:
        return dY

    return Y, backprop


summed = Model("lengths", lengths)
