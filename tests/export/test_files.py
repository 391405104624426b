"""Where the files go, and that both are written or none."""

from __future__ import annotations

from pathlib import Path

import numpy
import pytest

from tests.export.programs import load
from typedthinc.api import Linear, Relu, chain, export_numpy
from typedthinc.errors import (
    ArgumentError,
    ArgumentTypeError,
    CompositionError,
    MissingFileError,
    StorageError,
)
from typedthinc.export import files

X = numpy.array([[1.0, 2.0]], dtype="f")


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("name", ["digits", "digits.py"])
def test_the_program_and_its_weights_lie_side_by_side(name: str, tmp_path: Path) -> None:
    written = export_numpy(Linear(3, 2).initialize(), tmp_path / name)
    assert written == (tmp_path / "digits.py", tmp_path / "digits.npz")
    assert sorted(content(tmp_path)) == ["digits.npz", "digits.py"]


def test_a_path_may_be_a_str(tmp_path: Path) -> None:
    written = export_numpy(Linear(3, 2).initialize(), str(tmp_path / "digits"))
    assert written.program == tmp_path / "digits.py"


def test_the_same_model_gives_the_same_bytes(tmp_path: Path) -> None:
    model = chain(Relu(4, 2, normalize=True), Linear(3, 4)).initialize()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        export_numpy(model, tmp_path / name / "program")
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_old_files_are_replaced(tmp_path: Path) -> None:
    export_numpy(Relu(4, 2).initialize(), tmp_path / "program")
    model = Linear(3, 2).initialize()
    export_numpy(model, tmp_path / "program")
    assert (load(tmp_path / "program.py").predict(X) == model.predict(X)).all()
    assert len(content(tmp_path)) == 2


def test_both_files_can_be_renamed(tmp_path: Path) -> None:
    model = Linear(3, 2).initialize()
    for path in export_numpy(model, tmp_path / "program"):
        path.rename(path.with_stem("renamed"))
    assert (load(tmp_path / "renamed.py").predict(X) == model.predict(X)).all()


@pytest.mark.parametrize("blocked", ["program.py", "program.npz"])
def test_what_was_there_stays_if_one_file_cannot_be_written(blocked: str, tmp_path: Path) -> None:
    export_numpy(Relu(4, 2).initialize(), tmp_path / "program")
    (tmp_path / blocked).unlink()
    (tmp_path / blocked).mkdir()
    before = content(tmp_path)
    with pytest.raises(StorageError, match=f'cannot save ".*{blocked}": '):
        export_numpy(Linear(3, 2).initialize(), tmp_path / "program")
    assert content(tmp_path) == before


@pytest.mark.parametrize("blocked", ["program.py", "program.npz"])
def test_nothing_is_left_if_one_file_cannot_be_written(blocked: str, tmp_path: Path) -> None:
    (tmp_path / blocked).mkdir()
    with pytest.raises(StorageError):
        export_numpy(Linear(3, 2).initialize(), tmp_path / "program")
    assert content(tmp_path) == {}


def test_what_was_there_comes_back_if_the_second_file_cannot_be_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"old")
    replace = Path.replace

    def fails_for_two(self: Path, target: Path) -> Path:
        if target == two:
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fails_for_two)
    with pytest.raises(StorageError, match='two": Permission denied'):
        files.write_all({one: b"new", two: b"new"})
    assert content(tmp_path) == {"one": b"old"}


def test_a_folder_must_exist(tmp_path: Path) -> None:
    with pytest.raises(MissingFileError, match="there is no such folder"):
        export_numpy(Linear(3, 2).initialize(), tmp_path / "missing" / "program")


def test_links_stay_links(tmp_path: Path) -> None:
    (tmp_path / "real.py").write_bytes(b"")
    (tmp_path / "program.py").symlink_to(tmp_path / "real.py")
    export_numpy(Linear(3, 2).initialize(), tmp_path / "program")
    assert (tmp_path / "program.py").is_symlink()
    assert b"def predict" in (tmp_path / "real.py").read_bytes()


def test_a_program_ends_in_py(tmp_path: Path) -> None:
    path = tmp_path / "digits.npz"
    with pytest.raises(ArgumentError) as error:
        export_numpy(Linear(3, 2).initialize(), path)
    assert str(error.value) == (
        "a program is written to a file that ends in .py\n"
        '  expected  a path such as "digits.py" or "digits"\n'
        f'  got       "{path}"'
    )


@pytest.mark.parametrize("name", ["numpy", "json.py", "typedthinc"])
def test_a_program_does_not_hide_a_module_that_it_imports(name: str, tmp_path: Path) -> None:
    with pytest.raises(ArgumentError) as error:
        export_numpy(Linear(3, 2).initialize(), tmp_path / name)
    stem = name.partition(".")[0]
    assert error.value.summary == (
        f'a program called "{stem}.py" would hide the module that it imports'
    )


def test_a_path_is_text() -> None:
    with pytest.raises(ArgumentTypeError) as error:
        export_numpy(Linear(3, 2).initialize(), 3)  # type: ignore[arg-type]  # what is tested
    assert error.value.summary == "a program is written to a path"


def test_a_model_is_needed(tmp_path: Path) -> None:
    with pytest.raises(CompositionError) as error:
        export_numpy(Linear, tmp_path / "program")  # type: ignore[arg-type]  # what is tested
    assert error.value.summary == "export_numpy needs a model"


def test_a_file_that_is_no_program_of_an_export_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "digits.py").write_bytes(b"print('mine')\n")
    before = content(tmp_path)
    with pytest.raises(StorageError) as error:
        export_numpy(Linear(3, 2).initialize(), tmp_path / "digits")
    assert str(error.value) == (
        f'cannot save "{tmp_path / "digits.py"}": there is a file of this name that was not'
        " exported\n  help      choose another name, or delete that file"
    )
    assert content(tmp_path) == before


def test_a_file_that_is_no_weights_of_an_export_is_not_replaced(tmp_path: Path) -> None:
    numpy.savez(tmp_path / "digits.npz", X)
    before = content(tmp_path)
    with pytest.raises(StorageError, match=r'digits.npz": there is a file of this name'):
        export_numpy(Linear(3, 2).initialize(), tmp_path / "digits")
    assert content(tmp_path) == before


def test_weights_without_their_program_are_replaced(tmp_path: Path) -> None:
    export_numpy(Relu(4, 2).initialize(), tmp_path / "digits").program.unlink()
    export_numpy(Linear(3, 2).initialize(), tmp_path / "digits")
    assert load(tmp_path / "digits.py").predict(X).shape == (1, 3)


def test_what_cannot_be_put_back_is_kept_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"old")
    replace = Path.replace

    def fails_but_for_the_first(self: Path, target: Path) -> Path:
        if target == two or self.suffix == ".old":
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fails_but_for_the_first)
    with pytest.raises(StorageError) as error:
        files.write_all({one: b"new", two: b"new"})
    (kept,) = tmp_path.glob("*.old")
    assert kept.read_bytes() == b"old"
    assert error.value.summary == (
        f'cannot put back what was there: it is kept, that of "{one}" in "{kept}"'
    )


@pytest.mark.parametrize("path", ["", ".", "..", "/"])
def test_a_path_needs_a_name(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ArgumentError, match="a program is written to a file that ends in"):
        export_numpy(Linear(3, 2).initialize(), path)


def test_two_links_to_one_file_are_refused(tmp_path: Path) -> None:
    for name in ("digits.py", "digits.npz"):
        (tmp_path / name).symlink_to(tmp_path / "one")
    with pytest.raises(ArgumentError, match="a program and its weights need two files"):
        export_numpy(Linear(3, 2).initialize(), tmp_path / "digits")
