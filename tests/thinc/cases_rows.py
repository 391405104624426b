"""Layers over rows: dense ones, activations, and those that take ids and features."""

from tests.thinc.case import (
    ARRAY,
    COLUMNS,
    CONTAINERS,
    FEATURES,
    FORWARD_ONLY,
    IDS,
    LINEAR,
    LONG_COLUMNS,
    LONG_IDS,
    NODES_ONLY,
    STRINGS,
    TABLE,
    Case,
    function,
    layer,
    over,
)
from tests.thinc.inputs import floats, ints, several, value

ACTIVATIONS = [
    "ClippedLinear.v1", "Gelu.v1", "HardSigmoid.v1", "HardSwish.v1", "HardSwishMobilenet.v1",
    "HardTanh.v1", "Maxout.v1", "Mish.v1", "Relu.v1", "ReluK.v1", "Swish.v1",
]  # fmt: skip
WRONG_DISH = "the backward pass takes the input for the sums"

DENSE = {
    "Linear.v1": Case(layer("Linear.v1"), ARRAY, Y=floats(4, 2)),
    "Linear.v1-no rows": Case(LINEAR, floats(0, 3)),
    "Linear.v1-ids as truths": Case(layer("Linear.v1"), ARRAY, Y=ints([0, 1, 4])),
    **{name: Case(layer(name, nO=4), ARRAY) for name in ACTIVATIONS},
    **{
        f"{name}-normalized": Case(layer(name, nO=6, normalize=True), ARRAY)
        for name in ACTIVATIONS
    },
    # Wide enough that no row has a single value above zero: its gradient is rounding errors only.
    **{
        f"{name}-dropout": Case(
            layer(name, nO=6, dropout=0.3, normalize=True), ARRAY, is_train=False
        )
        for name in ACTIVATIONS
    },
    "ClippedLinear.v1-limits": Case(
        layer("ClippedLinear.v1", nO=4, slope=0.5, offset=0.1, min_val=-1.0, max_val=0.75), ARRAY
    ),
    "ReluK.v1-k": Case(layer("ReluK.v1", nO=4, k=1.5), ARRAY),
    "Maxout.v1-pieces": Case(layer("Maxout.v1", nO=4, nP=2), ARRAY, Y=floats(4, 4)),
    "Dish.v1": Case(layer("Dish.v1", nO=3), ARRAY, without=FORWARD_ONLY, why=WRONG_DISH),
    "Dish.v1-normalized": Case(
        layer("Dish.v1", nO=3, normalize=True, dropout=0.3), ARRAY, is_train=False,
        without=FORWARD_ONLY, why=WRONG_DISH,
    ),
    "Sigmoid.v1": Case(layer("Sigmoid.v1", nO=4), ARRAY),
    "Softmax.v1": Case(layer("Softmax.v1"), ARRAY, Y=floats(4, 5)),
    "Softmax.v2": Case(layer("Softmax.v2", nO=4), ARRAY),
    "Softmax.v2-temperature": Case(layer("Softmax.v2", nO=4, temperature=2.5), ARRAY),
    "Softmax.v2-training": Case(layer("Softmax.v2", nO=4, normalize_outputs=False), ARRAY),
    "Softmax.v2-logits": Case(
        layer("Softmax.v2", nO=4, normalize_outputs=False, temperature=2.0), ARRAY,
        is_train=False, without=FORWARD_ONLY, why="there is no backward pass",
    ),
    "MultiSoftmax.v1": Case(
        layer("MultiSoftmax.v1", nOs=(2, 3)), ARRAY, without=NODES_ONLY,
        why="the outputs are not probabilities",
    ),
    "LayerNorm.v1": Case(layer("LayerNorm.v1"), ARRAY),
    "LayerNorm.v1-no rows": Case(layer("LayerNorm.v1", nI=3), floats(0, 3)),
    "sigmoid_activation.v1": Case(layer("sigmoid_activation.v1"), ARRAY),
    "sigmoid_activation.v1-axes": Case(layer("sigmoid_activation.v1"), floats(2, 2, 3)),
    "softmax_activation.v1": Case(layer("softmax_activation.v1"), ARRAY),
    "Logistic.v1": Case(layer("Logistic.v1"), ARRAY),
    "CauchySimilarity.v1": Case(
        layer("CauchySimilarity.v1"), several(floats(4, 3), floats(4, 3))
    ),
    **over(CONTAINERS, "Dropout.v1", layer("Dropout.v1", rate=0.4), is_train=False),
    "Dropout.v1-rate 0": Case(layer("Dropout.v1"), ARRAY),
    "Dropout.v1-tuple": Case(
        layer("Dropout.v1", rate=0.4), several(floats(2, 3), floats(1, 2)), is_train=False
    ),
}  # fmt: skip

SPARSE = {
    "Embed.v1": Case(layer("Embed.v1", nO=2, nV=8), IDS),
    "Embed.v1-column": Case(layer("Embed.v1", nO=2, nV=8, column=1), COLUMNS),
    "Embed.v1-dropout": Case(layer("Embed.v1", nO=2, nV=8, dropout=0.5), IDS, is_train=False),
    "Embed.v1-no rows": Case(layer("Embed.v1", nO=2, nV=8), ints([])),
    "HashEmbed.v1": Case(layer("HashEmbed.v1", nO=2, nV=11, seed=0), LONG_IDS),
    "HashEmbed.v1-seed": Case(layer("HashEmbed.v1", nO=2, nV=11, seed=7), LONG_IDS),
    "HashEmbed.v1-column": Case(
        layer("HashEmbed.v1", nO=2, nV=11, seed=3, column=1), LONG_COLUMNS
    ),
    "HashEmbed.v1-dropout": Case(
        layer("HashEmbed.v1", nO=2, nV=11, seed=3, dropout=0.5), LONG_IDS, is_train=False
    ),
    "HashEmbed.v1-no rows": Case(
        layer("HashEmbed.v1", nO=2, nV=11, seed=3), ints([], "uint64"),
        without=FORWARD_ONLY, why="the backward pass of an empty batch is an error",
    ),
    **{
        f"SparseLinear.{version}": Case(
            layer(f"SparseLinear.{version}", nO=3, length=16), FEATURES,
            without=("input gradient",), why="the gradient of the values is not the derivative",
        )
        for version in ("v1", "v2")
    },
    "SparseLinear.v2-length": Case(
        layer("SparseLinear.v2", nO=3, length=13), FEATURES,
        without=("input gradient",), why="the gradient of the values is not the derivative",
    ),
    "remap_ids.v1": Case(
        layer("remap_ids.v1", mapping_table={"a": 5, "b": 7}, default=9), value(["a", "c", "b"])
    ),
    "remap_ids.v1-dtype": Case(
        layer("remap_ids.v1", mapping_table={"a": 5}, dtype="uint64"), value(["a", "c"])
    ),
    "remap_ids.v2": Case(
        layer("remap_ids.v2", mapping_table={"a": 5, "b": 7}, default=9), value(["a", "c", "b"])
    ),
    "remap_ids.v2-array": Case(
        function("remap_ids_v2", mapping_table=TABLE, default=9), ints([2, 1, 3])
    ),
    "remap_ids.v2-column": Case(
        function("remap_ids_v2", mapping_table=TABLE, default=9, column=1),
        ints([[0, 2], [0, 1], [2, 3]]),
    ),
    "premap_ids.v1": Case(
        function("premap_ids", mapping_table=TABLE, default=9), ints([2, 1, 3], "int64")
    ),
    "premap_ids.v1-column": Case(
        function("premap_ids", mapping_table=TABLE, default=9, column=1),
        ints([[0, 2], [0, 1], [2, 3]], "int64"),
    ),
    "strings2arrays.v1": Case(layer("strings2arrays.v1"), STRINGS),
    "uniqued.v1": Case(
        layer("uniqued.v1", layer=layer("Embed.v1", nO=2, nV=8, column=0)), COLUMNS
    ),
    "uniqued.v1-column": Case(
        layer("uniqued.v1", layer=layer("Embed.v1", nO=2, nV=8, column=1), column=1),
        ints([[3, 1], [0, 2], [7, 1]]),
    ),
    "uniqued.v1-one row": Case(
        layer("uniqued.v1", layer=layer("Embed.v1", nO=2, nV=8, column=0)), ints([[3, 1]])
    ),
}  # fmt: skip
