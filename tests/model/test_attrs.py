"""Attributes as bytes and back."""

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from typedthinc.model import deserialize_attr, serialize_attr
from typedthinc.types import Unserializable


def there_and_back(value):
    return deserialize_attr(value, serialize_attr(value, value, "a", None), "a", None)


KEYS = st.one_of(st.integers(), st.text(), st.booleans(), st.tuples(st.integers(), st.text()))
SLICES = st.builds(slice, st.none() | st.integers(), st.integers())
PLAIN = st.recursive(
    SLICES | st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(KEYS, inner, max_size=4)
    ),
    max_leaves=8,
)


@given(PLAIN)
def test_plain_values_come_back_as_they_were(value):
    assert there_and_back(value) == value


@pytest.mark.parametrize(
    "value", [{"__items__": [1]}, {"__array__": "x"}, {1: {2: 3}}, {"a": "\ud800"}]
)
def test_values_that_look_like_the_encoding_come_back(value):
    assert there_and_back(value) == value


@pytest.mark.parametrize("dtype", ["float32", "float64", "int64", "uint8", "bool", ">f4"])
@pytest.mark.parametrize("shape", [(), (0, 3), (2, 3)])
def test_arrays_come_back_bit_for_bit(dtype, shape):
    array = numpy.arange(int(numpy.prod(shape)), dtype="f").reshape(shape).astype(dtype)
    back = there_and_back(array)
    assert (back.shape, back.dtype) == (shape, numpy.dtype(dtype).newbyteorder("="))
    assert back.tolist() == array.tolist()


def test_numbers_of_numpy_become_plain():
    assert there_and_back({"a": numpy.float32(0.5), "b": numpy.int64(3)}) == {"a": 0.5, "b": 3}


@pytest.mark.parametrize("value", [object(), len, numpy.array([None]), Unserializable(1), {1, 2}])
def test_other_values_are_a_type_error(value):
    with pytest.raises(TypeError):
        serialize_attr(value, value, "a", None)


def test_types_can_be_registered():
    class Mine:
        def __init__(self, text):
            self.text = text

    serialize_attr.register(Mine)(lambda default, value, name, model: value.text.encode())
    deserialize_attr.register(Mine)(lambda default, value, name, model: Mine(value.decode()))
    assert there_and_back(Mine("hello")).text == "hello"
