"""What is copied of a user's modules means in the program what it means there, or is refused."""

from __future__ import annotations

import importlib
import itertools
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy
import pytest

from tests.export import layers
from tests.export.programs import assert_same, exported
from typedthinc.api import chain
from typedthinc.errors import ExportError
from typedthinc.export import Call, calls, exports
from typedthinc.export.program import Program

X = numpy.array([[1.0, 2.0], [3.0, 4.0]], dtype="f")
_numbers = itertools.count()

Write = Callable[..., ModuleType]


@pytest.fixture(autouse=True)
def own_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "_emitters", dict(calls._emitters))


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes the source of a module, and imports it."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "modules", sys.modules)

    def write(text: str, name: str = "") -> ModuleType:
        name = name or f"own_module_{next(_numbers)}"
        (tmp_path / f"{name}.py").write_text(text, encoding="utf8")
        importlib.invalidate_caches()
        imported = importlib.import_module(name)
        monkeypatch.setitem(sys.modules, name, imported)
        return imported

    return write


def program_of(function: Any, folder: Path) -> ModuleType:
    exports(layers.other_forward)(lambda model: Call(function))
    return exported(layers.unknown(), folder)


def refusal_of(call: Call) -> ExportError:
    exports(layers.other_forward)(lambda model: call)
    with pytest.raises(ExportError) as error:
        Program(layers.unknown())
    return error.value


@pytest.mark.parametrize(
    "name", ["x=__import__('os').system('echo PWNED'), y", "a b", "class", "X", "", "\ufb01"]
)
def test_what_is_no_name_of_an_argument_is_refused(name: str) -> None:
    error = refusal_of(Call(layers.takes_all, 1.0, **{name: 2.0}))
    assert error.problems[0].startswith('layer "unknown" is computed by takes_all, which ')


def test_a_parameter_called_like_a_member_of_the_rest_keeps_its_value(
    module: Write, tmp_path: Path
) -> None:
    own = module("def f(X, a0, *a):\n    return X * a0 + a[0]\n")
    exports(layers.other_forward)(lambda model: Call(own.f, X, X + 1))
    assert_same(exported(layers.unknown(), tmp_path).predict(X), X * X + X + 1)


def test_functions_of_the_same_text_in_two_modules_are_refused(module: Write) -> None:
    text = "FACTOR = {}\ndef scale(X):\n    return X * FACTOR\n"
    functions = [module(text.format(2)).scale, module(text.format(50)).scale]
    exports(layers.other_forward)(lambda model: Call(functions[model.attrs["which"]]))
    with pytest.raises(ExportError) as error:
        Program(chain(layers.unknown(which=0), layers.unknown("two", which=1)))
    assert "needs two definitions that are both called scale" in error.value.problems[0]
    assert error.value.help == "rename your function, class or constant"


@pytest.mark.parametrize(
    "constant",
    [
        "F = 2\nF += 1",
        "F = 1\nfor each in range(3):\n    F = each + 1",
        "if True:\n    F = 3",
        "F, G = 3, 4",
        "F = len('abc')",
    ],
)
def test_a_constant_has_the_value_that_it_has_now(
    constant: str, module: Write, tmp_path: Path
) -> None:
    own = module(f"{constant}\n\ndef f(X):\n    return X * F\n")
    assert_same(program_of(own.f, tmp_path).predict(X), X * 3)


def test_a_table_that_is_filled_later_is_whole(module: Write, tmp_path: Path) -> None:
    own = module("T = {}\nT['a'] = 2\n\ndef f(X):\n    return X * T['a'] + T['b']\n")
    own.T["b"] = 5
    assert_same(program_of(own.f, tmp_path).predict(X), X * 2 + 5)


def test_a_constant_that_is_no_plain_data_is_refused(module: Write) -> None:
    own = module("import numpy\nEYE = numpy.eye(2)\n\ndef f(X):\n    return X @ EYE\n", "own_eye")
    error = refusal_of(Call(own.f))
    assert error.problems == [
        (
            'layer "unknown" is computed by f, which uses EYE of own_eye: it holds a ndarray, which'
            " is no plain data"
        )
    ]
    assert error.help == "hand it to Call as an argument, which stores arrays"


@pytest.mark.parametrize(
    "text",
    [
        "def g(X):\n    return X\ndef g(X):\n    return X + 1\n",
        "def g(X):\n    return X\nif True:\n    g = abs\n",
        "F = 1\ndef g(X, by=F):\n    return X * by\nF = 2\n",
    ],
)
def test_what_was_defined_twice_is_refused(text: str, module: Write) -> None:
    own = module(f"{text}\ndef f(X):\n    return g(X)\n")
    assert "that is not, or not alone, what the source" in refusal_of(Call(own.f)).problems[0]


def test_a_function_that_was_replaced_is_refused(module: Write) -> None:
    own = module("def g(X):\n    return X\n\ndef f(X):\n    return g(X)\n")
    own.g = abs  # type: ignore[attr-defined]  # as a program may do
    assert "which uses g of" in refusal_of(Call(own.f)).problems[0]


def test_a_module_that_was_loaded_again_gives_its_new_source(module: Write, tmp_path: Path) -> None:
    own = module("def f(X):\n    return X + 1\n", "own_reloaded")
    program_of(own.f, tmp_path)
    (tmp_path / "own_reloaded.py").write_text("def f(X):\n    return X + 10000\n")
    assert "what the source defines" in refusal_of(Call(own.f)).problems[0]
    importlib.reload(own)
    assert_same(program_of(own.f, tmp_path).predict(X), X + 10000)


@pytest.mark.parametrize(
    "name", ["predict", "read", "main", "write", "weight", "weights", "described", "MODEL", "X"]
)
def test_a_name_that_the_program_has_itself_is_refused(name: str, module: Write) -> None:
    own = module(f"def {name}(X):\n    return X\n\ndef f(X):\n    return {name}(X + 1)\n")
    for function in (vars(own)[name], own.f) if name != "X" else (own.X,):
        error = refusal_of(Call(function))
        assert error.problems == [
            f'layer "unknown" needs two definitions that are both called {name}'
        ]
        assert error.help == "rename your function, class or constant"


@pytest.mark.parametrize("name", ["sum", "max", "slice", "len"])
@pytest.mark.parametrize("text", ["def {}(X):\n    return X\n", "{} = 3\n"])
def test_a_name_that_hides_a_builtin_is_refused(name: str, text: str, module: Write) -> None:
    own = module(f"{text.format(name)}\ndef f(X):\n    return {name}\n")
    assert f"that would hide the builtin {name} from the whole program" in str(
        refusal_of(Call(own.f))
    )


@pytest.mark.parametrize("name", ["__name__", "__file__", "globals"])
def test_a_name_that_means_something_else_elsewhere_is_refused(name: str, module: Write) -> None:
    own = module(f"def f(X):\n    return X, {name}\n")
    assert f"which uses {name}: in a program it would mean" in str(refusal_of(Call(own.f)))


def test_an_import_within_a_function_is_refused(module: Write) -> None:
    own = module("def f(X):\n    import typing_extensions\n    return X\n")
    assert "f, which imports typing_extensions: a program has" in str(refusal_of(Call(own.f)))


def test_what_defaults_and_bases_need_comes_before_them(module: Write, tmp_path: Path) -> None:
    own = module(
        "class Base:\n    by = 2\n\n"
        "class Box(Base):\n    def go(self, X):\n        return helper(X)\n\n"
        "def wrapped(f):\n    return again(f)\n\n"
        "def again(f):\n    return f\n\n"
        "@wrapped\ndef helper(X, kind=Box):\n    return X * kind.by\n\n"
        "def f(X):\n    return Box().go(X)\n"
    )
    assert_same(program_of(own.f, tmp_path).predict(X), X * 2)


def test_modules_come_after_those_that_they_import(module: Write, tmp_path: Path) -> None:
    below = module("class Base:\n    by = 2\n")
    own = module(
        f"from {below.__name__} import Base\n\nclass Box(Base):\n    pass\n\n"
        "def f(X):\n    return X * Box.by\n"
    )
    assert_same(program_of(own.f, tmp_path).predict(X), X * 2)


def test_a_method_called_like_a_function_does_not_stand_for_it(
    module: Write, tmp_path: Path
) -> None:
    own = module(
        "def helper(X):\n    return X + 1\n\n"
        "class Box:\n    def helper(self, X):\n        return helper(X)\n\n"
        "def f(X):\n    return Box().helper(X)\n"
    )
    assert_same(program_of(own.f, tmp_path).predict(X), X + 1)


def test_ragged_is_that_of_the_program(module: Write, tmp_path: Path) -> None:
    own = module(
        "from typedthinc.api import Ragged\n\n"
        "def f(X):\n    assert isinstance(X, Ragged)\n    return Ragged(X.data * 2, X.lengths)\n"
    )
    program = program_of(own.f, tmp_path)
    assert (program.predict(program.Ragged(X, [2])).data == X * 2).all()


def test_other_names_of_this_package_are_refused(module: Write) -> None:
    own = module("from typedthinc.api import Relu\n\ndef f(X):\n    return Relu(X)\n")
    assert "f, which uses Relu of typedthinc.api: a program has" in str(refusal_of(Call(own.f)))
