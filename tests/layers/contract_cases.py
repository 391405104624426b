"""One case or more for each registered layer: how it is made, and what it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy

from typedthinc.api import (
    Dropout,
    Embed,
    HashEmbed,
    LayerNorm,
    Linear,
    Maxout,
    Mish,
    Model,
    Padded,
    Ragged,
    Relu,
    Softmax,
    Softmax_v2,
    add,
    chain,
    clone,
    concatenate,
    expand_window,
    list2array,
    list2ragged,
    noop,
    ragged2list,
    reduce_mean,
    reduce_sum,
    residual,
    tuplify,
    with_array,
)


@dataclass
class Case:
    """How to make a layer, an input for it, and the block of a config that describes it."""

    make: Callable[[], Model[Any, Any]]
    X: Any
    config: Mapping[str, Any]
    loss: Any = None


def floats(*shape: int) -> Any:
    return numpy.random.default_rng(sum(shape)).normal(0, 1, shape).astype("f")


def ragged(width: int = 3) -> Ragged:
    return Ragged(floats(6, width), numpy.array([2, 0, 3, 1], dtype="i"))


def listed(width: int = 3) -> list[Any]:
    return [floats(2, width), floats(0, width), floats(3, width)]


def padded() -> Padded:
    data = floats(3, 2, 4)
    data[2, 1] = 0
    return Padded(
        data, numpy.array([2, 2, 1], "i"), numpy.array([3, 2], "i"), numpy.array([1, 0], "i")
    )


IDS = numpy.array([3, 0, 3, 7], dtype="uint64")
TABLE = numpy.array([[3, 1], [0, 2], [3, 0]], dtype="uint64")


def log_loss() -> Any:
    """The loss that the convention of Softmax is made for.

    Its backward pass takes the gradient with respect to the logits, which is
    guess - target for the negative log-likelihood of the right class.
    """

    def targets(Y: Any) -> Any:
        return numpy.eye(Y.shape[1])[numpy.arange(len(Y)) % Y.shape[1]]

    def value(Y: Any) -> float:
        return float(-(targets(Y) * numpy.log(Y)).sum())

    def gradient(Y: Any) -> Any:
        return (Y - targets(Y)).astype(Y.dtype)

    return value, gradient


def block(name: str, **arguments: Any) -> dict[str, Any]:
    return {"@layers": name, **arguments}


def blocks(name: str, *layers: dict[str, Any], **arguments: Any) -> dict[str, Any]:
    named = {f"layer{position}": layer for position, layer in enumerate(layers)}
    return {"@layers": name, "*": named, **arguments}


LINEAR = block("Linear.v1", nO=3, nI=3)
RELU = block("Relu.v1", nO=3, nI=3)


def linear() -> Model[Any, Any]:
    return Linear(nO=3, nI=3)


def relu() -> Model[Any, Any]:
    return Relu(nO=3, nI=3)


def dense(make: Callable[..., Model[Any, Any]], name: str, **more: Any) -> Case:
    return Case(lambda: make(nO=4, **more), floats(5, 3), block(name, nO=4, **more))


EXTRAS = {"dropout": 0.2, "normalize": True}

CASES = {
    "Linear.v1": dense(Linear, "Linear.v1"),
    "Relu.v1": dense(Relu, "Relu.v1"),
    "Relu.v1-extras": dense(Relu, "Relu.v1", **EXTRAS),
    "Maxout.v1": dense(Maxout, "Maxout.v1"),
    "Maxout.v1-pieces": dense(Maxout, "Maxout.v1", nP=2),
    "Maxout.v1-extras": dense(Maxout, "Maxout.v1", **EXTRAS),
    "Mish.v1": dense(Mish, "Mish.v1"),
    "Mish.v1-extras": dense(Mish, "Mish.v1", **EXTRAS),
    "Softmax.v1": Case(lambda: Softmax(nO=4), floats(5, 3), block("Softmax.v1", nO=4), log_loss()),
    "Softmax.v2": Case(
        lambda: Softmax_v2(nO=4, temperature=2.0),
        floats(5, 3),
        block("Softmax.v2", nO=4, temperature=2.0),
        log_loss(),
    ),
    "LayerNorm.v1": Case(LayerNorm, floats(5, 3), block("LayerNorm.v1")),
    "Dropout.v1": Case(lambda: Dropout(0.3), floats(5, 3), block("Dropout.v1", rate=0.3)),
    "Dropout.v1-list": Case(lambda: Dropout(0.3), listed(), block("Dropout.v1", rate=0.3)),
    "Dropout.v1-ragged": Case(lambda: Dropout(0.3), ragged(), block("Dropout.v1", rate=0.3)),
    "Dropout.v1-padded": Case(lambda: Dropout(0.3), padded(), block("Dropout.v1", rate=0.3)),
    "Embed.v1": Case(lambda: Embed(4, 9), IDS, block("Embed.v1", nO=4, nV=9)),
    "Embed.v1-column": Case(
        lambda: Embed(4, 9, column=1, dropout=0.2),
        TABLE,
        block("Embed.v1", nO=4, nV=9, column=1, dropout=0.2),
    ),
    "HashEmbed.v1": Case(
        lambda: HashEmbed(4, 20, seed=5), IDS, block("HashEmbed.v1", nO=4, nV=20, seed=5)
    ),
    "HashEmbed.v1-column": Case(
        lambda: HashEmbed(4, 20, column=0, dropout=0.2),
        TABLE,
        block("HashEmbed.v1", nO=4, nV=20, column=0, dropout=0.2),
    ),
    "expand_window.v1": Case(expand_window, floats(5, 3), block("expand_window.v1")),
    "expand_window.v1-ragged": Case(
        lambda: expand_window(2), ragged(), block("expand_window.v1", window_size=2)
    ),
    "list2ragged.v1": Case(list2ragged, listed(), block("list2ragged.v1")),
    "list2ragged.v1-ragged": Case(list2ragged, ragged(), block("list2ragged.v1")),
    "ragged2list.v1": Case(ragged2list, ragged(), block("ragged2list.v1")),
    "list2array.v1": Case(list2array, listed(), block("list2array.v1")),
    "list2array.v1-ragged": Case(list2array, ragged(), block("list2array.v1")),
    "reduce_sum.v1": Case(reduce_sum, ragged(), block("reduce_sum.v1")),
    "reduce_mean.v1": Case(reduce_mean, ragged(), block("reduce_mean.v1")),
    "with_array.v1": Case(
        lambda: with_array(linear()), ragged(), block("with_array.v1", layer=LINEAR)
    ),
    "with_array.v1-array": Case(
        lambda: with_array(linear()), floats(5, 3), block("with_array.v1", layer=LINEAR)
    ),
    "with_array.v1-list": Case(
        lambda: with_array(chain(expand_window(1), Linear(3, 9)), pad=1),
        listed(),
        block(
            "with_array.v1",
            layer=blocks("chain.v1", block("expand_window.v1"), block("Linear.v1", nO=3, nI=9)),
            pad=1,
        ),
    ),
    "with_array.v1-padded": Case(
        lambda: with_array(Dropout(0.2)),
        padded(),
        block("with_array.v1", layer=block("Dropout.v1", rate=0.2)),
    ),
    "chain.v1": Case(
        lambda: chain(linear(), relu()), floats(5, 3), blocks("chain.v1", LINEAR, RELU)
    ),
    "add.v1": Case(
        lambda: add(relu(), linear()), floats(5, 3), block("add.v1", layer1=RELU, layer2=LINEAR)
    ),
    "add.v1-noop": Case(
        lambda: add(noop(), linear()),
        floats(5, 3),
        block("add.v1", layer1=block("noop.v1"), layer2=LINEAR),
    ),
    "add.v1-list": Case(
        lambda: add(noop(), with_array(linear())),
        listed(),
        block("add.v1", layer1=block("noop.v1"), layer2=block("with_array.v1", layer=LINEAR)),
    ),
    "add.v1-ragged": Case(
        lambda: add(with_array(relu()), noop()),
        ragged(),
        block("add.v1", layer1=block("with_array.v1", layer=RELU), layer2=block("noop.v1")),
    ),
    "concatenate.v1": Case(
        lambda: concatenate(relu(), linear()), floats(5, 3), blocks("concatenate.v1", RELU, LINEAR)
    ),
    "concatenate.v1-list": Case(
        lambda: concatenate(noop(), with_array(linear())),
        listed(),
        blocks("concatenate.v1", block("noop.v1"), block("with_array.v1", layer=LINEAR)),
    ),
    "concatenate.v1-ragged": Case(
        lambda: concatenate(noop(), with_array(linear())),
        ragged(),
        blocks("concatenate.v1", block("noop.v1"), block("with_array.v1", layer=LINEAR)),
    ),
    "concatenate.v1-padded": Case(
        lambda: concatenate(noop(), Dropout(0.2)),
        padded(),
        blocks("concatenate.v1", block("noop.v1"), block("Dropout.v1", rate=0.2)),
    ),
    "tuplify.v1": Case(
        lambda: tuplify(relu(), linear()), floats(5, 3), blocks("tuplify.v1", RELU, LINEAR)
    ),
    "clone.v1": Case(lambda: clone(relu(), 3), floats(5, 3), block("clone.v1", orig=RELU, n=3)),
    "residual.v1": Case(
        lambda: residual(linear()), floats(5, 3), block("residual.v1", layer=LINEAR)
    ),
    "residual.v1-ragged": Case(
        lambda: residual(with_array(linear())),
        ragged(),
        block("residual.v1", layer=block("with_array.v1", layer=LINEAR)),
    ),
    "residual.v1-list": Case(
        lambda: residual(with_array(linear())),
        listed(),
        block("residual.v1", layer=block("with_array.v1", layer=LINEAR)),
    ),
    "residual.v1-padded": Case(
        lambda: residual(Dropout(0.2)),
        padded(),
        block("residual.v1", layer=block("Dropout.v1", rate=0.2)),
    ),
    "noop.v1": Case(noop, floats(5, 3), block("noop.v1")),
}
