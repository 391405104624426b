"""Function blocks: found, bound to parameters, checked against what takes their results."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, List, Protocol, TypeVar, Union

import catalogue
import numpy
import pytest

from tests.config.garden import Plant, Soil, garden, own_registries
from typedthinc.api import registry
from typedthinc.config import Config, ConfigValidationError
from typedthinc.schedules import Schedule, constant
from typedthinc.types import Floats2d

T = TypeVar("T")


def problems(config: dict[str, Any], registries: Any = garden) -> list[str]:
    """The problems of a config, one line each."""
    with pytest.raises(ConfigValidationError) as info:
        registries.resolve(config)
    lines = str(info.value).splitlines()
    assert len(lines) == 1 + len(info.value.errors)
    return [line.strip() for line in lines[1:]]


def test_every_problem_is_reported_at_once() -> None:
    config = Config().from_str(
        """
        [model]
        @plants = "Tree.v1"

        [model.*.first]
        @plants = "Leaf.v1"
        size = "ten"
        color = "red"

        [model.*.second]
        @plants = "Laef.v1"

        [model.*.third]
        @rates = "endless.v1"
        start = true

        [other]
        @plant = "Leaf.v1"

        [list]
        pots = [{"@plants": "Pot.v1"}, {"@plants": "Leaf.v1", "size": 0}]
        """.replace("        ", "")
    )
    assert problems(config) == [
        'Missing argument "plant" of "Pot.v1": Plant - at list.pots.0.plant',
        "Expected a value > 0, got 0 - at list.pots.1.size",
        'Unexpected argument "color" of "Leaf.v1": did you mean "colour"? - at model.*.first.color',
        'Expected int, got "ten" - at model.*.first.size',
        (
            'No function "Laef.v1" in the registry "plants": did you mean "Leaf.v1"? '
            "- at model.*.second.@plants"
        ),
        "Expected float, got true - at model.*.third.start",
        'Expected Plant, got Iterator[float] from @rates "endless.v1" - at model.*.third',
        'No registry "plant": did you mean "plants"? - at other.@plant',
    ]


@pytest.mark.parametrize(
    ("block", "problem"),
    [
        (
            {"@plants": "Leaf.v1", "@rates": "endless.v1"},
            "Expected one function in a block, got @plants and @rates - at a.b",
        ),
        ({"@plants": 3}, "Expected the name of a function, got 3 - at a.b.@plants"),
        (
            {"@plants": "Soil.v1", "x": 1},
            'Unexpected argument "x" of "Soil.v1": there are none - at a.b.x',
        ),
        (
            {"@plants": "Soil.v1", "*": [1]},
            'Unexpected positional arguments of "Soil.v1" - at a.b.*',
        ),
        ({"@plants": "Tree.v1", "*": 3}, "Expected a list or named blocks, got 3 - at a.b.*"),
        ({"@plants": "Tree.v1", "*": [3]}, "Expected Plant, got 3 - at a.b.*.0"),
        (
            {"@plants": "Soil.v1", 1: 2},
            'Unexpected argument "1" of "Soil.v1": there are none - at a.b.1',
        ),
        ({"@resolve": "x"}, 'No registry "resolve": '),
    ],
)
def test_blocks_that_are_none(block: dict[str, Any], problem: str) -> None:
    assert problems({"a": {"b": block}})[0].startswith(problem)


def test_the_top_level_is_no_block() -> None:
    assert problems({"@plants": "Soil.v1"}) == [
        "Expected sections at the top level, got a function block"
    ]


def test_a_function_name_may_be_whatever_it_likes() -> None:
    assert 'No function "os.system" in' in problems({"a": {"@plants": "os.system", "x": "ls"}})[0]


def test_arguments_by_name_and_position() -> None:
    registries = own_registries()

    @registries.things("f.v1")
    def function(a: int, b: int, /, c: int, d: int = 4, *rest: int, e: int, **more: float) -> Any:
        return a, b, c, d, rest, e, more

    def resolved(**block: Any) -> Any:
        return registries.resolve({"x": {"@things": "f.v1", **block}})["x"]

    assert resolved(a=1, b=2, c=3, e=5) == (1, 2, 3, 4, (), 5, {})
    assert resolved(e=5, d=0, c=3, b=2, a=1) == (1, 2, 3, 0, (), 5, {})
    assert resolved(a=1, b=2, c=3, e=5, **{"*": [6, 7]}) == (1, 2, 3, 4, (6, 7), 5, {})
    assert resolved(a=1, e=5, **{"*": {"x": 6, "b": 7, "y": 8}}) == (1, 6, 7, 4, (8,), 5, {})
    assert resolved(a=1, b=2, c=3, e=5, f=6, rest=7)[-1] == {"f": 6.0, "rest": 7.0}
    found = problems({"x": {"@things": "f.v1", "a": "1", "f": "g", "*": {"x": "y"}}}, registries)
    assert found == [
        'Missing argument "c" of "f.v1": int - at x.c',
        'Missing argument "e" of "f.v1": int - at x.e',
        'Expected int, got "1" - at x.a',
        'Expected int, got "y" - at x.*.x',
        'Expected float, got "g" - at x.f',
    ]


@pytest.mark.parametrize("name", ["validate", "schema", "model_config", "_private", "self", "cls"])
def test_arguments_may_have_any_name(name: str) -> None:
    registries = own_registries()
    namespace: dict[str, Any] = {}
    exec(f"def function({name}: bool = False): return {name}", namespace)  # noqa: S102
    registries.things("f.v1", namespace["function"])
    assert registries.resolve({"a": {"@things": "f.v1", name: True}}) == {"a": True}
    assert registries.fill({"a": {"@things": "f.v1"}})["a"][name] is False
    assert problems({"a": {"@things": "f.v1", name: 20}}, registries) == [
        f"Expected bool, got 20 - at a.{name}"
    ]


def test_named_arguments_keep_their_order() -> None:
    blocks = {name: {"@plants": "Leaf.v1", "size": 1, "name": name} for name in ("z", "a", "m")}
    resolved = garden.resolve({"tree": {"@plants": "Tree.v1", "*": blocks}})
    assert [part.name for part in resolved["tree"].parts] == ["z", "a", "m"]


def test_named_values_of_a_plain_section_become_a_list() -> None:
    blocks = {"z": {"@plants": "Soil.v1"}, "a": 1}
    resolved = garden.resolve({"a": {"*": blocks, "x": 1}})
    assert isinstance(resolved["a"]["*"][0], Soil)
    assert resolved["a"]["*"][1:] == [1]


def test_an_argument_of_named_values_is_a_list() -> None:
    text = """
[model]
@layers = "MixtureOfExperts.v1"
k = 1

[model.gate]
@layers = "TopKGate.v1"
k = 1

[model.experts]

[model.experts.*]

[model.experts.*.straight]
@layers = "Linear.v1"
nO = 4

[model.experts.*.bent]
@layers = "Relu.v1"
nO = 4
"""
    filled = registry.fill(Config().from_str(text))
    for config in (Config().from_str(text), Config().from_str(filled.to_str())):
        model = registry.resolve(config)["model"]
        assert [layer.name for layer in model.layers] == ["topkgate", "linear", "relu"]


def test_functions_are_called_wherever_they_stand() -> None:
    soil = {"@plants": "Soil.v1"}
    resolved = garden.resolve({"a": {"b": [soil, [soil, {"c": soil}]], "d": (soil,)}})["a"]
    found = [resolved["b"][0], resolved["b"][1][0], resolved["b"][1][1]["c"], resolved["d"][0]]
    assert all(isinstance(value, Soil) for value in found)


def test_a_block_that_is_named_twice_is_built_twice() -> None:
    text = (
        '[leaf]\n@plants = "Leaf.v1"\nsize = 1\n[tree]\n@plants = "Tree.v1"\n* = [${leaf}, ${leaf}]'
    )
    resolved = garden.resolve(Config().from_str(text))
    assert len({id(plant) for plant in [resolved["leaf"], *resolved["tree"].parts]}) == 3
    block = {"@plants": "Soil.v1"}
    resolved = garden.resolve({"a": {"x": block, "y": block}})
    assert resolved["a"]["x"] is not resolved["a"]["y"]


def test_nothing_is_called_before_everything_is_checked() -> None:
    registries = own_registries()
    calls: list[str] = []

    @registries.things("f.v1")
    def function(x: Any) -> int:
        calls.append(x)
        return 1

    block = {"@things": "f.v1", "x": "inner"}
    assert problems({"a": {"@things": "f.v1", "x": block}, "z": {"@things": "none"}}, registries)
    misfit = {"@plants": "Tree.v1", "*": [block]}
    assert problems({"a": {"@things": "f.v1", "x": block}, "z": misfit}, registries)
    assert calls == []


class Named(Protocol):
    name: str


@pytest.mark.parametrize(
    ("returns", "wanted", "fits"),
    [
        (int, int, True),
        (int, float, True),
        (float, int, False),
        (bool, int, True),
        (str, int, False),
        (str, Path, True),
        (int, str, False),
        (object, int, True),
        (Any, int, True),
        (T, int, True),
        ("Missing", int, True),
        (int, "Missing", True),
        (int, Any, True),
        (int, Union[str, int], True),
        (Union[str, None], int, False),
        (Union[str, int], int, True),
        (None, int, False),
        (None, int | None, True),
        (list[int], tuple[int, ...], True),
        (list[int], set[int], True),
        (list[str], str, False),
        (str, list[str], False),
        (Iterator[float], Schedule[float], True),
        (Schedule[float], Plant, False),
        (Schedule[int], Schedule[float], True),
        (Schedule[float], Iterator[float], True),
        (Schedule[float], float | Iterator[float], True),
        (Plant, Named, True),
        (Named, Plant, True),
        (numpy.ndarray, Floats2d, True),
        (Plant, List[Plant], False),
    ],
)
def test_return_annotations_against_parameters(returns: Any, wanted: Any, fits: bool) -> None:
    registries = own_registries()
    calls: list[int] = []

    def inner() -> Any:
        calls.append(1)
        raise LookupError

    def outer(x: Any) -> None: ...

    inner.__annotations__ = {"return": returns}
    outer.__annotations__ = {"x": wanted}
    registries.things("inner.v1", inner)
    registries.things("outer.v1", outer)
    config = {"a": {"@things": "outer.v1", "x": {"@things": "inner.v1"}}}
    expected = LookupError if fits else ConfigValidationError
    with pytest.raises(expected) as info:
        registries.resolve(config)
    assert bool(calls) is fits
    assert fits or 'from @things "inner.v1" - at a.x' in str(info.value)


def test_a_schedule_where_a_layer_belongs() -> None:
    registries = own_registries()
    registries.things("constant.v1", constant)
    config = {"pot": {"@plants": "Pot.v1", "plant": {"@things": "constant.v1", "rate": 0.1}}}
    assert problems(config, registries) == [
        'Expected Plant, got Schedule from @things "constant.v1" - at pot.plant'
    ]


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (3, 'Expected Plant, got 3, the result of @plants "Unknown.v1" - at a.plant'),
        ("oak", 'Expected Plant, got "oak", the result of @plants "Unknown.v1" - at a.plant'),
        (Soil, 'Expected Plant, got type, the result of @plants "Unknown.v1" - at a.plant'),
    ],
)
def test_results_are_checked_when_they_are_there(value: object, problem: str) -> None:
    block = {"@plants": "Unknown.v1", "value": value}
    assert problems({"a": {"@plants": "Pot.v1", "plant": block}}) == [problem]


def test_results_are_converted_like_values() -> None:
    registries = own_registries()

    @registries.things("f.v1")
    def function(x: float, y: tuple[Path, ...]) -> Any:
        return x, y

    def unknown(value: Any) -> dict[str, Any]:
        return {"@plants": "Unknown.v1", "value": value}

    block = {"@things": "f.v1", "x": unknown(1), "y": ["a", unknown("b")]}
    x, y = registries.resolve({"a": block})["a"]
    assert isinstance(x, float)
    assert y == (Path("a"), Path("b"))


def test_endless_results_are_not_drawn_from() -> None:
    config = {
        "pot": {
            "@plants": "Pot.v1",
            "plant": {"@plants": "Leaf.v1", "size": 1},
            "rate": {"@rates": "endless.v1", "start": 2},
        }
    }
    rate = garden.resolve(config)["pot"]["rate"]
    assert [next(rate), next(rate)] == [2.0, 3.0]


def test_errors_of_functions_keep_their_type_and_tell_their_place() -> None:
    registries = own_registries()
    cause = ZeroDivisionError("division")

    class OwnError(LookupError):
        pass

    @registries.things("f.v1")
    def function() -> Plant:
        raise OwnError("no seeds") from cause

    config = {"tree": {"@plants": "Tree.v1", "*": {"first": {"@things": "f.v1"}}}}
    with pytest.raises(OwnError, match="no seeds") as info:
        registries.resolve(config)
    assert info.value.__cause__ is cause
    assert info.value.__notes__ == ['in the config: @things "f.v1" - at tree.*.first']


@pytest.mark.parametrize("validate", [True, False])
def test_resolving_changes_no_config(validate: bool) -> None:
    registries = own_registries()

    @registries.things("f.v1")
    def function(x: Any, y: list[int]) -> Any:
        x["z"].append(1)
        y.append(2)
        return x, y

    inner = {"z": [{"@plants": "Soil.v1"}]}
    config = {"a": {"@things": "f.v1", "x": inner, "y": [1]}}
    resolved = registries.resolve(config, validate=validate)["a"]
    assert len(resolved[0]["z"]) == 2
    assert config == {"a": {"@things": "f.v1", "x": {"z": [{"@plants": "Soil.v1"}]}, "y": [1]}}


def test_a_default_of_none_may_be_written() -> None:
    registries = own_registries()

    @registries.things("f.v1")
    def function(x: int = None) -> Any:  # type: ignore[assignment]  # noqa: RUF013
        return x

    assert registries.resolve({"a": {"@things": "f.v1", "x": None}}) == {"a": None}


def test_classes_and_functions_without_annotations_can_be_registered() -> None:
    registries = own_registries()

    @registries.things("Class.v1")
    class Class:
        def __init__(self, size: int) -> None:
            self.size = size

    assert registries.resolve({"a": {"@things": "Class.v1", "size": 3}})["a"].size == 3
    assert problems({"a": {"@things": "Class.v1", "size": "3"}}, registries) == [
        'Expected int, got "3" - at a.size'
    ]
    wrong = {"@things": "Class.v1", "size": 3}
    assert problems({"a": {"@plants": "Pot.v1", "plant": wrong}}, registries) == [
        'Expected Plant, got Class from @things "Class.v1" - at a.plant'
    ]


def test_annotations_may_name_what_stands_around_the_function() -> None:
    registries = own_registries()

    class Local:
        pass

    @registries.things("f.v1")
    def function(x: Local) -> Local:
        assert isinstance(x, Local)
        return x

    assert problems({"a": {"@things": "f.v1", "x": 3}}, registries) == [
        "Expected Local, got 3 - at a.x"
    ]


def test_registries_made_with_catalogue() -> None:
    class registries(garden):
        cats = catalogue.create("typedthinc", "tests", "cats")

    @registries.cats.register("cat.v1")
    def cat(evil: bool) -> str:
        return "scratch!" if evil else "meow"

    assert registries.resolve({"a": {"@cats": "cat.v1", "evil": False}}) == {"a": "meow"}
    assert problems({"a": {"@cats": "cat.v2"}, "b": {"@cat": "x"}}, registries) == [
        'No function "cat.v2" in the registry "cats": did you mean "cat.v1"? - at a.@cats',
        'No registry "cat": did you mean "cats"? - at b.@cat',
    ]


def test_validation_can_be_left_out() -> None:
    registries = own_registries()

    @registries.things("f.v1")
    def function(x: int, y: int = 2) -> Any:
        return [x, y]

    config = {"a": {"@things": "f.v1", "x": "3", "more": 1}}
    assert registries.resolve(config, validate=False) == {"a": ["3", 2]}
    with pytest.raises(ConfigValidationError, match='Missing argument "x"'):
        registries.resolve({"a": {"@things": "f.v1"}}, validate=False)
