"""Attributes in what is saved."""

from __future__ import annotations

import warnings
from typing import Any

import numpy
import pytest

from tests.storage.samples import node
from typedthinc.errors import StorageError
from typedthinc.model import deserialize_attr, serialize_attr
from typedthinc.types import Unserializable


class Money:
    def __init__(self, cents: int) -> None:
        self.cents = cents


@serialize_attr.register
def save_money(default: Money, value: Money, name: str, model: Any) -> bytes:
    return b"\xff" + value.cents.to_bytes(4, "big")


@deserialize_attr.register
def load_money(default: Money, value: bytes, name: str, model: Any) -> Money:
    return Money(int.from_bytes(value[1:], "big"))


class Broken:
    pass


@serialize_attr.register
def fail_to_save(default: Broken, value: Broken, name: str, model: Any) -> bytes:
    raise RuntimeError("no")


@pytest.mark.parametrize(
    "value",
    [None, True, 0, -3, 0.1, float("inf"), "", 'q"\\ü\N{SNOWMAN}', [1, [2, "3"]], {"a": {"b": 1}}],
    ids=repr,
)
def test_plain_values_come_back(value: Any) -> None:
    target = node("x").from_bytes(node("x", attrs={"a": value}).to_bytes())
    assert target.attrs == {"a": value}


def test_tuples_and_slices_come_back_as_they_were() -> None:
    target = node("x").from_bytes(node("x", attrs={"a": (slice(1, None), 2)}).to_bytes())
    assert target.attrs == {"a": (slice(1, None), 2)}


def test_arrays_come_back() -> None:
    array = numpy.arange(6, dtype="int16").reshape(2, 3)
    loaded = node("x").from_bytes(node("x", attrs={"a": array}).to_bytes()).attrs["a"]
    assert (loaded.dtype, loaded.tolist()) == (array.dtype, array.tolist())


def test_registered_types_may_use_any_bytes() -> None:
    data = node("x", attrs={"price": Money(250)}).to_bytes()
    assert node("x", attrs={"price": Money(0)}).from_bytes(data).attrs["price"].cents == 250


@pytest.mark.parametrize("save", ["to_bytes", "to_dict"])
def test_what_cannot_be_saved_is_left_out_with_a_warning(save: str) -> None:
    inner = node("inner", attrs={"keep": 1, "function": len})
    model = node("outer", node("wrap", inner))
    with pytest.warns(UserWarning, match="left out") as caught:
        saved = getattr(model, save)()
    (warning,) = caught
    assert str(warning.message) == (
        'layer 1 of 1, "wrap > inner", has an attribute "function" that is left out of what is'
        " saved: a builtin_function_or_method is not saved; wrap it in"
        " typedthinc.types.Unserializable if that is meant"
    )
    assert warning.filename == __file__
    target = node("outer", node("wrap", node("inner")))
    target = target.from_dict(saved) if save == "to_dict" else target.from_bytes(saved)
    assert target.layers[0].layers[0].attrs == {"keep": 1}


def test_what_is_wrapped_as_unserializable_is_left_out_in_silence() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        data = node("x", attrs={"keep": 1, "function": Unserializable(len)}).to_bytes()
    assert node("x").from_bytes(data).attrs == {"keep": 1}


def test_a_type_that_fails_to_save_is_an_error() -> None:
    with pytest.raises(StorageError) as caught:
        node("x", attrs={"a": Broken()}).to_bytes()
    assert caught.value.problems == ['layer "x" has an attribute "a" that gives RuntimeError: no']
