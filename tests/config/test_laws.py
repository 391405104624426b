"""What holds for every config."""

from __future__ import annotations

import warnings
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.config.garden import garden
from typedthinc.config import VARIABLE_RE, Config, ConfigValidationError

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text().filter(lambda text: not VARIABLE_RE.search(text))
    | st.sampled_from(["$", "$$", "${", "${}", "'x'", "[", "[1", "1", "null", "True", "a\n[b]"])
)
KEYS = st.text(max_size=4) | st.sampled_from(["a", "*", "@f", "x.y", "a=b", "DEFAULT", "#", "$$"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
NAMES = st.from_regex(r"[a-zA-Z_][a-zA-Z0-9_ -]{0,4}[a-z]", fullmatch=True)
SECTIONS = st.dictionaries(
    NAMES, st.dictionaries(NAMES | st.just("*"), VALUES, max_size=4), max_size=3
)
PIECES = [
    "[a]",
    "[a.b]",
    "[b]",
    "[a.*]",
    "[a.*.c]",
    "x",
    "y",
    "=",
    "${a.x}",
    "${b}",
    "${a}",
    "$",
    "{",
    "}",
    "[",
    "]",
    '"',
    "1",
    "'q'",
    "\\",
    "@f",
    "DEFAULT",
    "*",
    "True",
    "#",
    ";",
    ":",
    "%(x)s",
    "\x00",
    "\r",
    "é",
]
TEXTS = st.lists(st.sampled_from([*PIECES, *["\n"] * 9, " ", "\t"]), max_size=25).map("".join)


def leaf_blocks(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    parts = st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("xyz"), inner, max_size=2)
    return st.fixed_dictionaries({"@plants": st.just("Tree.v1")}, optional={"*": parts})


BLOCKS = st.recursive(
    st.fixed_dictionaries(
        {"@plants": st.just("Leaf.v1"), "size": st.integers(1, 9)},
        optional={"colour": st.sampled_from(["green", "red"]), "name": st.none() | st.just("n")},
    ),
    leaf_blocks,
    max_leaves=5,
)
GARDENS = st.dictionaries(NAMES, BLOCKS | st.fixed_dictionaries({"x": BLOCKS}), max_size=3)


@given(SECTIONS)
def test_what_is_written_is_read(data: dict[str, Any]) -> None:
    config = Config(data)
    assert Config().from_str(config.to_str()) == config
    assert Config().from_str(config.to_str(), interpolate=False) == config


@given(TEXTS)
def test_any_text_is_a_config_or_an_error_of_ours(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        for interpolate in (True, False):
            try:
                config = Config().from_str(text, interpolate=interpolate)
            except ConfigValidationError:
                continue
            written = config.to_str()
            assert Config().from_str(written, interpolate=interpolate) == config
            assert Config(config).to_str() == written


@given(GARDENS)
def test_filling_twice_is_filling_once(config: dict[str, Any]) -> None:
    filled = garden.fill(config)
    assert garden.fill(filled) == filled
    assert garden.fill(Config().from_str(filled.to_str())) == filled


@given(SECTIONS, SECTIONS)
def test_a_merge_has_the_updates_over_the_defaults(
    defaults: dict[str, Any], updates: dict[str, Any]
) -> None:
    merged = Config(defaults).merge(updates)
    assert merged.merge(updates) == merged
    assert merged.keys() == defaults.keys() | updates.keys()


@given(GARDENS)
def test_what_is_filled_is_built_like_what_is_not(config: dict[str, Any]) -> None:
    def shape(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: shape(part) for key, part in value.items()}
        return (value.name, value.size, [shape(part) for part in value.parts])

    assert shape(garden.resolve(config)) == shape(garden.resolve(garden.fill(config)))
