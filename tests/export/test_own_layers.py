"""Layers of one's own can be exported, too."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import numpy
import pytest

from tests.export import layers
from tests.export.programs import assert_same, exported
from typedthinc.api import Linear, chain
from typedthinc.errors import ArgumentTypeError, ExportError
from typedthinc.export import Call, calls, exports

X = numpy.array([[1.0, 2.0], [3.0, 4.0]], dtype="f")


@pytest.fixture(autouse=True)
def own_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "_emitters", dict(calls._emitters))


def test_a_layer_is_exported_as_the_function_that_is_registered_for_it(tmp_path: Path) -> None:
    @exports(layers.forward)
    def _(model: Any) -> Call:
        return Call(layers.scaled, model.get_param("scale"))

    model = chain(layers.scaling(), Linear(3, 2)).initialize()
    program = exported(model, tmp_path)
    assert_same(program.predict(X), model.predict(X))
    assert program.scaled.__doc__ == "The input, scaled and shifted."


def test_the_comment_above_a_constant_comes_along(tmp_path: Path) -> None:
    exports(layers.forward)(lambda model: Call(layers.scaled, model.get_param("scale")))
    exported(layers.scaling(), tmp_path)
    text = (tmp_path / "program.py").read_text(encoding="utf8")
    assert "\n# What is added to every number.\n_SHIFT = 1.0\n" in text


def test_a_layer_may_be_exported_as_another_one(tmp_path: Path) -> None:
    exports(layers.other_forward)(lambda model: model.layers[0])
    model = layers.unknown()
    model.layers.append(Linear(3, 2).initialize())
    model = chain(model, Linear(2, 3).initialize())
    program = exported(model, tmp_path)
    assert_same(program.predict(X), chain(*model.layers[0].layers, model.layers[1]).predict(X))


def test_a_forward_function_with_settings_is_found(tmp_path: Path) -> None:
    exports(partial(layers.forward))(lambda model: Call(layers.shifted))
    model = layers.scaling()
    model.replace_callbacks(partial(partial(layers.forward)))
    assert_same(exported(model, tmp_path).predict(X), X + 1)


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (Call(layers.takes_all, 1.0), X + 1),
        (Call(layers.takes_all, 1.0, X, 2.0, last=3, more=4.0), X + X + 10),
        (Call(layers.takes_all, 1.0, other=X), X + X + 1),
        (Call(layers.takes_data_first, [1, 2], X), X + 2 * X),
        (Call(layers.takes_data_first, array=X, data={"a": 1}), X + X),
        (Call(layers.takes_data_first, "text", numpy.array(2.0, dtype="f")), X + 8),
        (Call(layers.takes_data_first, "text", numpy.float32(2)), X + 8),
    ],
)
def test_a_function_is_called_with_what_the_call_says(
    call: Call, expected: Any, tmp_path: Path
) -> None:
    exports(layers.other_forward)(lambda model: call)
    assert_same(exported(layers.unknown(), tmp_path).predict(X), expected)


def test_a_function_of_the_same_name_as_a_layer_in_the_program_is_told_apart(
    tmp_path: Path,
) -> None:
    def shifted_0(X: Any) -> Any:
        return X

    assert shifted_0(1) == 1
    exports(layers.other_forward)(lambda model: Call(layers.shifted))
    program = exported(layers.unknown(), tmp_path)
    assert hasattr(program, "shifted_0")


@pytest.mark.parametrize(
    ("function", "reason"),
    [
        (lambda X: X, "<lambda>, which is not a function at the top level of a module"),
        (layers.maker(), "made, which is not a function at the top level of a module"),
        (layers.Callables().method, "method, which is not a function at the top level"),
        (numpy.exp, "exp, which is not a function at the top level of a module"),
        (layers.uses_a_package, "uses_a_package, which uses override of typing_extensions: a"),
        (layers.uses_a_module_of_its_own, "which uses programs of tests.export: a program has"),
        (
            layers.uses_what_is_in_a_block,
            "which uses in_a_block: its module has no function, class",
        ),
    ],
)
def test_what_a_program_cannot_have_is_refused(function: Any, reason: str, tmp_path: Path) -> None:
    exports(layers.other_forward)(lambda model: Call(function))
    with pytest.raises(ExportError) as error:
        exported(layers.unknown(), tmp_path)
    assert reason in error.value.problems[0]


def test_two_functions_of_one_name_are_refused(tmp_path: Path) -> None:
    exports(layers.other_forward)(lambda model: Call(layers.described))
    with pytest.raises(ExportError) as error:
        exported(layers.unknown(), tmp_path)
    assert error.value.problems == [
        'layer "unknown" needs two definitions that are both called described'
    ]


def test_something_else_than_a_function_cannot_be_registered_for() -> None:
    with pytest.raises(ArgumentTypeError) as error:
        exports("linear")  # type: ignore[arg-type]  # what is tested
    assert str(error.value) == (
        "exports needs the forward function of a layer\n  expected  a function\n  got       str"
    )
