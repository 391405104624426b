"""The text of a program, and the arrays that it needs."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator
from typing import Any

import numpy

import typedthinc
from typedthinc.export import plan
from typedthinc.export.literal import literal
from typedthinc.export.plan import Argument, Plan, Step
from typedthinc.export.runtime import program as runtime
from typedthinc.export.source import Sources
from typedthinc.model import Model
from typedthinc.util import to_numpy

# What tells files of earlier exports from others: a line of the program, and how weights end.
PROGRAM_MARK = b"\nWritten by typedthinc "
WEIGHTS_MARK = b"weights of a program written by typedthinc"
_LINE = 100
_NAME = 60
# What the program defines itself, and not by a definition of `runtime`, and the names that
# its layers have for their inputs. Together with what `main` and `weight` use, these are the
# names that a function of a user cannot have.
_GIVEN = ("CHECKSUM", "MODEL", "X", "predict")

_HEAD = '''"""What a model predicts, computed with NumPy alone.

`predict` takes and gives arrays, lists of arrays, and `Ragged` and `Padded`, whose arrays are
those of the containers of that name. The weights are in the file beside this one that has
the same name and ends in .npz. From a command line, `python PROGRAM INPUT OUTPUT` reads
an array from a .npy file, or a list of arrays or the fields of a container from a .npz file,
and writes the output likewise.

Written by typedthinc {version}.
"""

from __future__ import annotations
'''
_PREDICT = '''

def predict(X: Any) -> Any:
    """What the model predicts for a batch."""
    return {root}(X)
'''
_LAYER = """

def {name}(X: Any) -> Any:
    {description}
    return {call}
"""
_TAIL = """

if __name__ == "__main__":
    main(sys.argv[1:])
"""


class Program:
    """A model as a program.

    Args:
        model: The model.

    Attributes:
        text: The program.
        weights: The content of its file of weights.

    Raises:
        ExportError: A layer cannot be exported.
    """

    def __init__(self, model: Model[Any, Any]) -> None:
        self._sources = Sources(given=_GIVEN)
        self._sources.add(runtime.main)
        self._sources.add(runtime.weight)
        self._plan = Plan(model, self._sources)
        self._taken = self._sources.names
        self._names = {id(step.layer): self._free_name(step) for step in self._plan.steps}
        self._arrays: dict[str, Any] = {}
        self._stored: dict[int, str] = {}
        self._constants: list[str] = []
        layers = [self._layer(step) for step in self._plan.steps]
        self.weights: bytes = _stored(self._arrays)
        self.text: str = "".join(
            [
                _HEAD.format(version=typedthinc.__version__),
                "".join(f"\n{line}" for line in self._sources.imports),
                f"\n\nMODEL = {_shown(model.name)}",
                f"\nCHECKSUM = {literal(hashlib.sha256(self.weights).hexdigest())}\n",
                _PREDICT.format(root=self._name(model)),
                *layers,
                *self._constants,
                *_spaced(self._sources.texts),
                _TAIL,
            ]
        )

    def _free_name(self, step: Step) -> str:
        """The name of a layer in the program: that of its function, and its place."""
        place = self._plan.steps.index(step)
        name = f"{step.call.function.__name__}_{place}"
        while name in self._taken:
            name += "_"
        self._taken.add(name)
        return name

    def _name(self, layer: Model[Any, Any]) -> str:
        return self._names[id(self._plan.computed_by(layer))]

    def _layer(self, step: Step) -> str:
        name = self._name(step.layer)
        arguments = ["X", *(self._argument(name, argument) for argument in step.arguments)]
        function = step.call.function.__name__
        call = f"{function}({', '.join(arguments)})"
        if len(f"    return {call}") > _LINE:
            lines = "".join(f"        {argument},\n" for argument in arguments)
            call = f"{function}(\n{lines}    )"
        return _LAYER.format(name=name, description=_shown(step.layer.name), call=call)

    def _argument(self, layer: str, argument: Argument) -> str:
        text = self._value(layer, argument)
        return f"{argument.name}={text}" if argument.by_name else text

    def _value(self, layer: str, argument: Argument) -> str:
        value = argument.value
        if isinstance(value, Model):
            return self._name(value)
        if plan.is_array(value):
            return f"weight({literal(self._store(f'{layer}.{argument.name}', value))})"
        text = literal(value)
        if isinstance(value, (dict, list)) or len(text) > _LINE // 2:
            # Made once, not in every call.
            name = f"{layer}_{argument.name}".upper()
            while name in self._taken:
                name += "_"
            self._taken.add(name)
            self._constants.append(f"\n\n{name} = {text}\n")
            return name
        return text

    def _store(self, name: str, array: Any) -> str:
        """The name under which an array is stored; one that is used twice has one name."""
        if id(array) not in self._stored:
            while name in self._arrays:
                name += "_"
            self._stored[id(array)] = name
            self._arrays[name] = array
        return self._stored[id(array)]


def _spaced(texts: list[str]) -> Iterator[str]:
    """Definitions with the empty lines that style guides want between them."""
    before = "def"
    for text in texts:
        is_long = "\n" in text or "\n" in before or "def" in (before, text)
        yield ("\n\n" if is_long else "") + text + "\n"
        before = text


def _shown(name: object) -> str:
    """The name of a layer as text of the program, which it never ends."""
    # Halves of surrogate pairs are no text to a compiler that reads docstrings.
    shown = str(name).encode("utf8", "backslashreplace").decode("utf8")
    return literal(shown if len(shown) <= _NAME else f"{shown[:_NAME]}...")


def _stored(arrays: dict[str, Any]) -> bytes:
    file = io.BytesIO()
    named: dict[str, Any] = {name: to_numpy(array) for name, array in arrays.items()}
    numpy.savez(file, **named)
    with zipfile.ZipFile(file, "a") as stored:
        stored.comment = WEIGHTS_MARK
    return file.getvalue()
