"""Tables of vectors: look-up by id, gradients, columns, dropout."""

import pickle

import numpy
import pytest

from typedthinc.api import Adam, Embed, HashEmbed, MeanEmbed, chain, tuplify
from typedthinc.errors import (
    ArgumentError,
    ArgumentTypeError,
    ArrayError,
    BoundsError,
    UnsetError,
)

LAYERS = [Embed, HashEmbed]


def ids(*numbers, dtype="int64"):
    return numpy.asarray(numbers, dtype=dtype)


def test_each_id_gets_its_row():
    model = Embed(nO=3, nV=5).initialize()
    E = model.get_param("E")
    Y = model.predict(ids(4, 0, 4))
    for y, number in zip(Y, (4, 0, 4)):
        assert y.tolist() == E[number].tolist()


def test_each_id_gets_the_sum_of_the_rows_it_is_hashed_to():
    model = HashEmbed(nO=3, nV=5, seed=0).initialize()
    E = model.get_param("E")
    # MurmurHash3 of 0, 1 and 2 with the seed 0, in parts of 32 bits.
    hashes = [
        [3428303819, 685728695, 3303603794, 4065689084],
        [4211459146, 4457399, 3547175942, 1032506804],
        [1819721896, 3725074592, 1401649061, 3845513878],
    ]
    for y, numbers in zip(model.predict(ids(0, 1, 2)), hashes):
        expected = sum(E[number % 5] for number in numbers)
        numpy.testing.assert_allclose(y, expected, rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize(
    "dtype", ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
)
def test_ids_of_any_integer_type(layer, dtype):
    model = layer(nO=3, nV=5).initialize()
    Y, backprop = model.begin_update(ids(1, 2, 1, dtype=dtype))
    numpy.testing.assert_array_equal(Y, model.predict(ids(1, 2, 1)))
    dX = backprop(Y)
    assert dX.dtype == dtype
    assert dX.tolist() == [0, 0, 0]


@pytest.mark.parametrize("layer", LAYERS)
def test_the_gradient_of_a_row_that_is_used_twice_adds_up(layer):
    model = layer(nO=2, nV=5).initialize()
    _, backprop = model.begin_update(ids(3))
    backprop(numpy.ones((1, 2), dtype="f"))
    once = model.get_grad("E").copy()
    _, backprop = model.begin_update(ids(3, 3))
    backprop(numpy.ones((2, 2), dtype="f"))
    numpy.testing.assert_allclose(model.get_grad("E"), 3 * once)


@pytest.mark.parametrize("layer", LAYERS)
def test_an_empty_batch(layer):
    model = layer(nO=3, nV=5, dropout=0.5).initialize()
    Y, backprop = model.begin_update(ids())
    assert Y.shape == (0, 3)
    assert backprop(Y).shape == (0,)
    assert not model.get_grad("E").any()


@pytest.mark.parametrize("layer", LAYERS)
def test_a_gradient_in_float64_meets_the_table_in_its_dtype(layer):
    model = layer(nO=3, nV=5).initialize()
    Y, backprop = model.begin_update(ids(1))
    backprop(Y.astype("float64"))
    assert Y.dtype == model.get_grad("E").dtype == "float32"


@pytest.mark.parametrize("layer", LAYERS)
def test_the_ids_may_be_a_column(layer):
    model = layer(nO=3, nV=5, column=1, **({"seed": 0} if layer is HashEmbed else {})).initialize()
    X = numpy.asarray([[9, 1], [9, 4]])
    Y, backprop = model.begin_update(X)
    numpy.testing.assert_array_equal(Y, model.layers[1].predict(X[:, 1]))
    dX = backprop(Y)
    assert dX.dtype == X.dtype
    assert dX.tolist() == [[0, 0], [0, 0]]


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_over_a_column_is_a_chain_that_knows_the_column(layer):
    model = layer(nO=3, nV=5, column=1)
    assert model.name == f"ints-getitem>>{layer.__name__.lower()}"
    assert model.attrs == {"column": 1}
    assert model.get_dim("nO") == 3


@pytest.mark.parametrize("layer", LAYERS)
def test_one_mask_is_shared_by_the_batch(layer):
    model = layer(nO=200, nV=5, dropout=0.5).initialize()
    X = ids(1, 2, 3)
    dropped = model.begin_update(X)[0] == 0
    assert 0 < dropped[0].sum() < 200
    assert (dropped == dropped[0]).all()
    assert (model.predict(X) != 0).all()


@pytest.mark.parametrize("layer", LAYERS)
def test_the_gradient_is_dropped_where_the_column_was(layer):
    model = layer(nO=20, nV=5, dropout=0.5).initialize()
    Y, backprop = model.begin_update(ids(1, 2))
    backprop(numpy.ones_like(Y))
    gradient = model.get_grad("E")
    assert not gradient[:, Y[0] == 0].any()
    assert gradient[:, Y[0] != 0].any(axis=0).all()


@pytest.mark.parametrize("layer", LAYERS)
def test_a_rate_of_dropout_is_a_share(layer):
    with pytest.raises(ArgumentError, match="a rate of dropout is a share"):
        layer(nO=3, nV=5, dropout=-1.0)
    model = layer(nO=3, nV=5, dropout=0.5).initialize()
    model.attrs["dropout_rate"] = 7
    with pytest.raises(ArgumentError, match=f'layer "{model.name}" has a rate of dropout'):
        model.begin_update(ids(1))


@pytest.mark.parametrize("layer", LAYERS)
def test_a_table_without_a_column_is_refused(layer):
    model = layer(nO=3, nV=5).initialize()
    with pytest.raises(ArrayError) as caught:
        model.predict(ids([1], [2]))
    assert str(caught.value) == (
        f'layer "{model.name}" got an input of the wrong kind\n'
        "  expected  Ints1d (batch,)\n"
        "  got       int64 (2, 1)\n"
        "  help      give column=... to the layer: the column that holds the ids"
    )


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("X", [[1, 2], numpy.asarray([1.0]), "text"])
def test_another_kind_is_refused(layer, X):
    with pytest.raises(ArrayError, match="got an input of the wrong kind"):
        layer(nO=3, nV=5).initialize().predict(X)


@pytest.mark.parametrize("wrong", [5, -1, 700])
def test_an_id_that_is_not_in_the_table_is_named(wrong):
    model = Embed(nO=3, nV=5).initialize()
    with pytest.raises(BoundsError) as caught:
        model.predict(ids(1, wrong))
    assert str(caught.value) == (
        f'layer "embed" got the id {wrong}, which is outside of its table\n'
        "  expected  0 <= id < nV=5\n"
        "  got       int64 (2,)"
    )


@pytest.mark.parametrize("number", [-1, 10**12, 2**63 - 1])
def test_any_id_can_be_hashed(number):
    model = HashEmbed(nO=3, nV=5).initialize()
    assert numpy.isfinite(model.predict(ids(number))).all()


def test_the_seed_changes_the_rows():
    first, second = (HashEmbed(nO=2, nV=1000, seed=seed).initialize() for seed in (1, 2))
    second.set_param("E", first.get_param("E"))
    assert (first.predict(ids(1, 2, 3)) != second.predict(ids(1, 2, 3))).all()


def test_the_seed_is_the_place_in_the_model():
    model = tuplify(HashEmbed(2, 10), HashEmbed(2, 10, column=0), HashEmbed(2, 10, seed=99))
    model.layers[0].initialize()
    model.initialize()
    seeds = [node.attrs["seed"] for node in model.walk() if "seed" in node.attrs]
    # Breadth first: tuplify, hashembed, the chain, hashembed, ints-getitem, hashembed.
    assert seeds == [0, 99, 5]


def test_there_is_no_hash_without_a_seed():
    model = HashEmbed(nO=2, nV=10)
    model.set_param("E", numpy.zeros((10, 2), dtype="f"))
    with pytest.raises(UnsetError) as caught:
        chain(model, Embed(nO=1, nV=1)).predict(ids(1))
    assert str(caught.value) == (
        'layer 1 of 2, "hashembed", has no seed to hash with yet\n'
        "  help      call initialize() on the whole model, or give seed=... to the layer"
    )


def test_the_width_is_inferred_from_the_output():
    model = Embed(nV=5).initialize(X=ids(1, 2), Y=numpy.zeros((2, 7), dtype="f"))
    assert model.get_param("E").shape == (5, 7)


def test_the_size_of_the_table_is_not_inferred():
    with pytest.raises(UnsetError, match='size of dimension "nV"'):
        Embed(nO=3).initialize(X=ids(1, 2))


@pytest.mark.parametrize("layer", LAYERS)
def test_vectors_start_between_minus_and_plus_a_tenth(layer):
    E = layer(nO=50, nV=50).initialize().get_param("E")
    assert -0.1 <= E.min() < -0.09
    assert 0.09 < E.max() <= 0.1


@pytest.mark.parametrize("layer", LAYERS)
def test_an_initializer_can_be_chosen(layer):
    model = layer(nO=3, nV=5, initializer=lambda ops, shape: ops.alloc_f(shape) + 7).initialize()
    assert (model.get_param("E") == 7).all()


@pytest.mark.parametrize("layer", LAYERS)
def test_layers_can_be_pickled(layer):
    model = layer(nO=3, nV=5, column=0).initialize()
    loaded = pickle.loads(pickle.dumps(model))
    X = ids([1], [2])
    numpy.testing.assert_array_equal(loaded.predict(X), model.predict(X))
    assert loaded.initialize().predict(X).shape == (2, 3)


def test_attributes_and_dims():
    model = HashEmbed(2, 3, dropout=0.5)
    assert model.attrs == {"column": None, "seed": None, "dropout_rate": 0.5}
    assert {name: model.maybe_get_dim(name) for name in model.dim_names} == {
        "nO": 2,
        "nV": 3,
        "nI": None,
    }
    assert HashEmbed(2, 3, column=1).layers[1].attrs == {"column": 1, "seed": None}
    assert Embed().attrs == {"column": None}
    assert Embed().dim_names == ("nO", "nV")


def test_the_vector_of_padding_starts_as_zeros():
    E = Embed(nO=3, nV=5, padding_idx=2).initialize().get_param("E")
    assert not E[2].any()
    assert E[[0, 1, 3, 4]].all()


def test_a_table_that_an_initializer_gives_is_not_changed_for_padding():
    table = numpy.ones((5, 3), dtype="f")
    model = Embed(nO=3, nV=5, padding_idx=2, initializer=lambda ops, shape: table).initialize()
    assert model.get_param("E")[2].tolist() == [0, 0, 0]
    assert table.all()


@pytest.mark.parametrize("column", [None, 0])
def test_the_vector_of_padding_gets_no_gradient(column):
    X = ids(2, 1, 2) if column is None else ids([2], [1], [2])
    model = Embed(nO=3, nV=5, padding_idx=2, column=column).initialize()
    for times in (1, 2):
        Y, backprop = model.begin_update(X)
        backprop(numpy.ones_like(Y))
        gradient = model.layers[-1].get_grad("E") if model.layers else model.get_grad("E")
        assert gradient.tolist() == [[0] * 3, [times] * 3, [0] * 3, [0] * 3, [0] * 3]


def test_padding_stays_as_it_is_in_training():
    model = Embed(nO=3, nV=5, padding_idx=2).initialize()
    optimizer = Adam(0.1, L2=0.1)
    for _ in range(3):
        Y, backprop = model.begin_update(ids(2, 1))
        backprop(numpy.ones_like(Y))
        model.finish_update(optimizer)
    assert model.predict(ids(2)).tolist() == [[0, 0, 0]]


def test_a_vector_of_padding_that_is_loaded_stays():
    source = Embed(nO=3, nV=5, padding_idx=2).initialize()
    source.set_param("E", numpy.ones((5, 3), dtype="f"))
    model = Embed(padding_idx=2).from_bytes(source.to_bytes())
    Y, backprop = model.begin_update(ids(2))
    backprop(Y)
    model.finish_update(Adam(0.1))
    assert model.predict(ids(2)).tolist() == [[1, 1, 1]]


@pytest.mark.parametrize("layer", [Embed, MeanEmbed])
@pytest.mark.parametrize(
    ("padding_idx", "nV", "message"),
    [
        (-1, None, "expected  0 <= padding_idx\n  got       -1\n  help      ids are counted"),
        (5, 5, "expected  0 <= padding_idx < nV=5\n  got       5$"),
    ],
)
def test_padding_is_an_id_of_the_table(layer, padding_idx, nV, message):
    with pytest.raises(ArgumentError, match=f"^padding_idx is no id of the table\n  {message}"):
        layer(nO=3, nV=nV, padding_idx=padding_idx)


def test_padding_is_looked_at_again_when_the_table_is_made():
    model = Embed(nO=3, padding_idx=5)
    model.set_dim("nV", 5)
    with pytest.raises(ArgumentError, match='^layer "embed" padding_idx is no id of the table'):
        model.initialize()


def test_padding_of_another_type_is_refused():
    with pytest.raises(ArgumentTypeError, match="^padding_idx is no integer\n  got       1.5"):
        Embed(nO=3, nV=5, padding_idx=1.5)


def test_without_padding_there_is_no_attribute():
    assert Embed(nO=3, nV=5).attrs == {"column": None}
    assert Embed(nO=3, nV=5, padding_idx=numpy.int64(0)).attrs == {"column": None, "padding_idx": 0}


def test_a_number_as_gradient_is_added_to():
    model = Embed(2, 3).initialize()
    model.set_grad("E", 1.0)
    _, backprop = model.begin_update(numpy.array([1, 1]))
    backprop(numpy.ones((2, 2), "f"))
    assert model.get_grad("E").tolist() == [[1, 1], [3, 3], [1, 1]]
