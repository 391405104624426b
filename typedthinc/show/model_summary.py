"""A table of a model: its layers, their kinds, dimensions and parameters."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO

from typing_extensions import override

from typedthinc.model import Model
from typedthinc.show.kinds import layer_kinds
from typedthinc.show.text import as_text

if TYPE_CHECKING:
    from rich.console import RenderableType


@dataclass(frozen=True)
class ParamSummary:
    """One parameter of a layer.

    Args:
        name: Its name.
        shape: The size of each axis; None if it is not allocated yet.
        size: How many numbers it holds.
        nbytes: How many bytes these take.
    """

    name: str
    shape: tuple[int, ...] | None
    size: int
    nbytes: int


@dataclass(frozen=True)
class LayerSummary:
    """One place of a layer in the tree of a model.

    Args:
        number: Counts the layers from 1. A layer that stands in several places
            has the same number in each.
        depth: How many layers it stands inside of.
        name: The name of the layer.
        takes: The kind of its input; `*` for any.
        gives: The kind of its output; `*` for any.
        dims: Its dimensions; None for one that is not set yet.
        params: Its own parameters, without those of the layers inside.
        is_shared: Whether the layer is described at an earlier place already.
    """

    number: int
    depth: int
    name: str
    takes: str
    gives: str
    dims: Mapping[str, int | None]
    params: tuple[ParamSummary, ...]
    is_shared: bool


@dataclass(frozen=True)
class Summary:
    """What there is to know about a model at a glance: `str()` is a table.

    Args:
        layers: The layers in the order of the tree, each before those inside it.
    """

    layers: tuple[LayerSummary, ...]

    @property
    def params(self) -> list[ParamSummary]:
        """Every parameter once."""
        return [param for row in self.layers if not row.is_shared for param in row.params]

    @property
    def size(self) -> int:
        """How many numbers all parameters hold."""
        return sum(param.size for param in self.params)

    @property
    def nbytes(self) -> int:
        """How many bytes all parameters take."""
        return sum(param.nbytes for param in self.params)

    @override
    def __str__(self) -> str:
        return as_text(self)

    def __rich__(self) -> RenderableType:
        from typedthinc.show.rich_table import as_table

        return as_table(self)


def summary(model: Model[Any, Any]) -> Summary:
    """Describe a model, layer by layer.

    Args:
        model: The model, initialized or not.

    Returns:
        The description: `str()` gives a table of plain text, and rich prints a
        table of its own.

    Example:
        >>> from typedthinc.api import Linear
        >>> print(summary(Linear(nO=3, nI=2).initialize()))
        #  layer   takes -> gives                dims       parameters        count
        -  ------  ----------------------------  ---------  ----------------  -----
        1  linear  Floats2d | Csr2d -> Floats2d  nO=3 nI=2  W (3, 2)  b (3,)      9
        9 parameters, 36 bytes
    """
    numbers: dict[int, int] = {}
    rows: list[LayerSummary] = []
    waiting = [(model, 0)]
    while waiting:
        node, depth = waiting.pop()
        is_shared = id(node) in numbers
        number = numbers.setdefault(id(node), len(numbers) + 1)
        rows.append(_describe(node, number=number, depth=depth, is_shared=is_shared))
        if not is_shared:
            waiting.extend((layer, depth + 1) for layer in reversed(node.layers))
    return Summary(tuple(rows))


def print_summary(model: Model[Any, Any], *, file: TextIO | None = None) -> None:
    """Print the summary of a model: with rich on a terminal, else as plain text.

    Args:
        model: The model, initialized or not.
        file: Where to print; the standard output if left out.
    """
    file = sys.stdout if file is None else file
    # A program without a console has no standard output, and print() does nothing then.
    if file is not None and file.isatty():
        from rich.console import Console

        Console(file=file).print(summary(model))
    else:
        print(summary(model), file=file)


def _describe(node: Model[Any, Any], *, number: int, depth: int, is_shared: bool) -> LayerSummary:
    takes, gives = layer_kinds(node)
    return LayerSummary(
        number=number,
        depth=depth,
        name=node.name,
        takes=takes,
        gives=gives,
        dims={name: node.maybe_get_dim(name) for name in node.dim_names},
        params=tuple(
            _describe_param(name, node.maybe_get_param(name)) for name in node.param_names
        ),
        is_shared=is_shared,
    )


def _describe_param(name: str, array: Any) -> ParamSummary:
    if array is None:
        return ParamSummary(name, None, 0, 0)
    return ParamSummary(name, tuple(array.shape), int(array.size), int(array.nbytes))
