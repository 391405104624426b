"""Ids as other ids: by a dict, and by a table of integers."""

import copy
import pickle

import numpy
import pytest

from typedthinc.api import Embed, chain, premap_ids, remap_ids, remap_ids_v2
from typedthinc.errors import (
    ArgumentError,
    ArgumentTypeError,
    ArrayError,
    BoundsError,
    UnsetError,
)

INTS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
TABLE = {1: 10, 5: 50, 3: 30}
MAPPERS = [remap_ids, remap_ids_v2, premap_ids]


@pytest.mark.parametrize("mapper", MAPPERS)
@pytest.mark.parametrize("dtype", INTS)
def test_all_three_say_the_same_of_an_array(mapper, dtype):
    Y = mapper(TABLE, 99).predict(numpy.array([1, 5, 7], dtype=dtype))
    assert Y.tolist() == [[10], [50], [99]]
    assert Y.dtype == "int32"


@pytest.mark.parametrize("mapper", MAPPERS)
def test_keys_and_numbers_of_numpy(mapper):
    table = {numpy.int64(1): numpy.int32(10), numpy.uint64(5): numpy.int64(50)}
    assert mapper(table).predict(numpy.array([5, 1, 2])).tolist() == [[50], [10], [0]]


@pytest.mark.parametrize("mapper", MAPPERS)
@pytest.mark.parametrize("X", [numpy.zeros(0, "int64"), numpy.zeros((0, 0), "int64")])
def test_an_empty_batch(mapper, X):
    Y, backprop = mapper(TABLE).begin_update(X)
    assert Y.shape == (0, 1)
    assert len(backprop(Y)) == 0


@pytest.mark.parametrize("mapper", [remap_ids, remap_ids_v2])
@pytest.mark.parametrize("X", [["b", "a", "c"], ("b", "a", "c"), numpy.array(["b", "a", "c"])])
def test_words(mapper, X):
    assert mapper({"a": 1, "b": 2}).predict(X).tolist() == [[2], [1], [0]]


@pytest.mark.parametrize("mapper", [remap_ids_v2, premap_ids])
def test_a_column(mapper):
    X = numpy.array([[1, 5], [7, 1]])
    Y, backprop = mapper(TABLE, column=1).begin_update(X)
    assert Y.tolist() == [[50], [10]]
    dX = backprop(Y)
    assert dX.tolist() == [[0, 0], [0, 0]]
    assert dX.dtype == X.dtype
    assert mapper(TABLE, column=-2).predict(X).tolist() == [[10], [0]]


def test_a_column_is_one_of_an_array():
    assert remap_ids_v2({"ab": 1}, column=1).predict(["ab"]).tolist() == [[1]]


@pytest.mark.parametrize("mapper", [remap_ids_v2, premap_ids])
def test_the_gradient_of_ids_is_zero(mapper):
    X = numpy.array([1, 2], dtype="uint64")
    dX = mapper(TABLE).begin_update(X)[1](numpy.ones((2, 1)))
    assert dX.tolist() == [0, 0]
    assert dX.dtype == "uint64"


@pytest.mark.parametrize("X", [["a"], numpy.array([1])])
def test_there_is_no_gradient_of_a_sequence(X):
    assert remap_ids().begin_update(X)[1](None) == []
    assert remap_ids_v2({}).begin_update(["a"])[1](None) == []


@pytest.mark.parametrize("dtype", ["int64", "uint32", "float32"])
def test_the_dtype_of_the_first_version(dtype):
    Y = remap_ids(TABLE, dtype=dtype).predict([1])
    assert (Y.dtype, Y.tolist()) == (dtype, [[10]])


@pytest.mark.parametrize("mapper", [remap_ids, remap_ids_v2])
def test_each_layer_has_a_table_of_its_own(mapper):
    table = {"a": 1}
    first, second = mapper(table), mapper(table)
    first.attrs["mapping_table"]["b"] = 2
    assert table == second.attrs["mapping_table"] == {"a": 1}


def test_the_table_that_is_left_out_is_not_shared():
    remap_ids().attrs["mapping_table"]["a"] = 1
    assert remap_ids().predict(["a"]).tolist() == [[0]]


def test_a_table_can_be_set_later():
    model = remap_ids_v2(default=7)
    model.attrs["mapping_table"] = {"a": 1}
    assert model.predict(["a", "b"]).tolist() == [[1], [7]]


@pytest.mark.parametrize("X", [["a"], numpy.array([1]), []])
def test_a_table_that_is_not_set_is_an_error(X):
    with pytest.raises(ValueError, match="not set") as caught:
        remap_ids_v2().predict(X)
    assert isinstance(caught.value, UnsetError)
    assert str(caught.value) == (
        "layer \"remap_ids\" has no numbers to give: its 'mapping table' is not set\n"
        '  help      give a dict to the layer, or set attrs["mapping_table"] to one'
    )


def test_names_and_attributes():
    assert remap_ids().attrs == {"mapping_table": {}, "dtype": "i", "default": 0}
    assert remap_ids_v2(column=2).attrs == {"mapping_table": None, "default": 0, "column": 2}
    assert [mapper({}).name for mapper in MAPPERS] == ["remap_ids", "remap_ids", "premap_ids"]
    assert premap_ids({}, 3, column=1).attrs["default"] == 3


@pytest.mark.parametrize("mapper", MAPPERS)
def test_the_table_is_stored_with_the_model(mapper):
    model = chain(mapper({1: 3, 8: 2}), Embed(2, 5, column=0)).initialize()
    X = numpy.array([8, 1, 4])
    wanted = model.predict(X)
    empty = chain(mapper({}), Embed(2, 5, column=0))
    twins = [model.copy(), copy.deepcopy(model), pickle.loads(pickle.dumps(model))]
    for twin in (*twins, empty.from_bytes(model.to_bytes())):
        numpy.testing.assert_array_equal(twin.predict(X), wanted)


@pytest.mark.parametrize("mapper", [remap_ids_v2, premap_ids])
def test_numbers_that_need_more_bits_get_them(mapper):
    Y = mapper({1: 2**40}, -3).predict(numpy.array([1, 2]))
    assert Y.tolist() == [[2**40], [-3]]
    assert Y.dtype == "int64"


@pytest.mark.parametrize("default", [2**31, -(2**31) - 1])
def test_a_default_number_that_needs_more_bits(default):
    assert premap_ids({}, default).predict(numpy.array([1])).tolist() == [[default]]


def test_a_number_that_its_dtype_does_not_hold():
    with pytest.raises(ArgumentError) as caught:
        remap_ids({"a": 2**31, "b": 1}).predict(["a", "b"])
    assert str(caught.value) == (
        'layer "remap_ids" has a number in its mapping table that its dtype does not hold\n'
        "  expected  -2147483648 to 2147483647    the range of int32\n"
        "  got       1 to 2147483648"
    )


@pytest.mark.parametrize("key", [-1, 2**64 - 1])
@pytest.mark.parametrize("dtype", ["int64", "uint64"])
def test_a_key_is_64_bits_with_a_sign_or_without(key, dtype):
    ids = numpy.array([-1, 1]).astype(dtype)
    assert premap_ids({key: 5}).predict(ids).tolist() == [[5], [0]]


def test_many_ids_at_once():
    generator = numpy.random.default_rng(0)
    keys = generator.integers(-(2**63), 2**63, 1000)
    table = {int(key): number for number, key in enumerate(keys)}
    ids = numpy.concatenate([keys, generator.integers(-(2**63), 2**63, 1000)])
    wanted = [[table.get(number, -1)] for number in ids.tolist()]
    assert premap_ids(table, -1).predict(ids).tolist() == wanted


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"a": 1}, "a key of the mapping table is no integer of 64 bits"),
        ({1.5: 1}, "a key of the mapping table is no integer of 64 bits"),
        ({2**64: 1}, "a key of the mapping table is no integer of 64 bits"),
        ({1: "a"}, "a number in the mapping table is no integer of 64 bits"),
        ({1: 2**63}, "a number in the mapping table is no integer of 64 bits"),
    ],
)
def test_a_table_of_something_else_than_integers_is_refused(table, message):
    with pytest.raises(ArgumentError, match=f"^premap_ids: {message}\n"):
        premap_ids(table)


def test_a_wrong_key_is_shown():
    with pytest.raises(ArgumentError) as caught:
        premap_ids({"a": 1})
    assert str(caught.value) == (
        "premap_ids: a key of the mapping table is no integer of 64 bits\n"
        "  expected  an integer from -9223372036854775808 to 18446744073709551615\n"
        "  got       'a'"
    )
    with pytest.raises(ArgumentError, match="^premap_ids: a default number is no integer of 64"):
        premap_ids({}, None)


def test_two_keys_of_the_same_bits_are_refused():
    with pytest.raises(ArgumentError) as caught:
        premap_ids({-1: 4, 2**64 - 1: 5})
    assert str(caught.value) == (
        "premap_ids: two keys of the mapping table have the same 64 bits as 18446744073709551615\n"
        "  expected  one number for each key\n"
        "  got       4 and 5"
    )


@pytest.mark.parametrize("mapper", [remap_ids_v2, premap_ids])
def test_a_column_that_is_not_there(mapper):
    with pytest.raises(BoundsError) as caught:
        mapper(TABLE, column=2).predict(numpy.array([[1, 5]]))
    assert str(caught.value) == (
        f'layer "{mapper({}).name}" got an input without a column 2\n  got       int64 (1, 2)'
    )


@pytest.mark.parametrize("mapper", [remap_ids_v2, premap_ids])
def test_an_array_without_columns(mapper):
    with pytest.raises(ArrayError) as caught:
        mapper(TABLE, column=0).predict(numpy.array([1, 5]))
    assert str(caught.value) == (
        f'layer "{mapper({}).name}" got an input without columns\n'
        "  expected  Ints2d (batch, features)    column=0\n"
        "  got       int64 (2,)"
    )


@pytest.mark.parametrize(
    ("mapper", "layer"),
    [(remap_ids, "remap_ids_v2"), (remap_ids_v2, "the layer"), (premap_ids, "the layer")],
)
def test_a_table_of_ids_needs_a_column(mapper, layer):
    with pytest.raises(ArrayError) as caught:
        mapper(TABLE).predict(numpy.array([[1, 5]]))
    assert caught.value.help == f"give column=... to {layer}: the column that holds the ids"


@pytest.mark.parametrize("X", [[["a"]], 7])
def test_what_cannot_be_looked_up_is_refused(X):
    with pytest.raises(ArrayError, match='^layer "remap_ids" got an input that cannot be looked'):
        remap_ids_v2(TABLE).predict(X)


@pytest.mark.parametrize("X", [[1, 2], numpy.array([1.0])])
def test_ids_are_integers(X):
    with pytest.raises(ArrayError, match='^layer "premap_ids" got an input of the wrong kind'):
        premap_ids(TABLE).predict(X)


INTEGER = "is no integer of 64 bits\n  expected  an integer from -9223372036854775808 to "
NUMBER = f"a number in the mapping table, or the default, {INTEGER}18446744073709551615"
NO_TABLE = (
    "has a mapping table that is no mapping\n"
    "  expected  a mapping from items to numbers, such as a dict"
)
NO_COLUMN = "has a column that is no whole number\n  expected  an integer, or None"
NO_DTYPE = "has a dtype that is none of numbers\n  expected  a dtype of integers or floats"
NO_NUMBER = (
    "has something else than numbers in its mapping table\n"
    "  expected  a number for each item, and as the default"
)


@pytest.mark.parametrize(
    ("make", "error", "problem", "got"),
    [
        (lambda: remap_ids([1, 2]), ArgumentTypeError, f"remap_ids {NO_TABLE}", "list of 2 x 1"),
        (lambda: remap_ids_v2(7), ArgumentTypeError, f"remap_ids_v2 {NO_TABLE}", "7"),
        (lambda: premap_ids([1]), ArgumentTypeError, f"premap_ids {NO_TABLE}", "list of 1 x 1"),
        (lambda: remap_ids(default=None), ArgumentError, f"remap_ids: {NUMBER}", "None"),
        (lambda: remap_ids({1: 1.5}), ArgumentError, f"remap_ids: {NUMBER}", "1.5"),
        (lambda: remap_ids({1: "a"}, dtype="f"), ArgumentError, f"remap_ids {NO_NUMBER}", "'a'"),
        (lambda: remap_ids_v2({}, None), ArgumentError, f"remap_ids_v2: {NUMBER}", "None"),
        (lambda: remap_ids_v2({1: "a"}), ArgumentError, f"remap_ids_v2: {NUMBER}", "'a'"),
        (lambda: remap_ids_v2({1: 1.5}), ArgumentError, f"remap_ids_v2: {NUMBER}", "1.5"),
        (lambda: remap_ids(dtype="zz"), ArgumentTypeError, f"remap_ids {NO_DTYPE}", "'zz'"),
        (lambda: remap_ids(dtype="U3"), ArgumentTypeError, f"remap_ids {NO_DTYPE}", "'U3'"),
        (
            lambda: remap_ids_v2({}, column="a"),
            ArgumentTypeError,
            f"remap_ids_v2 {NO_COLUMN}",
            "'a'",
        ),
        (lambda: premap_ids({}, column="a"), ArgumentTypeError, f"premap_ids {NO_COLUMN}", "'a'"),
    ],
)
def test_arguments_that_are_refused(make, error, problem, got):
    with pytest.raises(error) as caught:
        make()
    assert str(caught.value) == f"{problem}\n  got       {got}"


SET_NUMBER = (
    "has a number in the mapping table, or the default, that "
    f"{INTEGER}18446744073709551615\n  got       "
)


@pytest.mark.parametrize(
    ("mapper", "attr", "value", "error", "message"),
    [
        (remap_ids, "mapping_table", [1], ArgumentTypeError, f"{NO_TABLE}\n  got       list"),
        (remap_ids, "mapping_table", {1: 1.5}, ArgumentError, f"{SET_NUMBER}1.5"),
        (remap_ids, "dtype", "zz", ArgumentTypeError, f"{NO_DTYPE}\n  got       'zz'"),
        (remap_ids_v2, "mapping_table", [1], ArgumentTypeError, f"{NO_TABLE}\n  got       list"),
        (remap_ids_v2, "mapping_table", {1: "a"}, ArgumentError, f"{SET_NUMBER}'a'"),
        (remap_ids_v2, "default", 2.5, ArgumentError, f"{SET_NUMBER}2.5"),
        (remap_ids_v2, "column", "a", ArgumentTypeError, f"{NO_COLUMN}\n  got       'a'"),
        (premap_ids, "column", "a", ArgumentTypeError, f"{NO_COLUMN}\n  got       'a'"),
        (
            premap_ids,
            "default",
            "a",
            ArgumentError,
            f"has a default number that {INTEGER}9223372036854775807\n  got       'a'",
        ),
    ],
)
def test_attributes_that_are_refused(mapper, attr, value, error, message):
    model = mapper(TABLE)
    model.attrs[attr] = value
    with pytest.raises(error) as caught:
        model.predict(numpy.array([1, 2]))
    assert str(caught.value).startswith(f'layer "{model.name}" {message}')


def test_a_table_of_floats_needs_a_dtype_of_floats():
    assert remap_ids({"a": 1.5}, dtype="float32").predict(["a", "b"]).tolist() == [[1.5], [0]]


@pytest.mark.parametrize("mapper", [remap_ids_v2, premap_ids])
def test_a_default_number_that_is_set_later_gets_the_bits_that_it_needs(mapper):
    model = mapper({1: 3})
    model.attrs["default"] = 2**40
    Y = model.predict(numpy.array([1, 2]))
    assert Y.tolist() == [[3], [2**40]]
    assert Y.dtype == "int64"
