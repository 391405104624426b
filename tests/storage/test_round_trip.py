"""What is saved comes back as it was, bit for bit."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from safetensors.numpy import load

from tests.storage.samples import node, plain, small, snapshot
from typedthinc.errors import StorageError
from typedthinc.layers.chain import chain
from typedthinc.layers.linear import Linear

DTYPES = [
    *("bool", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
    *("float16", "float32", "float64", "complex64"),
]
SHAPES = [(), (0,), (1,), (0, 3), (3, 0, 2), (4, 6), (2, 3, 4)]
LAYOUTS: dict[str, Callable[[Any], Any]] = {
    "C": lambda a: numpy.array(a, order="C"),
    "Fortran": lambda a: numpy.array(a, order="F"),
    "transposed": lambda a: a.T,
    "strided": lambda a: numpy.repeat(a, 2, axis=-1)[..., ::2] if a.ndim else a,
    "negative strides": lambda a: numpy.asarray(numpy.flip(a)),
    "broadcast": lambda a: numpy.broadcast_to(a, (3, *a.shape)),
    "big-endian": lambda a: a.astype(a.dtype.newbyteorder(">")),
}


def through_bytes(array: Any) -> Any:
    target = node("x", params={"W": None})
    return target.from_bytes(node("x", params={"W": array}).to_bytes()).get_param("W")


def same_values(loaded: Any, array: Any) -> bool:
    return bool(plain(loaded) == plain(array.astype(array.dtype.newbyteorder("="), order="C")))


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("dtype", DTYPES)
def test_every_dtype_and_shape(dtype: str, shape: tuple[int, ...]) -> None:
    size = int(numpy.prod(shape))
    array = (numpy.arange(size) % 7).astype(dtype).reshape(shape)
    assert same_values(through_bytes(array), array)


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_in_memory(layout: str, shape: tuple[int, ...]) -> None:
    size = int(numpy.prod(shape))
    array = LAYOUTS[layout](numpy.arange(size, dtype="f").reshape(shape))
    assert same_values(through_bytes(array), array)


def test_read_only_and_memory_mapped_arrays(tmp_path: Any) -> None:
    array = numpy.arange(6, dtype="f").reshape(2, 3)
    numpy.save(tmp_path / "a.npy", array)
    mapped = numpy.load(tmp_path / "a.npy", mmap_mode="r")
    assert same_values(through_bytes(mapped), array)


@given(
    npst.arrays(
        st.sampled_from([numpy.dtype(order + kind) for order in "<>" for kind in ("f4", "f8")]),
        npst.array_shapes(min_dims=0, min_side=0, max_side=4),
        elements={"allow_nan": True, "allow_infinity": True, "allow_subnormal": True},
    )
)
def test_floats_bit_for_bit(array: Any) -> None:
    assert same_values(through_bytes(array), array)


def test_the_payload_of_a_nan_is_kept() -> None:
    bits = numpy.array([0x7FC0BEEF, 0xFF800001, 0x80000000, 0x00000001], dtype="u4")
    assert through_bytes(bits.view("f4")).view("u4").tolist() == bits.tolist()


def test_everything_that_is_stored_comes_back() -> None:
    target = small(1)
    target.from_bytes(small(0).to_bytes())
    for loaded, saved in zip(target.walk(), small(0).walk(), strict=True):
        assert loaded.name == saved.name
        assert loaded.attrs == saved.attrs
        assert [loaded.maybe_get_dim(d) for d in saved.dim_names] == [
            saved.maybe_get_dim(d) for d in saved.dim_names
        ]
        assert [plain(loaded.maybe_get_param(p)) for p in saved.param_names] == [
            plain(saved.maybe_get_param(p)) for p in saved.param_names
        ]
    assert target.get_ref("tok") is target.layers[0]
    assert target.has_ref("out") is None


def test_the_same_model_gives_the_same_bytes() -> None:
    assert len({small().to_bytes() for _ in range(20)}) == 1


def test_the_order_of_names_does_not_change_the_bytes() -> None:
    one = node("x", dims={"nO": 1, "nI": 2}, attrs={"a": 1, "b": 2})
    two = node("x", dims={"nI": 2, "nO": 1}, attrs={"b": 2, "a": 1})
    assert one.to_bytes() == two.to_bytes()


@pytest.mark.parametrize("model", [small(), node("x", params={"W": None})], ids=["set", "unset"])
def test_what_is_loaded_and_saved_again_gives_the_same_bytes(model: Any) -> None:
    target = model.copy()
    assert target.from_bytes(model.to_bytes()).to_bytes() == model.to_bytes()


def test_a_float64_model_stays_float64() -> None:
    model = node("x", params={"W": numpy.ones((2, 2))})
    target = node("x", params={"W": numpy.ones((2, 2), dtype="f")})
    assert target.from_bytes(model.to_bytes()).get_param("W").dtype == "float64"


def test_loaded_arrays_can_be_written_to() -> None:
    loaded = through_bytes(numpy.broadcast_to(numpy.float32(1), (2, 2)))
    loaded += 1
    assert loaded.tolist() == [[2, 2], [2, 2]]


NAMES = ["__metadata__", "a/b", "../../etc/passwd", "", " ", "ü\N{SNOWMAN}\x00\n", "n" * 10_000]


@pytest.mark.parametrize("name", NAMES, ids=lambda name: ascii(name)[:20])
def test_names_are_only_names(name: str) -> None:
    def model(value: float) -> Any:
        return node(
            name,
            dims={name: int(value)},
            params={name: numpy.full(2, value)},
            attrs={name: value},
        )

    target = node("x", dims={name: None}, params={name: None})
    target.from_bytes(model(3.0).to_bytes())
    assert target.name == name
    assert target.get_dim(name) == 3
    assert target.get_param(name).tolist() == [3.0, 3.0]
    assert target.attrs == {name: 3.0}


def test_a_parameter_whose_name_is_not_unicode_is_an_error_of_ours() -> None:
    with pytest.raises(StorageError, match="cannot save the model as safetensors"):
        node("x", params={"\ud800": numpy.ones(2)}).to_bytes()


def test_a_node_whose_name_is_not_unicode_round_trips() -> None:
    assert node("x").from_bytes(node("\ud800").to_bytes()).name == "\ud800"


def test_the_blob_is_plain_safetensors() -> None:
    tensors = load(small().to_bytes())
    assert sorted(tensors) == ["1/W", "1/b"]
    assert plain(tensors["1/W"]) == plain(small().layers[0].get_param("W"))


def test_sizes_of_numpy_become_plain_integers() -> None:
    model = node("x", dims={"nO": numpy.int64(5)})
    size = node("x", dims={"nO": None}).from_bytes(model.to_bytes()).get_dim("nO")
    assert (type(size), size) == (int, 5)


@pytest.mark.parametrize(
    ("kwargs", "problem"),
    [
        ({"params": {"W": numpy.array(["a"])}}, 'layer "x" has a parameter "W" that is <U1 (1,)'),
        ({"params": {"W": numpy.array([None])}}, 'layer "x" has a parameter "W" that is object'),
        ({"params": {"W": numpy.zeros(1, "D")}}, 'layer "x" has a parameter "W" that is complex'),
        ({"params": {"W": 1.5}}, 'layer "x" has a parameter "W" that is 1.5, not an array'),
    ],
)
def test_what_has_no_place_in_a_file_is_refused(kwargs: Any, problem: str) -> None:
    with pytest.raises(StorageError, match='cannot save "x"') as caught:
        node("x", **kwargs).to_bytes()
    assert caught.value.problems[0].startswith(problem)


def test_a_reference_out_of_the_model_is_refused() -> None:
    model = small()
    model.layers.pop(0)
    with pytest.raises(StorageError) as caught:
        model.to_bytes()
    assert caught.value.problems == [
        'layer "both" has a reference "tok" to "first", which is not in the model'
    ]


def test_a_header_that_could_not_be_read_again_is_refused(monkeypatch: Any) -> None:
    monkeypatch.setattr("typedthinc.storage.layout.MAX_HEADER", 300)
    with pytest.raises(StorageError, match="longer than a file can hold") as caught:
        small().to_bytes()
    assert caught.value.help == "wrap large attributes in typedthinc.types.Unserializable"


def test_saving_changes_nothing() -> None:
    model = small()
    before = copy.deepcopy(snapshot(model))
    model.to_bytes()
    model.to_dict()
    assert snapshot(model) == before


def test_a_network_predicts_the_same_after_loading() -> None:
    X = numpy.ones((3, 4), dtype="f")
    model = chain(Linear(5), Linear(2)).initialize(X=X)
    target = chain(Linear(), Linear()).from_bytes(model.to_bytes())
    assert target.predict(X).tolist() == model.predict(X).tolist()
    assert [layer.get_dim("nI") for layer in target.layers] == [4, 5]
