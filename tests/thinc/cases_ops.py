"""Operations of a backend: arguments, and which of them are written into.

The description of an argument is that of `inputs`; anything else is given as it is.
"""

from typing import Any, NamedTuple

from tests.thinc.inputs import floats, ints, listed, ragged, value


class Call(NamedTuple):
    """A call of an operation, and the places of arguments whose content afterwards counts."""

    arguments: tuple[Any, ...]
    options: dict[str, Any] = {}  # noqa: RUF012  # never written into
    written: tuple[int, ...] = ()


def call(*arguments, written=(), **options):
    return Call(arguments, options, written)


ARRAY = floats(4, 3)
ROWS = floats(5, 3)
LENGTHS = ints([2, 0, 3])
FULL = ints([2, 1, 2])
EMPTY = ints([])
KEYS = ints([0, 1, 2, 3, 2**32, 2**63 + 11, 2**64 - 1], "uint64")
MEMBERS = listed(floats(2, 3), floats(0, 3), floats(3, 3))
WIDE = ints([[-25, -3, -1, 0], [0, 1, 3, 25]], "float32")
"""Beyond every limit of an activation."""

OF_X = (
    "dish", "erf", "gelu", "gelu_approx", "hard_sigmoid", "hard_swish", "hard_swish_mobilenet",
    "hard_tanh", "mish", "relu", "relu_k", "sechsq", "sigmoid", "softmax", "swish",
    "clipped_linear",
)  # fmt: skip
OF_Y = ("dsigmoid", "dtanh")
OF_DY_AND_X = (
    "backprop_dish", "backprop_gelu", "backprop_gelu_approx", "backprop_hard_sigmoid",
    "backprop_hard_swish", "backprop_hard_swish_mobilenet", "backprop_hard_tanh", "backprop_mish",
    "backprop_relu", "backprop_relu_k", "backprop_sigmoid", "backprop_clipped_linear",
)  # fmt: skip
INPLACE = set(OF_X + OF_Y + OF_DY_AND_X) - {"erf", "sechsq", "softmax"}

ACTIVATIONS = {
    **{name: call(ARRAY) for name in OF_X + OF_Y},
    **{f"{name}-far": call(WIDE) for name in OF_X},
    **{name: call(ARRAY, ARRAY) for name in OF_DY_AND_X},
    **{f"{name}-far": call(floats(2, 4), WIDE) for name in OF_DY_AND_X},
    **{f"{name}-in place": call(ARRAY, inplace=True) for name in OF_X + OF_Y if name in INPLACE},
    **{f"{name}-in place": call(ARRAY, ARRAY, inplace=True) for name in OF_DY_AND_X},
    "backprop_swish": call(
        floats(1, 3),
        ints([[-1.0, 0.0, 2.0]], "float32"),
        ints([[-0.26894142, 0.0, 1.7615942]], "float32"),
    ),
    "clipped_linear-options": call(ARRAY, slope=0.5, offset=0.2, min_val=-0.3, max_val=0.4),
    "backprop_clipped_linear-options": call(
        ARRAY, ARRAY, slope=0.5, offset=0.2, min_val=-0.3, max_val=0.4
    ),
    "relu_k-n": call(ARRAY, n=1.5),
    "backprop_relu_k-n": call(ARRAY, ARRAY, n=1.5),
    "mish-threshold": call(ARRAY, threshold=1.0),
    "backprop_mish-threshold": call(ARRAY, ARRAY, threshold=1.0),
    "maxout": call(floats(4, 2, 3)),
    "backprop_maxout": call(floats(2, 3), ints([[0, 1, 2], [2, 0, 1]]), 3),
    "softmax-temperature": call(ARRAY, temperature=0.5),
    "softmax-axis": call(floats(2, 3, 2), axis=1),
    "backprop_softmax": call(ARRAY, ARRAY),
    "backprop_softmax-temperature": call(ARRAY, ARRAY, temperature=0.5),
    "backprop_softmax-axis": call(floats(2, 3, 2), floats(2, 3, 2), axis=1),
    "softmax_sequences": call(ROWS, FULL),
    "softmax_sequences-no rows": call(ROWS, LENGTHS),
    "backprop_softmax_sequences": call(ROWS, ROWS, FULL),
    "backprop_softmax_sequences-no rows": call(ROWS, ROWS, LENGTHS),
}

SEQUENCES = {
    "seq2col": call(ROWS, 1),
    "seq2col-wide": call(ROWS, 3),
    "seq2col-lengths": call(ROWS, 1, lengths=LENGTHS),
    "seq2col-wide lengths": call(ROWS, 2, lengths=LENGTHS),
    "backprop_seq2col": call(floats(5, 9), 1),
    "backprop_seq2col-wide": call(floats(5, 15), 2),
    "backprop_seq2col-lengths": call(floats(5, 9), 1, lengths=LENGTHS),
    "flatten": call(MEMBERS),
    "flatten-pad": call(MEMBERS, pad=2),
    "flatten-dtype": call(MEMBERS, dtype="float64"),
    "flatten-none": call(value([])),
    "flatten-one axis": call(listed(ints([1, 2]), ints([3]))),
    "unflatten": call(ROWS, LENGTHS),
    "unflatten-pad": call(floats(13, 3), FULL, pad=2),
    "pad": call(MEMBERS),
    "pad-rounded": call(MEMBERS, 4),
    "pad-one axis": call(listed(ints([1, 2]), ints([3]))),
    "unpad": call(floats(3, 4, 2), value([2, 0, 4])),
    "list2padded": call(MEMBERS),
    "padded2list": call(("padded", [3, 2, 1], 2)),
    **{f"reduce_{name}": call(ROWS, FULL) for name in ("first", "last", "max", "mean", "sum")},
    **{f"reduce_{name}-no rows": call(ROWS, LENGTHS) for name in ("mean", "sum")},
    **{f"reduce_{name}-none": call(floats(0, 3), EMPTY) for name in ("mean", "sum")},
    "backprop_reduce_first": call(floats(3, 2), ints([0, 2, 3, 5])),
    "backprop_reduce_last": call(floats(3, 2), ints([1, 2, 4])),
    "backprop_reduce_max": call(floats(2, 3), ints([[0, 1, 0], [2, 1, 0]]), ints([2, 3])),
    "backprop_reduce_mean": call(floats(3, 2), LENGTHS),
    "backprop_reduce_sum": call(floats(3, 2), LENGTHS),
    "minibatch": call(2, value([1, 2, 3, 4, 5])),
    "minibatch-array": call(3, ROWS),
    "minibatch-ragged": call(2, ragged([2, 1, 3])),
    "minibatch-sizes": call(("iterator", [1, 2, 2]), value([1, 2, 3, 4, 5])),
    "multibatch": call(2, ROWS, value([1, 2, 3, 4, 5])),
}

OTHERS = {
    "gemm": call(floats(2, 3), floats(3, 4)),
    "gemm-trans1": call(floats(3, 2), floats(3, 4), trans1=True),
    "gemm-trans2": call(floats(2, 3), floats(4, 3), trans2=True),
    "gemm-both": call(floats(3, 2), floats(4, 3), trans1=True, trans2=True),
    "affine": call(ARRAY, floats(2, 3), floats(2)),
    "tile": call(ARRAY, 3),
    "alloc": call((2, 3)),
    "alloc1f": call(3),
    "alloc2f": call(3, 2),
    "alloc3f": call(3, 2, 1),
    "alloc4f": call(3, 2, 1, 2),
    "alloc1i": call(3),
    "alloc2i": call(3, 2),
    "alloc3i": call(3, 2, 1),
    "alloc4i": call(3, 2, 1, 2),
    "alloc_f": call((2, 2)),
    "alloc_i": call((2, 2)),
    "asarray": call(value([[1, 2], [3, 4]])),
    "asarray-dtype": call(value([16, 2**63 + 5]), dtype="uint64"),
    "asarray_f": call(value([1, 2])),
    "asarray_i": call(value([1, 2])),
    "asarray2f": call(value([[1, 2]])),
    "asarray3i": call(value([[[1, 2]]])),
    "reshape2f": call(floats(6), 2, 3),
    "reshape3": call(floats(6), 1, 2, 3),
    "insert_into": call((3, 4, 2), listed(floats(2, 2), floats(4, 2), floats(1, 2))),
    "gather_add": call(floats(6, 2), ints([[0, 5], [2, 2], [3, 1]])),
    "scatter_add": call(floats(4, 2), ints([1, 0, 1]), floats(3, 2), written=(0,)),
    "hash": call(KEYS, 0),
    "hash-seed": call(KEYS, 12345),
    "hash-none": call(ints([], "uint64"), 1),
    "ngrams": call(2, KEYS),
    "ngrams-one": call(1, KEYS),
    "ngrams-all": call(7, KEYS),
    "ngrams-too long": call(8, KEYS),
    "ngrams-zero": call(0, KEYS),
    "position_encode": call(5, 4),
    "position_encode-odd": call(5, 7, period=100),
    "adam": call(
        floats(6), floats(6), floats(6), ("floats01", 6), 0.9, 0.99, 1e-8, 0.1,
        written=(0, 1, 2, 3),
    ),
    "update_averages": call(floats(2, 3), floats(2, 3), 3, written=(0,)),
    "update_averages-late": call(floats(2, 3), floats(2, 3), 10**6, written=(0,)),
    "update_averages-decay": call(floats(2, 3), floats(2, 3), 10**6, 0.5, written=(0,)),
    "clip_gradient": call(ARRAY, 1.5),
    "clip_gradient-below": call(ARRAY, 150.0),
    "logloss": call(("floats01", 6), ("floats01", 6)),
    "to_numpy": call(ARRAY),
    "lstm_forward_inference": call(
        floats(4 * 2 * 3 + 4 * 2 + 4 * 2 * 2 + 4 * 2), ints([[[0, 0]]], "float32"),
        ints([[[0, 0]]], "float32"), floats(5, 3), ints([2, 2, 1]),
    ),
}  # fmt: skip

CASES = {**ACTIVATIONS, **SEQUENCES, **OTHERS}
WITHOUT_CASE = {
    **dict.fromkeys(
        ("lstm_forward_training", "backprop_lstm"), "the gradients are not the derivatives"
    ),
    "get_dropout_mask": "random",
    "cblas": "the routines of a compiled library",
    **dict.fromkeys(
        (
            "asarray1f", "asarray3f", "asarray4f", "asarray1i", "asarray2i", "asarray4i",
            "reshape", "reshape_f", "reshape_i", "reshape1", "reshape2", "reshape4", "reshape1f",
            "reshape3f", "reshape4f", "reshape1i", "reshape2i", "reshape3i", "reshape4i",
        ),
        "as its kin, for another number of axes",
    ),
    "as_contig": "the layout in memory is no figure",
}  # fmt: skip
"""Operations that have no figures, and why."""
