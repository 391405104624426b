"""Models in files."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar

import pytest

from tests.storage.samples import small, snapshot
from typedthinc.errors import ArgumentTypeError, MissingFileError, StorageError

posix = pytest.mark.skipif(os.name == "nt", reason="permissions and links of POSIX")


@pytest.fixture(params=[str, Path], ids=["str", "Path"])
def path(request: Any, tmp_path: Path) -> Any:
    return request.param(tmp_path / "model.safetensors")


def test_a_file_holds_what_to_bytes_gives(path: Any) -> None:
    small().to_disk(path)
    assert Path(path).read_bytes() == small().to_bytes()


def test_a_file_loads(path: Any) -> None:
    small().to_disk(path)
    assert small(1).from_disk(path).to_bytes() == small().to_bytes()


def test_a_file_is_replaced(path: Any, tmp_path: Path) -> None:
    small(0).to_disk(path)
    small(1).to_disk(path)
    assert Path(path).read_bytes() == small(1).to_bytes()
    assert list(tmp_path.iterdir()) == [Path(path)]


class Fspath:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __fspath__(self) -> str:
        return str(self.path)


class CloudPath(PurePosixPath):
    """A path that opens in its own way and has no place in the file system."""

    __fspath__ = None
    files: ClassVar[dict[str, bytes]] = {}

    def open(self, mode: str) -> Any:
        if mode == "rb":
            if str(self) not in self.files:
                raise FileNotFoundError(errno.ENOENT, "no such object")
            return io.BytesIO(self.files[str(self)])
        file = io.BytesIO()
        file.close = lambda: self.files.update({str(self): file.getvalue()})
        return file


def test_whatever_the_system_takes_for_a_path_is_one(tmp_path: Path) -> None:
    path: Any = Fspath(tmp_path / "model")
    small().to_disk(path)
    assert small(1).from_disk(path).to_bytes() == small().to_bytes()


def test_a_path_with_an_open_of_its_own() -> None:
    path: Any = CloudPath("bucket/model")
    assert not isinstance(path, os.PathLike)
    small().to_disk(path)
    assert CloudPath.files == {"bucket/model": small().to_bytes()}
    assert small(1).from_disk(path).to_bytes() == small().to_bytes()


def test_a_path_with_an_open_of_its_own_that_finds_nothing() -> None:
    path: Any = CloudPath("bucket/none")
    with pytest.raises(MissingFileError, match='cannot load "bucket/none": there is no such file'):
        small().from_disk(path)


@pytest.mark.parametrize("method", ["to_disk", "from_disk"])
def test_what_is_no_path_is_a_type_error(method: str) -> None:
    with pytest.raises(ArgumentTypeError, match="saved to and loaded from a path") as caught:
        getattr(small(), method)(3)
    assert caught.value.got == "int"


def test_a_missing_file_is_named(path: Any) -> None:
    with pytest.raises(StorageError) as caught:
        small().from_disk(path)
    assert str(caught.value) == f'cannot load "{path}": there is no such file'


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    path = tmp_path / "missing" / "model"
    with pytest.raises(StorageError) as caught:
        small().to_disk(path)
    assert str(caught.value) == f'cannot save "{path}": there is no such folder'


@pytest.mark.parametrize("builtin", [FileNotFoundError, ValueError])
def test_a_program_for_thinc_catches_a_missing_file(builtin: Any, path: Any) -> None:
    with pytest.raises(builtin):
        small().from_disk(path)


@posix
@pytest.mark.parametrize(("method", "verb"), [("to_disk", "save"), ("from_disk", "load")])
def test_a_folder_is_refused(method: str, verb: str, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=f'cannot {verb} "{tmp_path}"'):
        getattr(small(), method)(tmp_path)


@posix
def test_a_device_is_not_replaced_by_a_file() -> None:
    with pytest.raises(StorageError, match="it is a folder or a device"):
        small().to_disk("/dev/null")
    assert Path("/dev/null").is_char_device()


def test_a_name_that_no_file_can_have_is_refused() -> None:
    for method in (small().to_disk, small().from_disk):
        with pytest.raises(StorageError, match="null"):
            method("a\x00b")


def test_a_damaged_file_is_named_and_nothing_is_changed(path: Any) -> None:
    Path(path).write_bytes(small().to_bytes()[:-1])
    target = small(1)
    before = snapshot(target)
    with pytest.raises(StorageError) as caught:
        target.from_disk(path)
    assert caught.value.summary.startswith(f'cannot load "{path}": it is damaged')
    assert snapshot(target) == before


def test_a_misfit_names_the_file(path: Any) -> None:
    small().to_disk(path)
    with pytest.raises(StorageError) as caught:
        small().layers[0].from_disk(path)
    assert caught.value.summary == f'cannot load "{path}" into "first": mismatched structure'


@posix
def test_the_mode_of_a_file_is_kept(path: Any) -> None:
    small().to_disk(path)
    Path(path).chmod(0o640)
    small(1).to_disk(path)
    assert Path(path).stat().st_mode & 0o777 == 0o640


@posix
def test_a_new_file_has_the_mode_of_any_new_file(path: Any, tmp_path: Path) -> None:
    small().to_disk(path)
    (tmp_path / "other").touch()
    assert Path(path).stat().st_mode == (tmp_path / "other").stat().st_mode


@posix
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "folder" / "model")
    for seed in (0, 1):
        small(seed).to_disk(link)
        assert link.is_symlink()
        assert (tmp_path / "folder" / "model").read_bytes() == small(seed).to_bytes()


def fails(*args: Any) -> Any:
    raise OSError(errno.EIO, "Input/output error")


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace", "pathlib.Path.chmod"])
def test_a_save_that_fails_leaves_the_old_file_whole(
    step: str, path: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small().to_disk(path)
    with monkeypatch.context() as patch:
        patch.setattr(step, fails)
        with pytest.raises(StorageError) as caught:
            small(1).to_disk(path)
    assert str(caught.value) == f'cannot save "{path}": Input/output error'
    assert Path(path).read_bytes() == small().to_bytes()
    assert list(tmp_path.iterdir()) == [Path(path)]


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "model"
    small().to_disk(path)
    opened = Path.open

    def on_full_disk(self: Path, mode: str = "r") -> Any:
        return opened(Path("/dev/full"), "wb") if mode == "xb" else opened(self, mode)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", on_full_disk)
        with pytest.raises(StorageError, match="No space left on device"):
            small(1).to_disk(path)
    assert path.read_bytes() == small().to_bytes()


def test_an_interrupted_save_leaves_no_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*args: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", interrupted)
        with pytest.raises(KeyboardInterrupt):
            small().to_disk(tmp_path / "model")
    assert list(tmp_path.iterdir()) == []


@posix
def test_a_folder_that_cannot_be_synced_is_no_failure(
    path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def not_for_folders(descriptor: int) -> None:
        if os.fstat(descriptor).st_mode & 0o040000:
            raise OSError(errno.EINVAL, "Invalid argument")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", not_for_folders)
    small().to_disk(path)
    assert Path(path).read_bytes() == small().to_bytes()


def test_a_model_that_cannot_be_saved_leaves_the_old_file_whole(path: Any) -> None:
    small().to_disk(path)
    model = small(1)
    model.layers[0].set_param("b", "text")
    with pytest.raises(StorageError, match='cannot save "both"'):
        model.to_disk(path)
    assert Path(path).read_bytes() == small().to_bytes()
