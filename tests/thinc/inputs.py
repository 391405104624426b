"""Inputs that are the same wherever they are made, and results as plain data.

Everything here works with the modules of either library, which are given as `library`: an object
with the attributes `api` and `types`. A batch is described by a tuple whose first member says what
it is; `make` turns it into arrays and containers.
"""

import functools
import json
import zlib
from typing import Any

import numpy


def floats(*shape):
    return ("floats", shape)


def ints(values, dtype="int32"):
    return ("ints", values, dtype)


def ragged(lengths, width=3):
    return ("ragged", floats(sum(lengths), width), lengths)


def padded(lengths, width=3):
    """Sequences, longest first, with steps of zeros where one has ended."""
    return ("padded", lengths, width)


def listed(*members):
    return ("list", members)


def several(*members):
    return ("tuple", members)


def value(content):
    return ("value", content)


def generator(*names):
    """Random numbers that depend on the names alone."""
    return numpy.random.default_rng(zlib.crc32("/".join(map(str, names)).encode()))


def draw(rng, shape):
    """Thousandths between -2 and 2: exact in decimals, and made without rounding."""
    return (rng.integers(-2000, 2001, shape) / 1000).astype("float32")


def make(spec, rng, types):
    kind, *rest = spec
    if kind == "value":
        return rest[0]
    if kind == "iterator":
        return iter(rest[0])
    if kind == "floats":
        return draw(rng, rest[0])
    if kind == "floats01":
        return rng.integers(1, 1000, rest[0]).astype("float32") / numpy.float32(1000)
    if kind == "ints":
        return numpy.array(rest[0], dtype=rest[1])
    if kind == "list":
        return [make(member, rng, types) for member in rest[0]]
    if kind == "tuple":
        return tuple(make(member, rng, types) for member in rest[0])
    if kind == "ragged":
        return types.Ragged(make(rest[0], rng, types), numpy.array(rest[1], dtype="int32"))
    lengths = numpy.array(rest[0], dtype="int32")
    active = lengths > numpy.arange(lengths.max())[:, None]
    data = draw(rng, (*active.shape, rest[1])) * active[:, :, None].astype("float32")
    places = numpy.roll(numpy.arange(len(lengths), dtype="int32"), 1)
    return types.Padded(data, active.sum(axis=1).astype("int32"), lengths, places)


def gradient(output, rng, types):
    """Random numbers in the form of an output."""
    if isinstance(output, types.Ragged):
        return types.Ragged(gradient(output.dataXd, rng, types), output.lengths)
    if isinstance(output, types.Padded):
        data = gradient(output.data, rng, types)
        return types.Padded(data, output.size_at_t, output.lengths, output.indices)
    if isinstance(output, (list, tuple)):
        return type(output)(gradient(member, rng, types) for member in output)
    # Lengths go back as they are, and ids have no gradient.
    return draw(rng, output.shape) if output.dtype.kind == "f" else output.copy()


def plain(thing: Any, types: Any) -> Any:
    """A batch or a result as what JSON can hold."""
    again = functools.partial(plain, types=types)
    if isinstance(thing, types.Ragged):
        return {"Ragged": [again(thing.dataXd), again(thing.lengths)]}
    if isinstance(thing, types.Padded):
        parts = (thing.data, thing.size_at_t, thing.lengths, thing.indices)
        return {"Padded": [again(part) for part in parts]}
    if isinstance(thing, tuple):
        return {"tuple": [again(member) for member in thing]}
    if isinstance(thing, list):
        return [again(member) for member in thing]
    if isinstance(thing, dict):
        return {str(name): again(member) for name, member in thing.items()}
    if isinstance(thing, numpy.ndarray):
        values = [_number(number) for number in thing.ravel().tolist()]
        return {thing.dtype.name: values, "shape": list(thing.shape)}
    if isinstance(thing, numpy.generic):
        return _number(thing.item())
    if thing is None or isinstance(thing, (bool, int, float, str)):
        return _number(thing)
    return {"other": "callable" if callable(thing) else type(thing).__name__.lstrip("_")}


def _number(number: Any) -> Any:
    # Eight digits are more than a comparison of float32 looks at.
    return float(f"{number:.8g}") if isinstance(number, float) else number


def digest(plain_data: Any) -> int:
    return zlib.crc32(json.dumps(plain_data).encode())
