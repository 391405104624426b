"""However mypy is run, it says the same."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import mypy.version
import pytest

pytestmark = pytest.mark.slow

IS_MYPY_2 = not mypy.version.__version__.startswith("1.")

LAYERS = """\
from typedthinc.api import Model, chain, list2ragged, reduce_mean
from typedthinc.types import Floats2d, Ragged

def encode() -> Model[Floats2d, Ragged]:
    raise NotImplementedError

pooled = chain(list2ragged(), list2ragged())
"""
MAIN = """\
import layers
from typedthinc.api import Model, Relu, chain, concatenate, reduce_mean

chain(Relu(8), layers.encode(), reduce_mean())
with Model.define_operators({">>": chain, "|": concatenate}):
    layers.encode() >> (Relu(8) | Relu(8))
"""
ALWAYS = (
    'layers.py:7: error: Layer 2 takes "list[Any]", but layer 1 gives "Ragged"  [layer-mismatch]',
    "layers.py:7: note: hint: put ragged2list() between them",
)
EXPECTED = [
    *ALWAYS,
    'main.py:6: error: Layer 2 takes "Floats2d", but layer 1 gives "Ragged"  [layer-mismatch]',
    (
        "main.py:6: note: hint: put reduce_mean() or reduce_sum() between them,"
        " or wrap the layer in with_array()"
    ),
]

EDITED = LAYERS.replace("Model[Floats2d, Ragged]", "Model[Floats2d, Floats2d]")
EXPECTED_AFTER_THE_EDIT = [
    *ALWAYS,
    'main.py:4: error: Layer 3 takes "Ragged", but layer 2 gives "Floats2d"  [layer-mismatch]',
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "layers.py").write_text(LAYERS)
    (tmp_path / "main.py").write_text(MAIN)
    (tmp_path / "mypy.ini").write_text("[mypy]\nplugins = typedthinc.mypy_plugin\n")
    return tmp_path


def lines_of(folder: Path, *args: str) -> list[str]:
    command = [sys.executable, "-m", *args]
    process = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert not process.stderr
    lines = process.stdout.splitlines()
    assert lines.pop().startswith("Found ")
    return sorted(lines)


@pytest.mark.parametrize(
    "flags",
    [
        [],
        ["--cache-dir", "/dev/null"],
        ["--no-sqlite-cache"],
        ["--sqlite-cache"],
        *(
            pytest.param(flags, marks=pytest.mark.skipif(not IS_MYPY_2, reason="came with mypy 2"))
            for flags in (
                ["--no-fixed-format-cache"],
                ["--native-parser"],
                ["--no-native-parser"],
                ["--num-workers", "2"],
            )
        ),
    ],
)
def test_cold_and_warm_and_after_an_edit(folder: Path, flags: list[str]) -> None:
    assert lines_of(folder, "mypy", *flags, "main.py", "layers.py") == EXPECTED
    assert lines_of(folder, "mypy", *flags, "main.py", "layers.py") == EXPECTED
    (folder / "layers.py").write_text(EDITED)
    output = lines_of(folder, "mypy", *flags, "main.py", "layers.py")
    assert output == EXPECTED_AFTER_THE_EDIT


@pytest.fixture
def daemon(folder: Path) -> Iterator[list[str]]:
    yield ["mypy.dmypy", "run", "--", "main.py", "layers.py"]
    command = [sys.executable, "-m", "mypy.dmypy", "kill"]
    subprocess.run(command, cwd=folder, capture_output=True, check=False)


def test_daemon(folder: Path, daemon: list[str]) -> None:
    first = lines_of(folder, *daemon)
    assert [line for line in first if "Daemon started" not in line] == EXPECTED
    assert lines_of(folder, *daemon) == EXPECTED
    (folder / "layers.py").write_text(EDITED)
    assert lines_of(folder, *daemon) == EXPECTED_AFTER_THE_EDIT
