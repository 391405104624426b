"""The public names of a library and how they are called, as plain data."""

import importlib
import inspect
import typing
from collections.abc import Mapping

MODULES = (
    "backends", "compat", "config", "initializers", "layers", "loss", "model", "optimizers",
    "schedules", "shims", "types", "util",
)  # fmt: skip
REGISTRIES = ("layers", "losses", "optimizers", "schedules", "initializers", "ops", "datasets")
BACKENDS = {"CupyOps", "MPSOps", "NumpyOps"}
"""Subclasses of Ops, whose methods are those of Ops."""
NO_DEFAULT = "(required)"


def observe_interface(name):
    """What the package of that name offers."""
    api = importlib.import_module(f"{name}.api")
    public = {each: getattr(api, each) for each in sorted(set(api.__all__))}
    classes = {
        each: thing
        for each, thing in public.items()
        if inspect.isclass(thing) and each not in BACKENDS
    }
    return {
        "api": {each: parameters(thing) for each, thing in public.items()},
        "members": {each: _members(thing) for each, thing in classes.items()},
        "instances": {each: _attributes(thing) for each, thing in instances(api).items()},
        "registered": {
            each: {
                entry: parameters(function)
                for entry, function in sorted(getattr(api.registry, each).get_all().items())
            }
            for each in REGISTRIES
        },
        "modules": {each: _names(f"{name}.{each}") for each in MODULES},
    }


def parameters(thing):
    """Each parameter as name, kind and default; the kind of thing if it is not called."""
    if not callable(thing):
        return type(thing).__name__
    try:
        signature = inspect.signature(thing)
    except ValueError:
        return "unknown"
    return [
        [each.name, each.kind.name.lower(), default(each.default)]
        for each in signature.parameters.values()
    ]


def default(thing):
    if thing is inspect.Parameter.empty:
        return NO_DEFAULT
    if inspect.isroutine(thing) or inspect.isclass(thing):
        return thing.__name__
    if isinstance(thing, (list, tuple)):
        return repr(tuple(thing))
    if isinstance(thing, Mapping):
        return repr(dict(thing))
    # Numbers that are equal are the same default.
    is_number = isinstance(thing, (int, float)) and not isinstance(thing, bool)
    return repr(float(thing)) if is_number else repr(thing)


def _members(thing):
    found = {}
    for base in reversed(thing.__mro__):
        if base.__module__ in {"builtins", "typing", "abc"}:
            continue
        for name, member in vars(base).items():
            if _is_public(name):
                found[name] = _member(thing, name, member)
    return dict(sorted(found.items()))


def _is_public(name):
    return not name.startswith("_") or name in {"__call__", "__getitem__", "__len__", "__iter__"}


def _member(thing, name, member):
    if not callable(getattr(thing, name)) or inspect.isdatadescriptor(member):
        return "attribute"
    called = parameters(getattr(thing, name))
    is_plain = not isinstance(member, (classmethod, staticmethod))
    return called[1:] if is_plain and isinstance(called, list) else called


def instances(api):
    """An object of each class whose attributes programs use."""
    import numpy

    rows, lengths = numpy.zeros((2, 3), dtype="f"), numpy.array([1, 1], dtype="i")
    return {
        "ArgsKwargs": api.ArgsKwargs((1,), {}),
        "Config": api.Config({"a": {"b": 1}}),
        "Model": api.Linear(2, 3),
        "NumpyOps": api.NumpyOps(),
        "Optimizer": api.Adam(0.1),
        "Padded": api.Padded(rows.reshape((1, 2, 3)), lengths[:1] * 2, lengths, lengths),
        "Ragged": api.Ragged(rows, lengths),
        "Schedule": api.constant(0.1),
    }


def _attributes(thing):
    return sorted(name for name in dir(thing) if not name.startswith("_"))


def _names(module):
    """The public names that a module defines, or collects from the modules inside of it."""
    try:
        content = vars(importlib.import_module(module))
    except ImportError:
        return []
    return sorted(
        name
        for name, thing in content.items()
        if not name.startswith("_") and _belongs(module, name, thing)
    )


def _belongs(module, name, thing):
    if inspect.ismodule(thing) or hasattr(typing, name):
        return False
    home = getattr(thing, "__module__", None)
    if module.endswith(".types") and home == "typing":
        return True
    if module.endswith((".compat", ".config")) and home is None:
        return thing is not None
    if isinstance(thing, typing.TypeVar) and not module.endswith(".types"):
        return False
    return home is not None and home.startswith((module, "confection"))
