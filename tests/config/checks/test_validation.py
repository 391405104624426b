"""Arguments against the annotations of the parameters that take them."""

from __future__ import annotations

import dataclasses
import enum
import functools
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Dict,
    Generic,
    List,
    Literal,
    NewType,
    Optional,
    TypeVar,
    Union,
)

import numpy
import pytest
from annotated_types import Ge, Gt, Le
from numpy.typing import NDArray
from pydantic import BaseModel, Field, StrictBool
from typing_extensions import TypeAliasType

from tests.config.garden import Plant, own_registries
from typedthinc.config import ConfigValidationError
from typedthinc.model import Model
from typedthinc.types import Floats2d, Ragged

if TYPE_CHECKING:
    pass

T = TypeVar("T")
Bounded = TypeVar("Bounded", bound=Plant)
Width = NewType("Width", int)
Numbers = TypeAliasType("Numbers", List[int])
Pair = TypeAliasType("Pair", tuple[T, T], type_params=(T,))


class Colour(enum.Enum):
    RED = "red"


@dataclasses.dataclass
class Point:
    x: int
    y: float = 0.5


class Settings(BaseModel):
    width: int
    path: Path | None = None


class Box(Generic[T]):
    pass


ARRAY = numpy.zeros((2, 3), dtype="f")
BOX: Box[int] = Box()
MODEL: Model[Any, Any] = Model("model", lambda model, X, is_train: (X, lambda dY: dY))


def resolve_one(annotation: Any, value: Any) -> Any:
    """What a function gets for its argument `x`."""
    registries = own_registries()

    def function(x: Any) -> Any:
        return [x]

    function.__annotations__ = {"x": annotation}
    registries.things("f.v1", function)
    return registries.resolve({"a": {"@things": "f.v1", "x": value}})["a"][0]


@pytest.mark.parametrize(
    ("annotation", "value", "result"),
    [
        (int, 3, 3),
        (int, numpy.int64(3), 3),
        (float, 3, 3.0),
        (float, 1.5, 1.5),
        (float, numpy.float32(0.5), 0.5),
        (bool, True, True),
        (str, "3", "3"),
        (str, "", ""),
        (None, None, None),
        (Path, "a/b", Path("a/b")),
        (Path, Path("a"), Path("a")),
        (Colour, "red", Colour.RED),
        (Colour, Colour.RED, Colour.RED),
        (Literal["a", 1], "a", "a"),
        (Literal["a", 1], 1, 1),
        (Optional[int], None, None),
        (int | None, 3, 3),
        (Union[int, str], "3", "3"),
        (int | float, 3, 3),
        (float | list[float], [1, 2], [1.0, 2.0]),
        (List[float], [1, 2.5], [1.0, 2.5]),
        (list, [1, "a"], [1, "a"]),
        (tuple[int, ...], [1, 2], (1, 2)),
        (tuple[int, str], [1, "a"], (1, "a")),
        (set[str], ["a", "b"], {"a", "b"}),
        (frozenset[int], [1], frozenset({1})),
        (Dict[str, List[int]], {"a": [1]}, {"a": [1]}),
        (Mapping[str, float], {"a": 1}, {"a": 1.0}),
        (Mapping[int, str], {"3": "a", "-1": "b"}, {3: "a", -1: "b"}),
        (dict[int, int], {3: 1}, {3: 1}),
        (Sequence[float], [1], [1.0]),
        (Iterable[float], [1], [1.0]),
        (Annotated[int, Gt(0)], 1, 1),
        (Annotated[float, Ge(0), Le(1)], 1, 1.0),
        (Annotated[int, "a note"], 1, 1),
        (Width, 3, 3),
        (Numbers, [3], [3]),
        (Pair[int], [3, 4], (3, 4)),
        (T, "anything", "anything"),
        (Any, {"a": 1}, {"a": 1}),
        (object, 3, 3),
        (Point, {"x": 1}, Point(1)),
        (Point, Point(2), Point(2)),
        (Settings, {"width": 1, "path": "a"}, Settings(width=1, path=Path("a"))),
        (list[Settings], [{"width": 1}], [Settings(width=1)]),
        (StrictBool, False, False),
        ("int", 3, 3),
        ("list['Width'] | None", [3], [3]),
        ("Decimal", "not known while the program runs", "not known while the program runs"),
        ("no type at all!", 3, 3),
        (3, "an annotation that is no type", "an annotation that is no type"),
        (Callable[[int], int], len, len),
        (type[int], bool, bool),
    ],
)  # fmt: skip
def test_what_is_accepted(annotation: Any, value: Any, result: Any) -> None:
    found = resolve_one(annotation, value)
    assert found == result
    assert type(found) is type(result)


@pytest.mark.parametrize(
    ("annotation", "value", "problem"),
    [
        (int, 3.7, "Expected int, got 3.7 - at a.x"),
        (int, 3.0, "Expected int, got 3.0 - at a.x"),
        (int, "3", 'Expected int, got "3" - at a.x'),
        (int, "ten", 'Expected int, got "ten" - at a.x'),
        (int, True, "Expected int, got true - at a.x"),
        (int, numpy.bool_(True), "Expected int, got true - at a.x"),
        (int, float("nan"), "Expected int, got NaN - at a.x"),
        (int, float("inf"), "Expected int, got Infinity - at a.x"),
        (int, None, "Expected int, got null - at a.x"),
        ("int", "3", 'Expected int, got "3" - at a.x'),
        (float, "0.1", 'Expected float, got "0.1" - at a.x'),
        (float, True, "Expected float, got true - at a.x"),
        (bool, 1, "Expected bool, got 1 - at a.x"),
        (bool, "yes", 'Expected bool, got "yes" - at a.x'),
        (str, 3, "Expected str, got 3 - at a.x"),
        (None, 1, "Expected None, got 1 - at a.x"),
        (Path, 3, "Expected a path, got 3 - at a.x"),
        (Colour, "blue", "Expected 'red', got \"blue\" - at a.x"),
        (Literal["a", 1], "b", 'Expected "a" | 1, got "b" - at a.x'),
        (Literal["a", 1], True, 'Expected "a" | 1, got true - at a.x'),
        (int | None, "3", 'Expected int, got "3" - at a.x'),
        (int | str, 3.5, "Expected int | str, got 3.5 - at a.x"),
        (Union[int, List[str], None], 3.5, "Expected int | list[str] | None, got 3.5 - at a.x"),
        (int | list[int], [1, "b"], 'Expected int, got "b" - at a.x.1'),
        (Annotated[int, Gt(0)] | str, -1, "Expected a value > 0, got -1 - at a.x"),
        (Annotated[int, Gt(0)], -1, "Expected a value > 0, got -1 - at a.x"),
        (Annotated[float, Ge(0), Le(1)], 1.5, "Expected a value <= 1, got 1.5 - at a.x"),
        (list[Annotated[int, Ge(0)]], [1, -1], "Expected a value >= 0, got -1 - at a.x.1"),
        (List[int], {"b": 1}, 'Expected list[int], got {"b": 1} - at a.x'),
        (List[int], "ab", 'Expected list[int], got "ab" - at a.x'),
        (Iterable[int], [1, "b"], 'Expected int, got "b" - at a.x.1'),
        (Iterator[int], [1], "Expected Iterator[int], got [1] - at a.x"),
        (tuple[int, str], [1, 2], "Expected str, got 2 - at a.x.1"),
        (dict[str, int], {"b": "c"}, 'Expected int, got "c" - at a.x.b'),
        (dict[str, int], [1], "Expected dict, got [1] - at a.x"),
        (dict[int, int], {"03": 1}, 'Expected int, got "03" - at a.x.03.[key]'),
        (dict[int, int], {"b": 1}, 'Expected int, got "b" - at a.x.b.[key]'),
        (list[list[int]], [[1], [True]], "Expected int, got true - at a.x.1.0"),
        (Width, "3", 'Expected int, got "3" - at a.x'),
        (Numbers, ["3"], 'Expected int, got "3" - at a.x.0'),
        (Pair[int], [3, "4"], 'Expected int, got "4" - at a.x.1'),
        (Bounded, "3", 'Expected Plant, got "3" - at a.x'),
        (Point, {"x": "b"}, 'Expected int, got "b" - at a.x.x'),
        (Point, {"x": 1, "z": 1}, 'Unexpected key "z" of Point: there are: x, y - at a.x'),
        (Settings, {}, "Missing value - at a.x.width"),
        (Box[int], 3, "Expected Box, got 3 - at a.x"),
        (Model[Floats2d, Floats2d], "no model", 'Expected Model, got "no model" - at a.x'),
        (list[Model[Floats2d, Floats2d]], [1], "Expected Model, got 1 - at a.x.0"),
        (Callable[[int], int], 3, "Expected a function, got 3 - at a.x"),
    ],
)  # fmt: skip
def test_what_is_refused(annotation: Any, value: Any, problem: str) -> None:
    with pytest.raises(ConfigValidationError) as info:
        resolve_one(annotation, value)
    assert str(info.value) == f"Config validation error: 1 problem\n  {problem}"


@pytest.mark.parametrize(
    ("annotation", "value"),
    [
        (Any, ARRAY),
        (numpy.ndarray, ARRAY),
        (NDArray[numpy.float32], ARRAY),
        (Floats2d, ARRAY),
        (Floats2d | None, ARRAY),
        (float | Floats2d, ARRAY),
        (Box[str], BOX),
        (Box, BOX),
        (Model[Ragged, Ragged], MODEL),
        (Model[int, int], MODEL),
        (Optional[Model[Any, Any]], MODEL),
        (Ragged, Ragged(ARRAY, numpy.ones(2, dtype="i"))),
    ],
)
def test_objects_arrive_as_they_are(annotation: Any, value: Any) -> None:
    assert resolve_one(annotation, value) is value


@pytest.mark.parametrize("kind", [int, float, List[float], Floats2d])
def test_a_wrong_array_is_refused(kind: Any) -> None:
    with pytest.raises(ConfigValidationError):
        resolve_one(kind, numpy.zeros(3, dtype="f"))


def endless() -> Iterator[float]:
    yield from iter(float, 1.0)


@pytest.mark.parametrize(
    "annotation",
    [
        Any,
        Iterator[float],
        Iterable[float],
        typing.Generator,
        typing.Generator[float, None, None],
        float | list[float] | Iterator[float],
        Union[float, List[float], typing.Generator],
        Optional[Iterable[float]],
    ],
)
def test_generators_are_not_drawn_from(annotation: Any) -> None:
    def once() -> Iterator[float]:
        yield 1.0

    for values in (once(), endless()):
        assert resolve_one(annotation, values) is values
    generator = once()
    resolve_one(annotation, generator)
    assert list(generator) == [1.0]


@pytest.mark.parametrize("annotation", [list[float], tuple[float, ...], set[float], float, List])
def test_an_endless_generator_where_none_belongs_is_an_error(annotation: Any) -> None:
    with pytest.raises(ConfigValidationError, match="got generator - at a.x"):
        resolve_one(annotation, endless())


def test_limits_that_pydantic_fields_set() -> None:
    with pytest.raises(ConfigValidationError, match="Expected a value < 1, got 1 - at a.x"):
        resolve_one(Annotated[float, Field(lt=1)], 1)


class Widened(Plant):
    pass


def test_instances_of_subclasses_fit() -> None:
    value = Widened("x")
    assert resolve_one(Plant, value) is value


def test_adapters_are_built_once_for_an_annotation(monkeypatch: pytest.MonkeyPatch) -> None:
    from typedthinc.config.checks import value

    built: list[Any] = []
    original = value.strict
    monkeypatch.setattr(value, "strict", lambda kind: built.append(kind) or original(kind))
    kind = Annotated[int, Gt(12345)]
    resolve_one(kind, 12346)
    resolve_one(kind, 12347)
    assert built == [kind]


def test_unhashable_annotations_are_checked_too() -> None:
    with pytest.raises(ConfigValidationError, match="Expected int"):
        resolve_one(Annotated[int, ["a note"]], "x")


def test_partials_of_functions_keep_their_annotations() -> None:
    registries = own_registries()

    def function(x: int, y: int, z: float = 1.0) -> list[float]:
        return [x, y, z]

    registries.things("f.v1", functools.partial(function, y=2))
    assert registries.resolve({"a": {"@things": "f.v1", "x": 1}})["a"] == [1, 2, 1.0]
    assert registries.fill({"a": {"@things": "f.v1", "x": 1}})["a"] == {
        "@things": "f.v1", "x": 1, "y": 2, "z": 1.0,
    }  # fmt: skip
    with pytest.raises(ConfigValidationError, match="Expected int, got 1.5 - at a.y"):
        registries.resolve({"a": {"@things": "f.v1", "x": 1, "y": 1.5}})
