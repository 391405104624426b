"""What the cases of layers are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.thinc.inputs import floats, ints, listed, padded, ragged, several, value


@dataclass(frozen=True)
class Case:
    """A layer, an input, and what is compared.

    Attributes:
        config: The block that describes the layer.
        X: The description of the input, with which the layer is initialized and run.
        Y: The description of a sample of the output, for `initialize`.
        is_train: Whether the layer is run in training.
        without: What is not compared: "output", "input gradient", "gradients". Without an output
            there are no gradients.
        why: Why not.
        kept: Parameters that stay as `initialize` leaves them.
    """

    config: Mapping[str, Any]
    X: Any
    Y: Any = None
    is_train: bool = True
    without: tuple[str, ...] = ()
    why: str = ""
    kept: tuple[str, ...] = ()


NODES_ONLY = ("output",)
FORWARD_ONLY = ("input gradient", "gradients")

ARRAY = floats(4, 3)
MEMBERS = listed(floats(2, 3), floats(0, 3), floats(3, 3))
FULL_MEMBERS = listed(floats(2, 3), floats(1, 3), floats(3, 3))
RAGGED = ragged([2, 0, 3])
FULL_RAGGED = ragged([2, 1, 3])
PADDED = padded([3, 2, 1])
CONTAINERS = {"array": ARRAY, "list": MEMBERS, "ragged": RAGGED, "padded": PADDED}
SEQUENCES = {"list": MEMBERS, "ragged": RAGGED, "padded": PADDED}
IDS = ints([3, 0, 3, 7])
LONG_IDS = ints([3, 0, 3, 2**40 + 7, 2**64 - 1], "uint64")
COLUMNS = ints([[3, 1], [0, 2], [3, 0]])
LONG_COLUMNS = ints([[3, 1], [0, 2**63 + 5], [3, 0]], "uint64")
STRINGS = value([["hello", "wörld"], [], ["", "a"]])
FEATURES = several(ints([1, 2, 2**60, 4, 1], "uint64"), floats(5), ints([2, 0, 3]))
TABLE = {1: 5, 2: 7}


def layer(name, /, **arguments):
    return {"@layers": name, **arguments}


def layers(name, /, *members, **arguments):
    named = {f"layer{place}": member for place, member in enumerate(members)}
    return {"@layers": name, "*": named, **arguments}


def function(name, /, **arguments):
    return {"@function": name, **arguments}


def two_layers(name, layer1, layer2):
    return layers(name, layer1=layer1, layer2=layer2)


LINEAR = layer("Linear.v1", nO=3, nI=3)
NOOP = layers("noop.v1")
TANH = layer("HardTanh.v1", nO=3, nI=3)
ROWWISE = layer("with_array.v1", layer=LINEAR)


def over(containers, name, config, **more):
    """A case for each container."""
    return {f"{name}-{kind}": Case(config, X, **more) for kind, X in containers.items()}
