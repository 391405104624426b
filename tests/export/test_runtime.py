"""The functions that programs are made of fit into one program."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.layers.cases import CASES
from typedthinc.api import Model, chain, export_numpy
from typedthinc.export import Call, calls, exports, runtime
from typedthinc.export.program import Program
from typedthinc.export.source import Sources

MODULES = [
    importlib.import_module(f"{runtime.__name__}.{module.name}")
    for module in pkgutil.iter_modules(runtime.__path__)
]


def functions_of(module: ModuleType) -> list[Any]:
    return [
        value
        for value in vars(module).values()
        if inspect.isfunction(value) and value.__module__ == module.__name__
    ]


FUNCTIONS = [function for module in MODULES for function in functions_of(module)]


def test_no_two_functions_have_one_name() -> None:
    names = [function.__name__ for function in FUNCTIONS]
    assert len(set(names)) == len(names) > 50


def test_every_function_says_what_it_does() -> None:
    assert [function.__name__ for function in FUNCTIONS if not function.__doc__] == []


def test_all_functions_fit_into_one_program() -> None:
    sources = Sources(given=["CHECKSUM", "predict"])
    for function in FUNCTIONS:
        if function.__name__ not in ("weights", "predict"):
            sources.add(function)
    assert {function.__name__ for function in FUNCTIONS} - {"predict"} <= sources.names
    packages = {line.split()[1].partition(".")[0] for line in sources.imports if line}
    assert packages <= {"numpy", *sys.stdlib_module_names}


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        ["mypy", "--strict", "--config-file="],
        ["ruff", "check", "--isolated", "--select=E,F,I,W", "--line-length=100"],
    ],
)
def test_a_program_with_every_layer_is_typed_and_tidy(command: list[str], tmp_path: Path) -> None:
    models = [case.make().initialize(X=case.X) for case in CASES.values()]
    program = export_numpy(chain(*models), tmp_path / "everything").program
    result = subprocess.run([*command, program], capture_output=True, text=True, cwd=tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr


def test_long_calls_and_large_constants_stand_on_lines_of_their_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(calls, "_emitters", dict(calls._emitters))
    table = {number: -number for number in range(3)}
    model: Model[Any, Any] = Model("m", lambda model, X, is_train: X)
    exports(model._func)(lambda model: Call(runtime_function("remap_ids"), table, 0, "int32"))
    text = Program(model).text
    assert '    return remap_ids(X, table=REMAP_IDS_0_TABLE, default=0, dtype="int32")\n' in text
    assert "\n\nREMAP_IDS_0_TABLE = {0: 0, 1: -1, 2: -2}\n" in text


def runtime_function(name: str) -> Any:
    return next(function for function in FUNCTIONS if function.__name__ == name)
