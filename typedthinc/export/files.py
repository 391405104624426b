"""Files that belong together: all are written, or none."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from typedthinc.errors import StorageError
from typedthinc.storage.files import _storage_errors, _sync_folder


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write some files. If that fails, those that were there before stay whole.

    Args:
        contents: What goes into each.

    Raises:
        MissingFileError: There is no such folder.
        StorageError: They cannot be written.
    """
    written: list[_Replacement] = []
    try:
        for path, data in contents.items():
            with _storage_errors("save", path):
                written.append(_Replacement(path))
                written[-1].prepare(data)
        for file in written:
            with _storage_errors("save", file.path):
                file.put_in_place()
    except BaseException as error:
        lost = [file for file in written if not file.put_back()]
        if lost:
            kept = ", ".join(f'"{file.path}" in "{file.old}"' for file in lost)
            raise StorageError(
                f"cannot put back what was there: it is kept, that of {kept}",
                help="rename what is kept to what it was called",
            ) from error
        raise
    finally:
        for file in written:
            file.clean_up()


class _Replacement:
    """A file that is about to be written, beside the one that is there."""

    def __init__(self, path: Path) -> None:
        self.path = Path(os.path.realpath(path))
        name = f".typedthinc-{secrets.token_hex(8)}"
        self._new, self.old = (self.path.with_name(f"{name}.{kind}") for kind in ("new", "old"))
        self._is_in_place = False
        self._is_kept = False

    def prepare(self, data: bytes) -> None:
        """Write the new file, and keep what the old one holds under another name as well."""
        with self._new.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if self.path.exists():
            shutil.copymode(self.path, self._new)
            self._keep()

    def put_in_place(self) -> None:
        """Let the new file take the place of the old one."""
        self._new.replace(self.path)
        self._is_in_place = True
        _sync_folder(self.path.parent)

    def put_back(self) -> bool:
        """Undo `put_in_place`, if it was done; whether what the old file held is back."""
        if not self._is_in_place:
            return True
        try:
            if self.old.exists():
                self._is_kept = True
                self.old.replace(self.path)
                self._is_kept = False
            else:
                self.path.unlink()
        except OSError:
            return not self._is_kept
        return True

    def clean_up(self) -> None:
        """Remove what is left beside the file."""
        for leftover in (self._new,) if self._is_kept else (self._new, self.old):
            with contextlib.suppress(OSError):
                leftover.unlink(missing_ok=True)

    def _keep(self) -> None:
        try:
            self.old.hardlink_to(self.path)
        except OSError:
            # Some file systems have no links; a folder is no file, which this says.
            shutil.copy2(self.path, self.old)
