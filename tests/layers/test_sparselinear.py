"""Sums over hashed features."""

import numpy
import pytest

from typedthinc.api import SparseLinear, SparseLinear_v2
from typedthinc.backends import NumpyOps, Ops
from typedthinc.errors import ArgumentError, ArgumentTypeError, ArrayError, BoundsError, ShapeError

LAYERS = [SparseLinear, SparseLinear_v2]

KEYS = [1, 2, 3, 2**63]
VALUES = [1, 0.5, 2, 1]
LENGTHS = [3, 0, 1]

# What Thinc 9.1.1 gives for those features, with W = 0, 1, 2, ... and b = 0.5, 0, 1: the output,
# and the gradient of W for a gradient of ones.
THINC = {
    "v1": (
        lambda: SparseLinear(3, 16),
        [[45.5, 52, 60], [0.5, 0, 1], [20.5, 22, 25]],
        [0, 0, 0, 2, 3.5, 5.5, 3.5, 2, 0, 0, 0, 2, 2.5, 2.5, 0.5, 1, 1, 1, *[0] * 30],
    ),
    "v2": (
        lambda: SparseLinear_v2(3, 16),
        [[45.5, 157, 270], [0.5, 0, 1], [20.5, 52, 85]],
        [0, 0, 0, 2, 1.5, 2, 0, 0, 0, 0, 0, 2, 0.5, 0, 0, 1] * 3,
    ),
    "v2 with another length": (
        lambda: SparseLinear_v2(3, 10),
        [[27.5, 97, 168], [0.5, 0, 1], [12.5, 32, 53]],
        [1, 1, 0, 3, 0, 0, 1, 2, 0, 1] * 3,
    ),
}


def features(keys=KEYS, values=VALUES, lengths=LENGTHS, key="uint64", value="float32"):
    return (
        numpy.array(keys, dtype=key),
        numpy.array(values, dtype=value),
        numpy.array(lengths, dtype="int32"),
    )


def model_of(make):
    model = make().initialize()
    model.set_param("W", numpy.arange(model.get_param("W").size, dtype="f"))
    model.set_param("b", numpy.array([0.5, 0, 1], dtype="f"))
    return model


@pytest.mark.parametrize("case", THINC)
@pytest.mark.parametrize("ops", [Ops(), NumpyOps()], ids=["base", "numpy"])
def test_the_weights_are_found_where_thinc_finds_them(case, ops):
    make, output, gradient = THINC[case]
    model = model_of(make)
    model.ops = ops
    Y, backprop = model.begin_update(features())
    assert Y.tolist() == output
    backprop(numpy.ones_like(Y))
    assert model.get_grad("W").tolist() == gradient
    assert model.get_grad("b").tolist() == [3, 3, 3]


@pytest.mark.parametrize("case", THINC)
def test_the_gradient_of_a_value_is_the_sum_of_its_weights(case):
    model = model_of(THINC[case][0])
    _, backprop = model.begin_update(features())
    keys, d_values, lengths = backprop(numpy.ones((3, 3), dtype="f"))
    assert keys.tolist() == KEYS
    assert lengths.tolist() == LENGTHS
    # What one feature of value 1 gives, less the bias, is the sum of its weights.
    for key, d_value in zip(KEYS, d_values):
        alone = model.predict(features([key], [1], [1]))
        assert d_value == alone.sum() - 1.5


@pytest.mark.parametrize("layer", LAYERS)
def test_parameters_start_at_zero(layer):
    model = layer(3).initialize()
    assert model.get_dim("length") == 2**18
    assert model.get_param("W").shape == (3 * 2**18,)
    assert not model.get_param("W").any()
    assert model.get_param("b").tolist() == [0, 0, 0]


@pytest.mark.parametrize("layer", LAYERS)
def test_names_and_attributes(layer):
    model = layer(3)
    assert model.name == "sparse_linear"
    assert model.attrs == {"v1_indexing": layer is SparseLinear}


@pytest.mark.parametrize("layer", LAYERS)
def test_the_width_is_inferred_from_the_output(layer):
    model = layer(length=8).initialize(X=features(), Y=numpy.zeros((3, 5)))
    assert model.predict(features()).shape == (3, 5)


@pytest.mark.parametrize("length", [2**18, 250_000])
def test_keys_are_spread_evenly(length):
    n = 2000
    keys = numpy.random.default_rng(0).integers(0, 2**64, n, dtype="uint64")
    model = SparseLinear_v2(2, length).initialize()
    Y, backprop = model.begin_update(features(keys, [1] * n, [n]))
    backprop(numpy.ones_like(Y))
    for used in model.get_grad("W").reshape(2, length):
        # Two of `length` places for each key, drawn at random.
        expected = 1 - numpy.exp(-2 * n / length)
        assert abs(numpy.count_nonzero(used) / length - expected) < 1e-4


@pytest.mark.parametrize("layer", LAYERS)
def test_gradients_of_two_batches_add_up(layer):
    model = layer(3, 16).initialize()
    for times in (1, 2):
        Y, backprop = model.begin_update(features())
        backprop(numpy.ones_like(Y))
        if times == 1:
            once = model.get_grad("W").copy()
    assert model.get_grad("W").tolist() == (2 * once).tolist()
    assert model.get_grad("b").tolist() == [6, 6, 6]


@pytest.mark.parametrize("layer", LAYERS)
def test_a_number_as_gradient_is_added_to(layer):
    model = layer(3, 16).initialize()
    Y, backprop = model.begin_update(features())
    backprop(numpy.ones_like(Y))
    expected = model.get_grad("W") + 0.5
    model.set_grad("W", 0.0)
    model.inc_grad("W", 0.5)
    backprop(numpy.ones_like(Y))
    numpy.testing.assert_allclose(model.get_grad("W"), expected)


@pytest.mark.parametrize("key", ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32"])
def test_keys_of_any_integer_type(key):
    model = model_of(THINC["v2"][0])
    small = features([1, 2, 3, 0], key=key)
    Y, backprop = model.begin_update(small)
    assert Y.tolist() == model.predict(features([1, 2, 3, 0])).tolist()
    assert backprop(Y)[0].dtype == key


def test_a_negative_key_is_the_one_with_the_same_bits():
    model = model_of(THINC["v2"][0])
    negative = model.predict(features([-1], [1], [1], key="int64"))
    assert negative.tolist() == model.predict(features([2**64 - 1], [1], [1])).tolist()


def test_values_in_float64_get_a_gradient_in_float64():
    model = model_of(THINC["v2"][0])
    Y, backprop = model.begin_update(features(value="float64"))
    assert Y.dtype == "float32"
    assert backprop(Y.astype("float64"))[1].dtype == "float64"


def test_features_of_no_member_are_left_out():
    model = model_of(THINC["v2"][0])
    Y, backprop = model.begin_update(features([1, 2, 7], [1, 1, 5], [1, 1]))
    assert Y.tolist() == model.predict(features([1, 2], [1, 1], [1, 1])).tolist()
    assert backprop(Y)[1][2] == 0


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("lengths", [[], [0, 0]])
def test_no_features(layer, lengths):
    model = layer(3, 16).initialize()
    Y, backprop = model.begin_update(features([], [], lengths))
    assert Y.shape == (len(lengths), 3)
    assert backprop(Y)[1].shape == (0,)


@pytest.mark.parametrize(
    ("X", "got"),
    [
        (numpy.zeros(3, "uint64"), "(uint64 (3,))"),
        (features()[:2], "(uint64 (4,), float32 (4,))"),
        (features(value="int32"), "(uint64 (4,), int32 (4,), int32 (3,))"),
        (features(key="float32"), "(float32 (4,), float32 (4,), int32 (3,))"),
        (None, "(None)"),
    ],
)
def test_another_kind_is_refused(X, got):
    with pytest.raises(ArrayError) as caught:
        SparseLinear_v2(3, 16).initialize().predict(X)
    assert str(caught.value) == (
        'layer "sparse_linear" got an input of the wrong kind\n'
        "  expected  (keys Ints1d, values Floats1d, lengths Ints1d)\n"
        f"  got       {got}"
    )


def test_values_that_are_too_few_are_refused():
    with pytest.raises(ShapeError) as caught:
        SparseLinear_v2(3, 16).initialize().predict(features(values=[1, 2]))
    assert str(caught.value) == (
        'layer "sparse_linear" got an input without one value a key\n'
        "  expected  4 values    as many as keys\n"
        "  got       float32 (2,)"
    )


def test_lengths_that_do_not_fit_are_refused():
    with pytest.raises(BoundsError, match='^in layer "sparse_linear": SparseLinear: the sequences'):
        SparseLinear_v2(3, 16).initialize().predict(features(lengths=[3, 3]))


def test_a_gradient_of_another_shape_is_refused():
    Y, backprop = SparseLinear_v2(3, 16).initialize().begin_update(features())
    with pytest.raises(ShapeError, match="gradient of the wrong shape"):
        backprop(Y[:1])


@pytest.mark.parametrize(
    ("length", "error", "must_be", "got"),
    [
        (0, ArgumentError, "at least 1", "0"),
        (-4, ArgumentError, "at least 1", "-4"),
        (1.5, ArgumentTypeError, "a whole number", "1.5"),
        ("a", ArgumentTypeError, "a whole number", "'a'"),
    ],
)
@pytest.mark.parametrize("layer", [SparseLinear, SparseLinear_v2])
def test_an_output_has_weights(layer, length, error, must_be, got):
    with pytest.raises(error) as caught:
        layer(3, length=length)
    assert str(caught.value) == (
        f"{layer.__name__} length must be {must_be}\n"
        "  expected  length >= 1\n"
        f"  got       length={got}"
    )
