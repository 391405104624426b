"""A hook that fails does not end the run of mypy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

import pytest

from typedthinc.mypy_plugin import chain, custom, operators
from typedthinc.mypy_plugin.recent import Recent

Check = Callable[..., "tuple[list[str], int]"]

FAILURE = (
    "error: The typedthinc plugin could not check this call and kept its declared type"
    " (ValueError: no such thing). Please report this  [typedthinc-plugin]"
)


def fail(*args: Any, **settings: Any) -> NoReturn:
    raise ValueError("no such thing\nand more")


def test_failure_in_a_call_of_chain(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "layers_of_call", fail)
    output, status = check(
        """
        from typedthinc.api import Relu, chain
        reveal_type(chain(Relu(8), Relu(8)))
        undefined
        """
    )
    kinds = "typedthinc.types.arrays.Floats2d, typedthinc.types.arrays.Floats2d"
    assert output == [
        f"main.py:3:13: {FAILURE}",
        f'main.py:3:13: note: Revealed type is "typedthinc.model.model.Model[{kinds}]"',
        'main.py:4:1: error: Name "undefined" is not defined  [name-defined]',
    ]
    assert status == 1


def test_failure_at_an_operator(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operators, "settle", fail)
    output, status = check(
        """
        from typedthinc.api import Relu
        Relu(8) >> Relu(8)
        """
    )
    assert output == [f"main.py:3:1: {FAILURE}"]
    assert status == 1


def test_failure_in_a_custom_layer(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(custom, "_pass_of", fail)
    output, status = check(
        """
        from typedthinc.api import Model
        def forward(model, X, is_train): ...
        Model("custom", forward)
        """
    )
    assert output == [f"main.py:4:1: {FAILURE}"]
    assert status == 1


def test_failure_can_be_silenced(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Recent, "get", fail)
    program = """
        from typedthinc.api import Relu, chain
        chain(Relu(8), Relu(8))
        """
    assert check(program, "--disable-error-code=typedthinc-plugin") == ([], 0)
