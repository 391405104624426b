"""Temporary files that are removed again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any


@contextmanager
def make_tempfile(mode: str = "r") -> Iterator[IO[Any]]:
    """An open temporary file with a name, which is removed at the end of the block.

    The block may close it and open it again by its name, also where an open
    file cannot be opened twice.

    Args:
        mode: How the file is opened, as for `open`.
    """
    import tempfile
    from pathlib import Path

    with tempfile.NamedTemporaryFile(mode=mode, delete=False) as file:
        try:
            yield file
        finally:
            file.close()
            Path(file.name).unlink()
