"""The programs of the page on exporting run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import numpy
import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "export.md").read_text(encoding="utf8")
BLOCK = re.compile(r"<!-- (?P<what>[^>]+) -->\n```python\n(?P<text>.*?)```", re.DOTALL)
BLOCKS = {match["what"]: match["text"] for match in BLOCK.finditer(PAGE)}
PREDICTS = """
import sys
sys.modules["typedthinc"] = None
import numpy, program
print(program.predict(numpy.ones(2)).tolist())
"""


def run(program: str, folder: Path) -> str:
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], cwd=folder, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.mark.slow
def test_the_program_of_the_page_is_written_and_runs(tmp_path: Path) -> None:
    run(BLOCKS["program"], tmp_path)
    alone = 'import sys\nsys.modules["typedthinc"] = None\n' + BLOCKS["without typedthinc"]
    assert run(alone, tmp_path) == "(2, 3)\n"


@pytest.mark.slow
def test_the_arrays_of_a_list_are_passed_as_the_page_says(tmp_path: Path) -> None:
    run(BLOCKS["program"], tmp_path)
    texts = [numpy.array([7, 3], dtype="uint64"), numpy.array([5], dtype="uint64")]
    numpy.savez(tmp_path / "input.npz", *texts)
    command = [sys.executable, "topics.py", "input.npz", "output.npy"]
    subprocess.run(command, cwd=tmp_path, check=True)
    assert numpy.load(tmp_path / "output.npy").shape == (2, 3)


@pytest.mark.slow
def test_the_layer_of_the_page_can_be_exported(tmp_path: Path) -> None:
    (tmp_path / "scaling.py").write_text(BLOCKS["file: scaling.py"], encoding="utf8")
    run(
        "import scaling\nfrom typedthinc.api import export_numpy\n"
        "export_numpy(scaling.Scale(3.0), 'program')",
        tmp_path,
    )
    assert run(PREDICTS, tmp_path) == "[3.0, 3.0]\n"


def test_every_block_of_python_is_run() -> None:
    assert PAGE.count("```python") == len(BLOCKS) == 3
