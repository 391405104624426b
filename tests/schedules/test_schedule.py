from __future__ import annotations

import itertools
import pickle

import pytest

from typedthinc.errors import ArgumentError
from typedthinc.registries import registry
from typedthinc.schedules import Schedule, constant, decaying, plateau

NAMES = [
    "compounding",
    "constant",
    "constant_then",
    "cyclic_triangular",
    "decaying",
    "plateau",
    "slanted_triangular",
    "warmup_linear",
]


def squares(schedule, step, *, factor=1):
    return factor * step**2 + schedule.attrs.get("offset", 0)


def test_a_schedule_calls_its_function_with_itself_the_step_and_the_extras():
    schedule = Schedule("squares", squares, attrs={"offset": 1})
    assert schedule.name == "squares"
    assert schedule(3, factor=2) == 19


def test_the_step_may_be_a_keyword():
    assert Schedule("squares", squares)(step=4) == 16


def test_attrs_are_copied_so_two_schedules_never_share_state():
    attrs = {"offset": 1}
    schedule = Schedule("squares", squares, attrs=attrs)
    schedule.attrs["offset"] = 5
    assert attrs == {"offset": 1}
    assert Schedule("squares", squares).attrs == {}


def test_a_negative_step_is_an_error_that_names_the_schedule():
    with pytest.raises(ArgumentError, match='schedule "squares" was called with a negative step'):
        Schedule("squares", squares)(-1)


def test_next_begins_at_step_0():
    schedule = Schedule("squares", squares)
    assert [next(schedule) for _ in range(4)] == [0, 1, 4, 9]


def test_the_position_of_next_belongs_to_the_schedule():
    schedule = Schedule("squares", squares)
    assert iter(schedule) is schedule
    assert list(itertools.islice(schedule, 2)) == [0, 1]
    assert list(itertools.islice(schedule, 2)) == [4, 9]


def test_calling_does_not_move_the_position():
    schedule = Schedule("squares", squares)
    schedule(7)
    assert next(schedule) == 0


def test_to_generator_has_a_position_of_its_own():
    schedule = Schedule("squares", squares)
    next(schedule)
    generator = schedule.to_generator(1, 2, factor=10)
    assert [next(generator) for _ in range(3)] == [10, 90, 250]
    assert next(schedule) == 1


@pytest.mark.parametrize("arguments", [{"start": -1}, {"step_size": -1}])
def test_to_generator_refuses_negative_numbers_before_the_first_draw(arguments):
    (name,) = arguments
    with pytest.raises(ArgumentError, match=f"with a negative {name}"):
        constant(1.0).to_generator(**arguments)


def test_step_size_zero_repeats():
    generator = decaying(1.0, 1.0).to_generator(1, 0)
    assert [next(generator), next(generator)] == [0.5, 0.5]


@pytest.mark.parametrize("name", NAMES)
def test_every_schedule_is_registered(name):
    assert registry.has("schedules", f"{name}.v1")
    assert registry.get("schedules", f"{name}.v1").__name__ == name


def test_nothing_else_is_registered():
    assert sorted(registry.schedules.get_all()) == [f"{name}.v1" for name in NAMES]


def test_a_schedule_of_the_package_can_be_pickled_with_its_state():
    schedule = plateau(1, 0.5, decaying(1.0, 1.0))
    schedule(0, last_score=(0, 1.0))
    schedule(1, last_score=(1, 1.0))
    assert pickle.loads(pickle.dumps(schedule))(1) == 0.25
