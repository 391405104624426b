"""Whatever a layer is called and its attributes hold, a program stays the program it is."""

from __future__ import annotations

import ast
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.export.programs import exported
from typedthinc.api import Linear, Model, array_getitem, chain
from typedthinc.errors import TypedThincError
from typedthinc.export.literal import literal

X = numpy.array([[1.0, 2.0]], dtype="f")
NAMES = [
    '"""',
    "'''",
    "\"'",
    "'\n\nraise SystemExit\n",
    '"""\nraise SystemExit\n"""',
    "\\",
    '\\"',
    "\r\n\t\x00\x1b[31m",
    "\u2028\u2029\x85",
    "\u202e\u2066 hidden \u2069",
    "\ud800",
    "{call}{name}{}%s",
    "# coding: latin-1",
    "é漢字🦆",
    "x" * 10000,
    "",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_text_and_nothing_else(name: str, tmp_path: Path) -> None:
    check_name(name, tmp_path)


@given(st.text(st.characters(codec=None)))
def test_any_name_is_text_and_nothing_else(name: str) -> None:
    with TemporaryDirectory() as folder:
        check_name(name, Path(folder))


def check_name(name: str, folder: Path) -> None:
    model = named(name)
    program = exported(model, folder)
    assert (program.predict(X) == model.predict(X)).all()
    shown = name.encode("utf8", "backslashreplace").decode("utf8")
    assert program.MODEL == (shown if len(shown) <= 60 else f"{shown[:60]}...")
    (folder / "program.py").read_text(encoding="utf8")
    assert structure(folder / "program.py") == PLAIN


def named(name: str) -> Model[Any, Any]:
    model = chain(Linear(3, 2), Linear(2, 3)).initialize()
    model.name = model.layers[0].name = name
    return model


def structure(path: Path) -> list[str]:
    """The statements of a program, without their texts."""
    tree = ast.parse(path.read_bytes())
    return [type(node).__name__ for node in ast.walk(tree) if not isinstance(node, ast.Constant)]


with TemporaryDirectory() as _folder:
    exported(named("plain"), Path(_folder))
    PLAIN = structure(Path(_folder) / "program.py")


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(st.characters(codec=None))
        | st.binary(),
        lambda inner: (
            st.lists(inner)
            | st.tuples(inner, inner)
            | st.tuples(inner)
            | st.dictionaries(st.text() | st.integers() | st.tuples(st.integers()), inner)
        ),
    )
)
def test_the_text_of_plain_data_gives_the_data(value: object) -> None:
    assert ast.literal_eval(literal(value)) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (float("inf"), 'float("inf")'),
        (float("-inf"), 'float("-inf")'),
        (float("nan"), 'float("nan")'),
        (slice(None, 2, -1), "slice(None, 2, -1)"),
        (numpy.float32(0.1), "numpy.float32(0.10000000149011612)"),
        (numpy.uint64(2**64 - 1), "numpy.uint64(18446744073709551615)"),
        (numpy.bool_(True), "True"),
        ("it's", '"it\'s"'),
        ((), "()"),
        ((1,), "(1,)"),
    ],
)
def test_the_text_of_a_value(value: object, text: str) -> None:
    assert literal(value) == text


class Text(str):
    __slots__ = ()

    def __repr__(self) -> str:
        return "__import__('os').abort()"


@pytest.mark.parametrize(
    "value", [Text("x"), {Text("x"): 1}, [object()], {1, 2}, print, numpy.zeros(1), 1j]
)
def test_what_is_no_plain_data_is_refused(value: object) -> None:
    with pytest.raises(TypedThincError, match="which is no plain data"):
        literal(value)


def test_text_in_an_attribute_is_text(tmp_path: Path) -> None:
    model = array_getitem('"""); raise SystemExit')  # type: ignore[arg-type]  # what is tested
    record = numpy.zeros(2, dtype=[('"""); raise SystemExit', "f")])
    program = exported(model, tmp_path)
    assert program.predict(record).shape == (2,)
