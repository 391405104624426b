"""Sections against a pydantic model."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Generic, Optional, TypeVar

import pytest
from annotated_types import Gt
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from tests.config.garden import Plant, garden, own_registries
from typedthinc.config import Config, ConfigValidationError

T = TypeVar("T")
LEAF = {"@plants": "Leaf.v1", "size": 1}


class Training(BaseModel):
    model_config = ConfigDict(extra="forbid")

    batch_size: Annotated[int, Gt(0)]
    rate: float = 0.1
    path: Optional[Path] = None
    tags: list[str] = Field(default_factory=list)


class Whole(BaseModel):
    training: Training
    plant: Plant | None = None
    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)


def problems(config: dict[str, Any], schema: type[BaseModel] = Whole) -> list[str]:
    with pytest.raises(ConfigValidationError) as info:
        garden.resolve(config, schema=schema)
    return [line.strip() for line in str(info.value).splitlines()[1:]]


def test_defaults_and_conversions() -> None:
    config = {"training": {"batch_size": 8, "path": "a"}, "plant": LEAF}
    resolved = garden.resolve(config, schema=Whole)
    assert resolved["training"] == {"batch_size": 8, "rate": 0.1, "path": Path("a"), "tags": []}
    assert resolved["plant"].size == 1
    assert garden.resolve({"training": {"batch_size": 8}}, schema=Whole)["plant"] is None


def test_filling_writes_defaults_and_converts_nothing() -> None:
    config = {"training": {"batch_size": 8, "path": "a", "rate": 1}}
    filled = garden.fill(config, schema=Whole)
    assert filled == {
        "training": {"batch_size": 8, "path": "a", "rate": 1, "tags": []},
        "plant": None,
    }
    assert type(filled["training"]["rate"]) is int
    assert garden.fill(filled, schema=Whole) == filled
    assert config == {"training": {"batch_size": 8, "path": "a", "rate": 1}}


def test_every_problem_is_reported_with_those_of_blocks() -> None:
    config = {
        "training": {"batch_size": True, "rat": 1, "path": 3},
        "plant": {"@plants": "Leaf.v1", "size": "1"},
        "trainin": {},
    }
    assert problems(config) == [
        'Expected int, got "1" - at plant.size',
        "Expected int, got true - at training.batch_size",
        "Expected a path, got 3 - at training.path",
        'Unexpected key "rat": did you mean "rate"? - at training.rat',
        'Unexpected key "trainin": did you mean "training"? - at trainin',
    ]
    assert problems({}) == ["Missing value - at training"]
    assert problems({"training": 3}) == ["Expected dict, got 3 - at training"]
    assert problems({"training": {}}) == ["Missing value - at training.batch_size"]
    assert problems({"training": {"batch_size": 0}}) == [
        "Expected a value > 0, got 0 - at training.batch_size"
    ]


def test_blocks_are_checked_by_what_they_return() -> None:
    config = {"training": {"batch_size": 1}, "plant": {"@rates": "endless.v1", "start": 1}}
    assert problems(config) == [
        'Expected Plant | None, got Iterator[float] from @rates "endless.v1" - at plant'
    ]
    config = {"training": {"batch_size": 1}, "plant": {"@plants": "Unknown.v1", "value": 3}}
    assert problems(config) == ["Expected Plant, got 3 - at plant"]


def test_while_filling_any_block_may_stand_anywhere() -> None:
    class Schema(BaseModel):
        plant: int
        other: int = 12

    filled = garden.fill({"plant": LEAF}, schema=Schema)
    assert filled["plant"]["colour"] == "green"
    assert filled["other"] == 12
    assert garden.fill({"plant": {"@plants": "none"}}, schema=Schema)["plant"] == {
        "@plants": "none"
    }


def test_extra_keys_stay_unless_they_are_forbidden() -> None:
    class Schema(BaseModel):
        x: int

    assert garden.resolve({"x": 1, "y": {"z": 2}}, schema=Schema) == {"x": 1, "y": {"z": 2}}
    assert garden.fill({"x": 1, "y": {"z": 2}}, schema=Schema) == {"x": 1, "y": {"z": 2}}


def test_without_validation_forbidden_keys_are_left_out() -> None:
    config = {"training": {"batch_size": "x", "rat": 1}, "z": 1}
    filled = garden.fill(config, schema=Whole, validate=False)
    assert filled["training"]["batch_size"] == "x"
    assert "rat" not in filled["training"]
    assert "z" not in filled


def test_variables_and_overrides_come_first() -> None:
    text = "[sizes]\nsmall = 8\n[training]\nbatch_size = ${sizes.small}"

    class Schema(BaseModel):
        training: Training

    config = Config().from_str(text, interpolate=False)
    assert garden.resolve(config, schema=Schema)["training"]["batch_size"] == 8
    overrides = {"sizes.small": 9, "training.rate": 2}
    resolved = garden.resolve(config, schema=Schema, overrides=overrides)
    assert resolved["training"]["batch_size"] == 9
    assert resolved["training"]["rate"] == 2.0
    assert garden.fill(config, schema=Schema)["training"]["batch_size"] == "${sizes.small}"


def test_validators_of_the_schema_hold() -> None:
    class Section(BaseModel):
        x: list[int]
        y: int

        @field_validator("x", mode="before")
        @classmethod
        def split(cls, value: Any) -> Any:
            return [int(part) for part in value.split(",")] if isinstance(value, str) else value

        @field_validator("y")
        @classmethod
        def even(cls, value: int) -> int:
            if value % 2:
                raise ValueError("an odd number")
            return value + 2

    class Schema(BaseModel):
        section: Section

        @model_validator(mode="after")
        def short(self) -> Schema:
            if len(self.section.x) > 2:
                raise ValueError("x is too long")
            return self

    assert garden.resolve({"section": {"x": "1,2", "y": 2}}, schema=Schema) == {
        "section": {"x": [1, 2], "y": 4}
    }
    assert problems({"section": {"x": "1,2", "y": 3}}, Schema) == ["an odd number - at section.y"]
    assert problems({"section": {"x": [1, 2, 3], "y": 2}}, Schema) == ["x is too long"]


def test_validators_before_the_model_hold() -> None:
    class Schema(BaseModel):
        x: int

        @model_validator(mode="before")
        @classmethod
        def rename(cls, data: Any) -> Any:
            return {"x": data["old"]}

    assert garden.resolve({"old": 1}, schema=Schema) == {"old": 1, "x": 1}


def test_aliases() -> None:
    class Schema(BaseModel):
        x: int = Field(alias="x-y")
        z: int = Field(default=3, alias="z-z")

    assert garden.resolve({"x-y": 1}, schema=Schema) == {"x-y": 1, "z-z": 3}


def test_instances_of_models_fit() -> None:
    registries = own_registries()

    @registries.things("f.v1")
    def function() -> Training:
        return Training(batch_size=3)

    resolved = registries.resolve({"training": {"@things": "f.v1"}}, schema=Whole)
    assert resolved["training"] == Training(batch_size=3)


def test_generators_are_not_drawn_from() -> None:
    class Schema(BaseModel):
        rate: float | list[float] | Iterable[float]

    block = {"@rates": "endless.v1", "start": 1}
    assert next(garden.resolve({"rate": block}, schema=Schema)["rate"]) == 1.0


def test_what_stands_in_the_brackets_of_a_class_is_not_looked_at() -> None:
    class Box(Generic[T]):
        pass

    class Schema(BaseModel):
        model_config = ConfigDict(arbitrary_types_allowed=True)
        box: Box[str]

    box: Box[int] = Box()
    assert garden.resolve({"box": box}, schema=Schema)["box"] is box


def test_optional_sections() -> None:
    class Schema(BaseModel):
        training: Training | None = None
        more: Training = Training(batch_size=5)

    assert garden.resolve({}, schema=Schema)["training"] is None
    assert garden.fill({}, schema=Schema)["more"]["batch_size"] == 5
    resolved = garden.resolve({"training": {"batch_size": 1}}, schema=Schema)
    assert resolved["training"]["rate"] == 0.1
    assert problems({"training": {"batch_size": "1"}}, Schema) == [
        'Expected int, got "1" - at training.batch_size'
    ]
