"""What a program is to those who run it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy
import pytest

from tests.export.programs import exported, load
from typedthinc.api import (
    Linear,
    MeanEmbed,
    Relu,
    chain,
    export_numpy,
    list2array,
    noop,
    reduce_sum,
    tuplify,
    with_array,
)

X = numpy.array([[1.0, 2.0], [3.0, 5.0]], dtype="f")

# Runs a program where nothing but NumPy and the standard library can be imported.
ALONE = """
import runpy, sys

class Guard:
    def find_spec(self, name, path=None, target=None):
        package = name.partition(".")[0]
        if package != "numpy" and package not in sys.stdlib_module_names:
            raise ImportError(f"{name} is not there")

sys.meta_path.insert(0, Guard())
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-W", "error", "-c", ALONE, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def predicted(model: Any, folder: Path, **given: Any) -> Any:
    """What the program of a model writes for the arrays that it reads."""
    program = export_numpy(model, folder / "digits").program
    source = folder / "input"
    with source.open("wb") as file:
        if list(given) == ["X"]:
            numpy.save(file, given["X"])
        else:
            numpy.savez(file, **given)
    result = run(program, source, folder / "output")
    assert result.returncode == 0, result.stderr
    assert result.stdout + result.stderr == ""
    return numpy.load(folder / "output", allow_pickle=False)


def test_a_program_runs_where_there_is_nothing_but_numpy(tmp_path: Path) -> None:
    model = chain(Relu(4, 2, normalize=True), Linear(3, 4)).initialize()
    assert (predicted(model, tmp_path, X=X) == model.predict(X)).all()


def test_a_list_of_arrays_is_read_and_written(tmp_path: Path) -> None:
    model = with_array(Linear(3, 2)).initialize()
    Y = predicted(model, tmp_path, first=X, second=X[:1])
    assert [Y[name].tolist() for name in Y.files] == [
        member.tolist() for member in model.predict([X, X[:1]])
    ]


def test_a_tuple_is_written_as_a_list(tmp_path: Path) -> None:
    Y = predicted(tuplify(list2array(), list2array()), tmp_path, first=X)
    assert Y.files == ["arr_0", "arr_1"]


def test_a_ragged_is_read(tmp_path: Path) -> None:
    Y = predicted(reduce_sum(), tmp_path, data=X, lengths=numpy.array([0, 2]))
    assert Y.tolist() == [[0.0, 0.0], [4.0, 7.0]]


def test_a_ragged_is_written(tmp_path: Path) -> None:
    Y = predicted(noop(), tmp_path, lengths=numpy.array([0, 2]), data=X)
    assert {name: Y[name].tolist() for name in Y.files} == {
        "data": X.tolist(),
        "lengths": [0, 2],
    }


def test_a_padded_is_read_and_written(tmp_path: Path) -> None:
    ones = numpy.ones(2, dtype="i")
    given = {"data": X[None], "size_at_t": ones[:1] * 2, "lengths": ones, "indices": ones * [0, 1]}
    Y = predicted(noop(), tmp_path, **given)
    assert {name: Y[name].tolist() for name in Y.files} == {
        name: value.tolist() for name, value in given.items()
    }


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_wrong_number_of_arguments_shows_the_usage(count: int, tmp_path: Path) -> None:
    program = export_numpy(noop(), tmp_path / "digits").program
    result = run(program, *["x"] * count)
    assert result.returncode == 1
    assert result.stderr == "usage: python digits.py INPUT OUTPUT\n"


def test_an_input_that_does_not_fit_is_an_error_in_one_line(tmp_path: Path) -> None:
    program = export_numpy(Linear(3, 4).initialize(), tmp_path / "digits").program
    numpy.save(tmp_path / "input.npy", X)
    result = run(program, tmp_path / "input.npy", tmp_path / "output.npy")
    assert result.returncode == 1
    assert result.stderr == "error: expected an array (batch, 4), got float32 (2, 2)\n"
    assert not (tmp_path / "output.npy").exists()


def test_an_input_that_is_not_there_is_an_error_in_one_line(tmp_path: Path) -> None:
    program = export_numpy(noop(), tmp_path / "digits").program
    result = run(program, tmp_path / "missing", tmp_path / "output")
    assert result.returncode == 1
    assert result.stderr.startswith("error: [Errno 2] No such file or directory")


def test_an_output_that_is_not_made_of_arrays_is_not_written(tmp_path: Path) -> None:
    program = exported(noop(), tmp_path)
    with pytest.raises(TypeError, match="only arrays can be written to a file, not a list of 1"):
        program.write([[X]], tmp_path / "output")
    assert not (tmp_path / "output").exists()


def test_weights_are_read_when_they_are_first_needed(tmp_path: Path) -> None:
    written = export_numpy(Linear(3, 2).initialize(), tmp_path / "digits")
    program = load(written.program)
    content = written.weights.read_bytes()
    written.weights.unlink()
    with pytest.raises(FileNotFoundError) as error:
        program.predict(X)
    assert str(error.value) == f"the weights are missing: there is no file {written.weights}"
    written.weights.write_bytes(content)
    assert program.predict(X).shape == (2, 3)


@pytest.mark.parametrize("damage", ["other", "cut off", "changed"])
def test_weights_that_are_not_those_of_the_program_are_refused(damage: str, tmp_path: Path) -> None:
    written = export_numpy(Linear(3, 2).initialize(), tmp_path / "digits")
    content = bytearray(written.weights.read_bytes())
    if damage == "other":
        content = bytearray(export_numpy(Relu(3, 2).initialize(), tmp_path / "o")[1].read_bytes())
    elif damage == "cut off":
        del content[-1]
    else:
        content[len(content) // 2] ^= 1
    written.weights.write_bytes(content)
    with pytest.raises(ValueError, match="digits.npz does not hold the weights that belong to"):
        load(written.program).predict(X)


def test_weights_cannot_be_changed_by_mistake(tmp_path: Path) -> None:
    program = exported(Linear(3, 2).initialize(), tmp_path)
    with pytest.raises(ValueError, match="read-only"):
        program.weight("linear_0.W")[0] = 1


def test_a_layer_used_twice_is_in_the_program_once(tmp_path: Path) -> None:
    layer = Relu(2, 2).initialize()
    model = chain(layer, Linear(2, 2).initialize(), layer)
    program = exported(model, tmp_path)
    assert sorted(program.weights()) == ["linear_2.W", "linear_2.b", "relu_1.W", "relu_1.b"]
    assert (program.predict(X) == model.predict(X)).all()


def test_an_array_used_twice_is_stored_once(tmp_path: Path) -> None:
    model = chain(Linear(2, 2), Relu(2, 2)).initialize()
    model.layers[1].set_param("W", model.layers[0].get_param("W"))
    assert sorted(exported(model, tmp_path).weights()) == ["linear_1.W", "linear_1.b", "relu_2.b"]


def test_parameters_in_place_for_a_while_are_those_written(tmp_path: Path) -> None:
    model = Linear(3, 2).initialize()
    with model.use_params({(model.id, "W"): numpy.ones((3, 2), dtype="f")}):
        program = exported(model, tmp_path)
    assert program.predict(X).tolist() == [[3.0, 3.0, 3.0], [8.0, 8.0, 8.0]]


def test_a_program_has_only_what_its_model_needs(tmp_path: Path) -> None:
    export_numpy(Linear(3, 2).initialize(), tmp_path / "program")
    text = (tmp_path / "program.py").read_text(encoding="utf8")
    assert "def affine(" in text
    assert "def maxout(" not in text
    assert "typedthinc" not in text.split('"""', 2)[2]


@pytest.mark.parametrize("damage", ["empty", "junk", "cut off", "changed"])
def test_a_damaged_input_is_an_error_in_one_line(damage: str, tmp_path: Path) -> None:
    program = export_numpy(noop(), tmp_path / "digits").program
    source = tmp_path / "input.npz"
    numpy.savez(source, X)
    content = bytearray(source.read_bytes())
    if damage == "changed":
        content[content.index(X.tobytes())] ^= 1
    source.write_bytes(
        {"empty": b"", "junk": b"junk" * 9, "cut off": content[:-30], "changed": content}[damage]
    )
    result = run(program, source, tmp_path / "output")
    assert result.returncode == 1
    assert result.stderr.startswith("error: ")
    assert result.stderr.count("\n") == 1
    assert "pickle" not in result.stderr


def test_an_input_of_another_kind_is_an_error_in_one_line(tmp_path: Path) -> None:
    program = export_numpy(MeanEmbed(2, 3).initialize(), tmp_path / "digits").program
    numpy.savez(tmp_path / "input.npz", X)
    result = run(program, tmp_path / "input.npz", tmp_path / "output")
    assert result.returncode == 1
    assert result.stderr.startswith("error: AttributeError: ")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("name", ["digits.npz", "digits.py"])
def test_a_program_does_not_write_over_itself(name: str, tmp_path: Path) -> None:
    program = export_numpy(Linear(3, 2).initialize(), tmp_path / "digits").program
    before = (tmp_path / name).read_bytes()
    numpy.save(tmp_path / "input.npy", X)
    result = run(program, tmp_path / "input.npy", tmp_path / name)
    assert result.stderr == (
        f"error: {tmp_path / name} is a part of this program: write into another file\n"
    )
    assert (result.returncode, (tmp_path / name).read_bytes()) == (1, before)
