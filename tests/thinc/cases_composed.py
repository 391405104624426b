"""Combinators, and wrappers that apply a layer to another kind of batch."""

from tests.thinc.case import (
    ARRAY,
    CONTAINERS,
    FORWARD_ONLY,
    FULL_MEMBERS,
    FULL_RAGGED,
    LINEAR,
    MEMBERS,
    NODES_ONLY,
    NOOP,
    PADDED,
    RAGGED,
    ROWWISE,
    SEQUENCES,
    TANH,
    Case,
    function,
    layer,
    layers,
    over,
    two_layers,
)
from tests.thinc.inputs import floats, ints, listed, several, value

COMBINED = {
    "chain.v1": Case(layers("chain.v1", LINEAR, TANH, LINEAR), ARRAY),
    "chain.v1-nested": Case(
        layers("chain.v1", layers("chain.v1", LINEAR, TANH), layers("chain.v1", TANH, LINEAR)),
        ARRAY,
    ),
    "chain.v1-inferred": Case(
        layers("chain.v1", layer("Relu.v1"), layer("Linear.v1")), ARRAY, Y=floats(4, 2)
    ),
    "chain.v1-containers": Case(
        layers("chain.v1", layer("list2ragged.v1"), ROWWISE, layer("reduce_mean.v1"), LINEAR),
        MEMBERS,
    ),
    "add.v1": Case(two_layers("add.v1", LINEAR, LINEAR), ARRAY),
    "add.v1-three": Case(function("add", **{"*": [LINEAR, LINEAR, LINEAR]}), ARRAY),
    "add.v1-nested": Case(
        two_layers("add.v1", two_layers("add.v1", LINEAR, LINEAR), LINEAR), ARRAY
    ),
    "add.v1-relu": Case(
        two_layers("add.v1", layer("Relu.v1", nO=3), LINEAR), ARRAY, without=FORWARD_ONLY,
        why="the sum is written into the array that Relu keeps",
    ),
    "add.v1-list": Case(
        two_layers("add.v1", ROWWISE, ROWWISE), MEMBERS, without=NODES_ONLY,
        why="lists are joined, not added",
    ),
    "concatenate.v1": Case(layers("concatenate.v1", LINEAR, layer("Relu.v1", nO=2)), ARRAY),
    "concatenate.v1-inferred": Case(
        layers("concatenate.v1", layer("Relu.v1", nO=2), layer("Maxout.v1", nO=1)), ARRAY
    ),
    "concatenate.v1-nested": Case(
        layers("concatenate.v1", layers("concatenate.v1", LINEAR, TANH), LINEAR), ARRAY
    ),
    "concatenate.v1-one": Case(layers("concatenate.v1", LINEAR), ARRAY),
    "concatenate.v1-none": Case(layers("concatenate.v1"), ARRAY),
    "concatenate.v1-list": Case(
        layers("concatenate.v1", ROWWISE, NOOP), MEMBERS, without=FORWARD_ONLY,
        why="the gradients are twice as many as the inputs",
    ),
    "concatenate.v1-ragged": Case(
        layers("concatenate.v1", ROWWISE, NOOP), RAGGED, without=FORWARD_ONLY,
        why="the backward pass is an error",
    ),
    "tuplify.v1": Case(two_layers("tuplify.v1", LINEAR, layer("Relu.v1", nO=2)), ARRAY),
    "tuplify.v1-three": Case(function("tuplify", **{"*": [LINEAR, TANH, LINEAR]}), ARRAY),
    "clone.v1": Case(layer("clone.v1", orig=TANH, n=3), ARRAY),
    "clone.v1-once": Case(layer("clone.v1", orig=TANH, n=1), ARRAY),
    "clone.v1-never": Case(layer("clone.v1", orig=TANH, n=0), ARRAY),
    "noop.v1": Case(NOOP, ARRAY),
    "noop.v1-children": Case(layers("noop.v1", LINEAR), ARRAY),
    "residual.v1-array": Case(layer("residual.v1", layer=TANH), ARRAY),
    **over(
        SEQUENCES, "residual.v1",
        layer("residual.v1", layer=layer("with_array2d.v1", layer=LINEAR)),
    ),
    "siamese.v1": Case(
        layer("siamese.v1", layer=TANH, similarity=layer("CauchySimilarity.v1", nI=3)),
        several(floats(4, 3), floats(4, 3)),
    ),
    "resizable.v1": Case(
        function("resizable", layer=LINEAR, resize_layer=max), ARRAY
    ),
    "map_list": Case(function("map_list", layer=LINEAR), MEMBERS),
    "array_getitem-row": Case(function("array_getitem", index=1), ARRAY),
    "array_getitem-columns": Case(
        function("array_getitem", index=(slice(None), slice(1, 3))), ARRAY
    ),
    "array_getitem-places": Case(function("array_getitem", index=[2, 0]), ARRAY),
}  # fmt: skip

WRAPPED = {
    "with_array.v1-array": Case(layer("with_array.v1", layer=LINEAR), ARRAY),
    "with_array.v1-list": Case(layer("with_array.v1", layer=LINEAR), MEMBERS),
    "with_array.v1-ragged": Case(layer("with_array.v1", layer=LINEAR), RAGGED),
    "with_array.v1-padded": Case(
        layer("with_array.v1", layer=layer("sigmoid_activation.v1")), PADDED
    ),
    "with_array.v1-pad": Case(
        layer("with_array.v1", layer=layer("expand_window.v1"), pad=1), MEMBERS
    ),
    "with_array.v1-inferred": Case(
        layer("with_array.v1", layer=layer("Linear.v1")), MEMBERS,
        Y=listed(floats(2, 2), floats(0, 2), floats(3, 2)),
    ),
    **over(CONTAINERS, "with_array2d.v1", layer("with_array2d.v1", layer=LINEAR)),
    "with_array2d.v1-pad": Case(
        layer("with_array2d.v1", layer=layer("expand_window.v1"), pad=1), MEMBERS
    ),
    **over(SEQUENCES, "with_list.v1", layer("with_list.v1", layer=ROWWISE)),
    "with_list.v1-padded2list": Case(
        layer("with_list.v1", layer=layers("chain.v1", layer("list2ragged.v1"),
        layer("ragged2list.v1"))), PADDED,
    ),
    **over(SEQUENCES, "with_ragged.v1", layer("with_ragged.v1", layer=ROWWISE)),
    "with_ragged.v1-tuple": Case(
        layer("with_ragged.v1", layer=ROWWISE), several(floats(5, 3), ints([2, 0, 3]))
    ),
    "with_ragged.v1-window": Case(
        layer("with_ragged.v1", layer=layer("expand_window.v1")), MEMBERS
    ),
    **over(
        {"list": FULL_MEMBERS, "ragged": FULL_RAGGED, "padded": PADDED, "steps": floats(3, 2, 3)},
        "with_padded.v1",
        layer("with_padded.v1", layer=layer("with_array2d.v1", layer=LINEAR)),
    ),
    "with_padded.v1-tuple": Case(
        layer("with_padded.v1", layer=layer("with_array2d.v1", layer=LINEAR)),
        several(floats(3, 2, 3), ints([2, 2, 1]), ints([3, 2]), ints([1, 0])),
    ),
    "with_padded.v1-lstm": Case(
        layer("with_padded.v1", layer=layer("LSTM.v1", nO=2, nI=3)), FULL_MEMBERS,
        without=FORWARD_ONLY, why="the gradients of LSTM are not the derivatives",
        kept=("HC0",),
    ),
    "with_flatten.v1": Case(
        layer(
            "with_flatten.v1", layer=layer("remap_ids.v1", mapping_table={"a": 5, "b": 7}),
        ),
        value([["a", "c"], ["b"], ["a"]]), without=FORWARD_ONLY,
        why="the gradient is divided along its last axis",
    ),
    "with_flatten.v2": Case(
        layer("with_flatten.v2", layer=ROWWISE),
        listed(listed(floats(2, 3), floats(3, 3)), listed(), listed(floats(1, 3))),
    ),
    "with_reshape.v1": Case(
        layer("with_reshape.v1", layer=LINEAR), floats(2, 4, 3), without=FORWARD_ONLY,
        why="the backward pass is an error",
    ),
    "with_getitem.v1": Case(
        layer("with_getitem.v1", idx=1, layer=LINEAR), several(floats(4, 3), floats(2, 3))
    ),
    "with_cpu.v1": Case(
        layer("with_cpu.v1", layer=LINEAR, ops={"@ops": "NumpyOps"}), ARRAY
    ),
    "with_debug": Case(function("with_debug", layer=LINEAR), ARRAY),
    "with_nvtx_range": Case(function("with_nvtx_range", layer=LINEAR, name="range"), ARRAY),
}  # fmt: skip
