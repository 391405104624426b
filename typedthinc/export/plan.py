"""What a program consists of: a call for each layer, or the reasons why there is none."""

from __future__ import annotations

import inspect
import keyword
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy

from typedthinc.errors import (
    ArgumentError,
    ArgumentTypeError,
    ExportError,
    NotInitializedError,
    TypedThincError,
)
from typedthinc.export.calls import Call, emitter_of, forward_name
from typedthinc.export.literal import literal
from typedthinc.export.source import Sources
from typedthinc.model import Model
from typedthinc.places import place_of
from typedthinc.util import to_numpy

_INITIALIZE = "initialize the model first"
_REGISTER = "register other layers with typedthinc.export.exports"
# Arrays of other dtypes cannot be stored without pickle.
_DTYPE_KINDS = "biuf"


class Argument(NamedTuple):
    """An argument of a call: its name in the function, and whether it is given by name."""

    name: str
    value: Any
    by_name: bool


class Step(NamedTuple):
    """A layer and the call that stands for it."""

    layer: Model[Any, Any]
    call: Call
    arguments: list[Argument]


class Plan:
    """The calls that make up a model, parents first.

    Args:
        model: The model.
        sources: Where the functions that are called are gathered.

    Attributes:
        steps: The layers that are run, each once.

    Raises:
        ExportError: Some layers cannot be exported; each is named with its reason.
    """

    def __init__(self, model: Model[Any, Any], sources: Sources) -> None:
        self.steps: list[Step] = []
        self._same: dict[int, Model[Any, Any]] = {}
        self._help: dict[str, None] = {}
        problems = list(self._walk(model, sources))
        if problems:
            count = f"{len(problems)} layers" if len(problems) > 1 else "a layer"
            raise ExportError(
                f'cannot export "{model.name}": {count} cannot be written as a NumPy program',
                problems=[f"{place_of(layer, model)} {reason}" for layer, reason in problems],
                help=", and ".join(self._help) or None,
            )

    def computed_by(self, layer: Model[Any, Any]) -> Model[Any, Any]:
        """The layer whose call gives the output of a layer: itself, or the one it passes on to."""
        while id(layer) in self._same:
            layer = self._same[id(layer)]
        return layer

    def _walk(
        self, model: Model[Any, Any], sources: Sources
    ) -> Iterator[tuple[Model[Any, Any], str]]:
        waiting, seen = [model], set[int]()
        while waiting:
            layer = waiting.pop()
            if id(layer) in seen:
                continue
            seen.add(id(layer))
            try:
                used = self._add(layer, sources)
            except NotInitializedError:
                self._help[_INITIALIZE] = None
                missing = [name for name in layer.param_names if layer.has_param(name) is None]
                yield layer, f"has not allocated {_listed(missing)} yet"
                used = layer.layers
            except TypedThincError as error:
                if error.help:
                    self._help[error.help] = None
                yield layer, str(error.args[0])
                used = layer.layers
            except Exception as error:  # noqa: BLE001  # what users register may raise anything
                self._help["mend what is registered for it"] = None
                yield layer, f"has an export that raised {type(error).__name__}: {error}"
                used = layer.layers
            waiting.extend(reversed(used))

    def _add(self, layer: Model[Any, Any], sources: Sources) -> list[Model[Any, Any]]:
        """Add the step of a layer, and give the layers that it uses."""
        emitter = emitter_of(layer)
        if emitter is None:
            raise _why_not(layer)
        call = emitter(layer)
        if isinstance(call, Model):
            if self.computed_by(call) is layer:
                raise ArgumentError(
                    "has an export that gives the layer itself",
                    help="give a Call, or a layer inside of it",
                )
            self._same[id(layer)] = call
            return [call]
        if not isinstance(call, Call):
            raise ArgumentTypeError(
                f"has an export that gives a {type(call).__name__}: it must be a Call or a layer",
                help="return a Call",
            )
        sources.add(call.function)
        arguments = _arguments(call)
        for argument in arguments:
            _check(argument)
        self.steps.append(Step(layer, call, arguments))
        return [argument.value for argument in arguments if isinstance(argument.value, Model)]


def is_array(value: Any) -> bool:
    """Whether an argument is stored with the weights."""
    return hasattr(value, "dtype") and not isinstance(value, numpy.generic)


def _arguments(call: Call) -> list[Argument]:
    try:
        bound = inspect.signature(call.function).bind(None, *call.args, **call.kwargs)
    except TypeError as error:
        raise ArgumentTypeError(
            f"is computed by {call.function.__name__}, which cannot be called with what its"
            f" Call says: {error}",
            help="give Call what the function takes after the input",
        ) from None
    kinds = {name: each.kind for name, each in bound.signature.parameters.items()}
    has_rest = inspect.Parameter.VAR_POSITIONAL in kinds.values()
    found: list[Argument] = []
    by_name = False
    for name, value in list(bound.arguments.items())[1:]:
        if kinds[name] is inspect.Parameter.VAR_POSITIONAL:
            found += [Argument(f"{name}{place}", each, False) for place, each in enumerate(value)]
        elif kinds[name] is inspect.Parameter.VAR_KEYWORD:
            rest = inspect.Parameter.VAR_KEYWORD
            for each in value:
                if not _is_name(each) or kinds.get(each, rest) is not rest:
                    raise ArgumentError(
                        f"is computed by {call.function.__name__}, which gets an argument called"
                        f" {each!r}: that cannot be the name of one",
                        help="give names that are identifiers of Python and no other parameters",
                    )
                found.append(Argument(each, value[each], True))
        else:
            # Plain data say what they are. What comes after a name needs one, too.
            plain = not is_array(value) and not isinstance(value, Model)
            by_name = kinds[name] is inspect.Parameter.KEYWORD_ONLY or (
                kinds[name] is not inspect.Parameter.POSITIONAL_ONLY
                and not has_rest
                and (by_name or plain)
            )
            found.append(Argument(name, value, by_name))
    return found


def _is_name(text: Any) -> bool:
    """Whether text is a name to Python, and the same one when it is read."""
    return (
        type(text) is str
        and text.isidentifier()
        and not keyword.iskeyword(text)
        and unicodedata.normalize("NFKC", text) == text
    )


def _check(argument: Argument) -> None:
    if is_array(argument.value):
        kind = to_numpy(argument.value).dtype
        if kind.kind not in _DTYPE_KINDS:
            raise TypedThincError(f'has an array "{argument.name}" of {kind}, which is not stored')
    elif not isinstance(argument.value, Model):
        try:
            literal(argument.value)
        except TypedThincError as error:
            raise TypedThincError(
                f'has "{argument.name}", which {error.args[0]}',
                help="give a Call plain data, arrays and layers",
            ) from None


def _why_not(layer: Model[Any, Any]) -> TypedThincError:
    if layer.shims:
        return TypedThincError("runs a model of another framework")
    return TypedThincError(
        f"has no export: none is registered for its forward function {forward_name(layer)}",
        help=_REGISTER,
    )


def _listed(names: list[str]) -> str:
    quoted = [f'"{name}"' for name in names]
    many = "parameters" if len(quoted) > 1 else "parameter"
    return f"{many} {', '.join(quoted[:-1])}{' and ' if quoted[1:] else ''}{quoted[-1]}"
