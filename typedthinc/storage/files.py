"""Reading and writing whole files."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Protocol, TypeAlias, Union

from typedthinc.errors import ArgumentTypeError, MissingFileError, StorageError


class Opens(Protocol):
    """A path of another kind than those of the operating system, such as into a cloud."""

    def open(self, mode: str) -> IO[Any]:
        """The file, opened."""
        ...


PathLike: TypeAlias = Union[str, "os.PathLike[str]", Opens]


def read_file(path: PathLike) -> bytes:
    """The content of a file.

    Raises:
        MissingFileError: There is no such file.
        StorageError: It cannot be read.
    """
    opens = _opens(path)
    with _storage_errors("load", path), opens.open("rb") as file:
        data: bytes = file.read()
    return data


def write_file(path: PathLike, data: bytes) -> None:
    """Write a file. If that fails or is killed half-way, an old file stays whole.

    A path that is none of the operating system is written through its own
    `open`, and keeps no such promise.

    Raises:
        MissingFileError: There is no such folder.
        StorageError: The file cannot be written.
    """
    opens = _opens(path)
    with _storage_errors("save", path):
        if isinstance(opens, Path):
            _replace_file(Path(os.path.realpath(opens)), data)
        else:
            with opens.open("wb") as file:
                file.write(data)


def _opens(path: PathLike) -> Any:
    if isinstance(path, (str, os.PathLike)):
        return Path(os.fsdecode(path))
    if hasattr(path, "open"):
        return path
    raise ArgumentTypeError(
        "a model is saved to and loaded from a path",
        expected="a str, a pathlib.Path or an object with a method `open`",
        got=type(path).__name__,
    )


def _replace_file(path: Path, data: bytes) -> None:
    mode = path.stat().st_mode if path.exists() else None
    if mode is not None and not stat.S_ISREG(mode):
        raise IsADirectoryError(errno.EISDIR, "it is a folder or a device")
    temporary = path.with_name(f".typedthinc-{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(stat.S_IMODE(mode))
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network file systems cannot do this; the file itself is safe by then.
        if error.errno != errno.EINVAL:
            raise
    finally:
        os.close(descriptor)


@contextmanager
def _storage_errors(verb: str, path: object) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        missing = "there is no such file" if verb == "load" else "there is no such folder"
        raise MissingFileError(f'cannot {verb} "{path}": {missing}') from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise StorageError(f'cannot {verb} "{path}": {reason}') from error
