"""Writing a model as a program."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, NamedTuple

from typedthinc.errors import (
    ArgumentError,
    ArgumentTypeError,
    CompositionError,
    StorageError,
)
from typedthinc.export import emitters  # noqa: F401  # registers how each layer is exported
from typedthinc.export.files import write_all
from typedthinc.export.program import PROGRAM_MARK, WEIGHTS_MARK, Program
from typedthinc.model import Model
from typedthinc.storage.files import _storage_errors
from typedthinc.types.describe import describe

# The mark of a program is in its first lines, that of weights at their end.
_MARKED = 2000


class Exported(NamedTuple):
    """The files of an exported model.

    Attributes:
        program: The program.
        weights: Its weights.
    """

    program: Path
    weights: Path


def export_numpy(model: Model[Any, Any], path: str | os.PathLike[str]) -> Exported:
    """Write a model as a program that needs NumPy alone and predicts the same numbers.

    The program offers a function `predict` and a command line, and reads its
    weights from the file beside it. It needs Python 3.10 and NumPy 1.26, or
    later ones.

    Args:
        model: The model, initialized or loaded. Parameters that are in place for
            the time of a block, as by `Model.use_params`, are the ones written.
        path: Where the program goes; `.py` is added if it does not end so. The
            weights go beside it, under the same name with `.npz`.

    Returns:
        The paths of both files.

    Raises:
        ArgumentError: The path ends in something else, or a program of that name
            would hide NumPy, typedthinc or a module of Python.
        ExportError: Some layers cannot be exported; each is listed with its
            place in the model, and no file was changed.
        MissingFileError: There is no such folder.
        StorageError: The files cannot be written, or one of that name is no
            earlier export; both are as they were before.

    Example:
        >>> import tempfile
        >>> from typedthinc.api import Relu, Softmax, chain, export_numpy
        >>> model = chain(Relu(nO=8, nI=4), Softmax(nO=2)).initialize()
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     [path.name for path in export_numpy(model, f"{folder}/digits.py")]
        ['digits.py', 'digits.npz']
    """
    if not isinstance(model, Model):
        raise CompositionError(
            "export_numpy needs a model", expected="a Model", got=describe(model)
        )
    program, weights = _paths(path)
    for file, mark in ((program, PROGRAM_MARK), (weights, WEIGHTS_MARK)):
        _check_replaceable(file, mark)
    written = Program(model)
    write_all({weights: written.weights, program: written.text.encode()})
    return Exported(program, weights)


def _paths(path: str | os.PathLike[str]) -> tuple[Path, Path]:
    if not isinstance(path, (str, os.PathLike)):
        raise ArgumentTypeError(
            "a program is written to a path",
            expected="a str or a pathlib.Path",
            got=type(path).__name__,
        )
    given = Path(os.fsdecode(path))
    is_named = given.name not in ("", "..")
    program = given if given.suffix or not is_named else given.with_name(f"{given.name}.py")
    if program.suffix != ".py" or not is_named:
        raise ArgumentError(
            "a program is written to a file that ends in .py",
            expected='a path such as "digits.py" or "digits"',
            got=f'"{given}"',
        )
    if program.stem in sys.stdlib_module_names or program.stem in ("numpy", "typedthinc"):
        raise ArgumentError(
            f'a program called "{program.name}" would hide the module that it imports',
            expected="a name that is none of Python's, NumPy's or typedthinc's",
            got=f'"{given}"',
        )
    weights = program.with_suffix(".npz")
    if os.path.realpath(program) == os.path.realpath(weights):
        raise ArgumentError(
            "a program and its weights need two files",
            expected="a path whose .py and .npz are not links to one file",
            got=f'"{given}"',
        )
    return program, weights


def _check_replaceable(path: Path, mark: bytes) -> None:
    """Refuse to write over a file that no earlier export wrote."""
    with _storage_errors("save", path):
        if not path.is_file() or not path.stat().st_size:
            return
        with path.open("rb") as file:
            found = mark in file.read(_MARKED)
            file.seek(-min(path.stat().st_size, len(mark)), os.SEEK_END)
            found = found or file.read() == mark
    if not found:
        raise StorageError(
            f'cannot save "{path}": there is a file of this name that was not exported',
            help="choose another name, or delete that file",
        )
