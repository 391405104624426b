"""What every program has: its weights, and its command line."""

from __future__ import annotations

import functools
import hashlib
import sys
from pathlib import Path
from typing import Any

import numpy

from typedthinc.export.runtime.containers import Array, Padded, Ragged, described

# A program has its own.
CHECKSUM = ""


def predict(X: Any) -> Any:
    """What the model predicts. A program has its own."""
    return X


def weight(name: str) -> Array:
    """An array of the model."""
    return weights()[name]


@functools.lru_cache(maxsize=1)
def weights() -> dict[str, Array]:
    """The arrays of the model, from the file beside this program, read when first needed."""
    path = Path(__file__).with_suffix(".npz")
    if not path.exists():
        raise FileNotFoundError(f"the weights are missing: there is no file {path}")
    checksum = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(2**20):
            checksum.update(block)
        if checksum.hexdigest() != CHECKSUM:
            raise ValueError(f"{path} does not hold the weights that belong to this program")
        file.seek(0)
        with numpy.load(file, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
    for array in arrays.values():
        array.flags.writeable = False
    return arrays


def main(arguments: list[str]) -> None:
    """Read an input from a file, and write what the model predicts into another."""
    if len(arguments) != 2:
        sys.exit(f"usage: python {Path(__file__).name} INPUT OUTPUT")
    try:
        check_output(arguments[1])
        write(predict(read(arguments[0])), arguments[1])
    except Exception as error:  # noqa: BLE001  # damaged files raise errors of many kinds
        reason = " ".join(str(error).split())
        known = isinstance(error, (OSError, TypeError, ValueError, IndexError)) and reason
        sys.exit(f"error: {reason if known else f'{type(error).__name__}: {reason}'}")


def check_output(path: str) -> None:
    """Refuse to write over the program or its weights."""
    for own in (Path(__file__), Path(__file__).with_suffix(".npz")):
        if Path(path).exists() and own.exists() and own.samefile(path):
            raise ValueError(f"{path} is a part of this program: write into another file")


def read(path: str) -> Any:
    """The array of a .npy file; of a .npz file a Ragged, a Padded or the list of its arrays."""
    with Path(path).open("rb") as file:
        if not file.read(6).startswith((b"\x93NUMPY", b"PK")):
            raise ValueError(f"{path} is no file that numpy.save or numpy.savez wrote")
        file.seek(0)
        loaded = numpy.load(file, allow_pickle=False)
        if isinstance(loaded, numpy.ndarray):
            return loaded
        with loaded:
            arrays = {name: loaded[name] for name in loaded.files}
    for container in (Ragged, Padded):
        if set(arrays) == set(container._fields):
            return container(**arrays)
    return list(arrays.values())


def write(Y: Any, path: str) -> None:
    """Write what `read` reads."""
    named = Y._asdict() if isinstance(Y, (Ragged, Padded)) else {}
    listed = Y if isinstance(Y, (list, tuple)) and not named else ()
    for array in (*named.values(), *listed) if named or isinstance(Y, (list, tuple)) else (Y,):
        if not isinstance(array, numpy.ndarray):
            raise TypeError(f"only arrays can be written to a file, not {described(array)}")
    with Path(path).open("wb") as file:
        if isinstance(Y, numpy.ndarray):
            numpy.save(file, Y)
        else:
            numpy.savez(file, *listed, **named)
