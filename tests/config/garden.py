"""Registries of a user's own, with a few functions of every sort."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from annotated_types import Gt

from typedthinc.registries import FunctionRegistry, registry


class Plant:
    """A class whose instances take the place of layers."""

    def __init__(self, name: str, *parts: Plant, size: int = 0) -> None:
        self.name, self.parts, self.size = name, parts, size


class Soil:
    """A class that has nothing to do with plants."""


class garden(registry):
    """A user's registries."""

    plants = FunctionRegistry("plants")
    rates = FunctionRegistry("rates")


@garden.plants("Leaf.v1")
def leaf(
    size: Annotated[int, Gt(0)], colour: Literal["green", "red"] = "green", name: str | None = None
) -> Plant:
    return Plant(name or colour, size=size)


@garden.plants("Tree.v1")
def tree(*parts: Plant) -> Plant:
    return Plant("tree", *parts)


@garden.plants("Pot.v1")
def pot(plant: Plant, rate: float | list[float] | Iterator[float] = 0.1) -> dict[str, Any]:
    return {"plant": plant, "rate": rate}


@garden.plants("Soil.v1")
def soil() -> Soil:
    return Soil()


@garden.plants("Unknown.v1")
def unknown(value):
    return value


@garden.rates("endless.v1")
def endless(start: float) -> Iterator[float]:
    while True:
        yield start
        start += 1.0


def own_registries() -> type[garden]:
    """The registries with one more, `things`, which is empty."""

    class own(garden):
        things = FunctionRegistry("things")

    return own
