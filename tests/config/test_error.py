"""The error that tells all problems of a config."""

from __future__ import annotations

import pickle

import pytest

from typedthinc.config import ConfigValidationError
from typedthinc.errors import TypedThincError

PROBLEMS = [
    {"loc": ("a", "*", 0), "msg": "Expected int", "type": "int_type"},
    {"loc": ("b",), "msg": "Missing value"},
]


def test_text_without_problems() -> None:
    error = ConfigValidationError(title="Title", desc="first\nsecond")
    assert str(error) == error.text == "Title\n  first\n  second"
    assert (error.errors, error.error_types, error.config, error.parent) == ([], set(), None, None)


def test_text_with_problems() -> None:
    error = ConfigValidationError(errors=PROBLEMS)
    assert str(error) == (
        "Config validation error: 2 problems\n  Expected int - at a.*.0\n  Missing value - at b"
    )
    assert error.error_types == {"int_type"}
    assert error.desc is None


def test_parent_is_before_every_path() -> None:
    error = ConfigValidationError(errors=PROBLEMS[1:], parent="model.inner")
    assert str(error) == "Config validation error: 1 problem\n  Missing value - at model.inner.b"


@pytest.mark.parametrize(("show_config", "shown"), [(True, True), (False, False)])
def test_config_is_shown_on_request(show_config: bool, shown: bool) -> None:
    error = ConfigValidationError(config={"a": 1}, errors=PROBLEMS, show_config=show_config)
    assert ("{'a': 1}" in str(error)) is shown


def test_from_error_changes_what_is_given() -> None:
    error = ConfigValidationError(config={"a": 1}, errors=PROBLEMS, desc="desc")
    other = ConfigValidationError.from_error(error, title="Other", show_config=False)
    assert (other.title, other.desc, other.show_config) == ("Other", "desc", False)
    assert (other.config, other.errors) == (error.config, error.errors)
    assert error.title == "Config validation error"


def test_is_a_value_error_of_ours_and_can_be_pickled() -> None:
    error = ConfigValidationError(errors=PROBLEMS)
    assert isinstance(error, ValueError)
    assert isinstance(error, TypedThincError)
    loaded = pickle.loads(pickle.dumps(error))
    assert (str(loaded), loaded.errors) == (str(error), error.errors)
