"""Layers with weights, their activations, layer norm and dropout."""

from tests.layers.cases.common import Case, block, dense, floats, listed, log_loss, padded, ragged
from typedthinc.api import Dropout, LayerNorm, Linear, Maxout, Mish, Relu, Softmax, Softmax_v2

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
}
