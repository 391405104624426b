"""A classifier of 8 x 8 images of digits. Type-check it with `typedthinc check model.py`."""

from __future__ import annotations

from typedthinc.api import Model, Relu, Softmax, chain
from typedthinc.types import Floats2d


def digit_classifier(
    width: int = 64, depth: int = 2, dropout: float = 0.1
) -> Model[Floats2d, Floats2d]:
    """Two hidden layers or more, and a probability for each of the ten digits."""
    hidden: Model[Floats2d, Floats2d] = Relu(nO=width, dropout=dropout)
    for _ in range(depth - 1):
        hidden = hidden >> Relu(nO=width, dropout=dropout)
    return chain(hidden, Softmax(nO=10))
