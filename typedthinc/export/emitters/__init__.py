"""How each layer of this package becomes a call in a program."""

from typedthinc.export.emitters import (
    activations,
    combinators,
    dense,
    experts,
    ids,
    recurrent,
    reductions,
    sequences,
    wrappers,
)

__all__ = [
    "activations",
    "combinators",
    "dense",
    "experts",
    "ids",
    "recurrent",
    "reductions",
    "sequences",
    "wrappers",
]
