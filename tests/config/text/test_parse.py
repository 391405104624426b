"""From texts to nested dictionaries."""

from __future__ import annotations

from pathlib import Path

import pytest

from typedthinc.config import Config, ConfigValidationError


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1", 1),
        ("-1.5", -1.5),
        ("1e-3", 0.001),
        ('"42"', "42"),
        ("true", True),
        ('"false"', "false"),
        ("null", None),
        ("None", None),
        ("text without quotes", "text without quotes"),
        (".5", ".5"),
        ("1 ; a comment", "1 ; a comment"),
        ('["a", [1, null]]', ["a", [1, None]]),
        ('{"a": {"b": 1}}', {"a": {"b": 1}}),
        ("[1,\n  2]", [1, 2]),
        ("", ""),
        ('"é ü"', "é ü"),
        ('"^a$$"', "^a$"),
        ("$$b$$c", "$b$c"),
        ("$5", "$5"),
    ],
)
@pytest.mark.parametrize("interpolate", [True, False])
def test_values_are_json_or_else_text(written: str, value: object, interpolate: bool) -> None:
    config = Config().from_str(f"[a]\nb = {written}", interpolate=interpolate)
    assert config == {"a": {"b": value}}
    assert type(config["a"]["b"]) is type(value)


def test_sections_nest_by_dots() -> None:
    config = Config().from_str("[a]\nx = 1\n[a.b]\ny = 2\n[a.b.c]\nz = 3")
    assert config == {"a": {"x": 1, "b": {"y": 2, "c": {"z": 3}}}}


def test_named_arguments_keep_the_order_of_the_text() -> None:
    config = Config().from_str("[a]\n[a.*.z]\nx = 1\n[a.*.b]\nx = 2\n[a.*.m]\nx = 3")
    assert list(config["a"]["*"]) == ["z", "b", "m"]


def test_arguments_without_a_section_come_first() -> None:
    config = Config().from_str("[a]\n[a.*.x]\n[a.*]\nz = 1\ny = 2")
    assert list(config["a"]["*"]) == ["z", "y", "x"]


def test_sections_around_arguments_may_be_left_out() -> None:
    config = Config().from_str("[a]\n[a.*.b.c]\nx = 1")
    assert config == {"a": {"*": {"b": {"c": {"x": 1}}}}}


@pytest.mark.parametrize("margin", ["", "  "])
def test_order_of_sections_does_not_matter(margin: str) -> None:
    lines = ["[a.b]", "x = [1,", "  [2]]", "", "z =", "  # comment", "  3", "[a]", "y = 2"]
    config = Config().from_str("\n".join(margin + line for line in lines))
    assert config == {"a": {"y": 2, "b": {"x": [1, [2]], "z": 3}}}


@pytest.mark.parametrize("text", ["\ufeff[a]\nx = 1", "[a]\r\nx = 1\r\n", "# a\n; b\n[a]\nx : 1"])
def test_byte_order_mark_line_ends_and_comments_are_read_over(text: str) -> None:
    assert Config().from_str(text) == {"a": {"x": 1}}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "[a]\nb c\nd e",
            "config: Expected lines such as key = value\n  line 2: b c\n  line 3: d e",
        ),
        ("x = 1\n[a]\ny = 2", "config: Expected a [section] before the first key\n  line 1: x = 1"),
        ("[DEFAULT]\nx = 1", "Expected another name for a section, got [DEFAULT] - at DEFAULT"),
        ("[a][b]\nx = 1", "Expected another name for a section, got [a][b] - at a][b"),
        ("[ a ]\nx = 1", "Expected another name for a section, got [ a ] - at  a "),
        ("[a]\n[a..b]\nx = 1", "Expected another name for a section, got [a..b] - at a..b"),
        ("[a.b]\nx = 1", "Expected a section [a] around it - at a.b"),
        ("[a]\n[a.b.c]\nx = 1", "Expected a section [a.b] around it - at a.b.c"),
        ("[a]\nb = 1\n[a.b]\nc = 1", "Expected a key or a section of this name, got both - at a.b"),
        (
            "[a]\nb = null\n[a.b]\nc = 1",
            "Expected a key or a section of this name, got both - at a.b",
        ),
        ('[a]\nb = {"c": 1}\n[a.b]\nd = 1', "a key or a section of this name, got both - at a.b"),
        ("[a]\n* = [1]\n[a.*.b]\nc = 1", "a key or a section of this name, got both - at a.*"),
        ("[a]\nb = 1\nb = 2", "Error parsing config: a.b stands twice, again in line 3"),
        ("[a]\nb = 1\n[a]", "Error parsing config: [a] stands twice, again in line 3"),
        ("[a]\nx = __SECTION__:a", 'Expected a text without "__SECTION__:", which is reserved'),
        ('[a]\nx = ["\\u005F_SECTION__\\u003a"]', "which is reserved"),
        ('[a]\nx = "${b"', 'Expected a variable such as ${section.key}, got "${b" - at a.x'),
        ("[a]\nx = [[${}]]", 'got "[[${}]]" - at a.x'),
    ],
)
@pytest.mark.parametrize("interpolate", [True, False])
def test_what_is_no_config(text: str, message: str, interpolate: bool) -> None:
    with pytest.raises(ConfigValidationError) as info:
        Config().from_str(text, interpolate=interpolate)
    assert message in str(info.value)


def test_all_misplaced_sections_are_reported() -> None:
    with pytest.raises(ConfigValidationError) as info:
        Config().from_str("[a]\nx = 1\n[a.x]\n[b.c]\n[d.e]\ny = ${")
    assert [".".join(error["loc"]) for error in info.value.errors] == ["a.x", "b.c", "d.e", "d.e.y"]


def test_single_quotes_warn() -> None:
    with pytest.warns(UserWarning, match=r"The value \['do it'\] is single-quoted"):
        config = Config().from_str("[a]\nx = 'do it'\ny = it's fine\nz = \"'\"")
    assert config["a"] == {"x": "'do it'", "y": "it's fine", "z": "'"}


@pytest.mark.parametrize("path", ["config.cfg", "some/where/config.cfg", Path("config.cfg")])
def test_a_path_names_from_disk(path: str | Path) -> None:
    with pytest.raises(ConfigValidationError, match=r"use Config\(\).from_disk\("):
        Config().from_str(path)


def test_bytes_name_from_bytes() -> None:
    with pytest.raises(ConfigValidationError, match=r"use Config\(\).from_bytes"):
        Config().from_str(b"[a]\nx = 1")


def test_other_encodings_are_refused() -> None:
    with pytest.raises(ConfigValidationError, match="Expected UTF-8, got another encoding"):
        Config().from_bytes("[a]\nx = 1".encode("utf-16"))


@pytest.mark.parametrize(
    "text",
    [
        "[a]\nx = " + "[" * 100_000,
        "[a]\nx = " + "[" * 500 + "]" * 500,
        "[a]\nx = " + '{"y":' * 500 + "1" + "}" * 500,
        "\n".join(f"[{'.'.join('a' * i)}]" for i in range(1, 300)),
        f"[{'.'.join('a' * 10_000)}]",
    ],
)
@pytest.mark.parametrize("interpolate", [True, False])
def test_deep_nesting_is_an_error_of_ours(text: str, interpolate: bool) -> None:
    with pytest.raises(ConfigValidationError, match="More than 100 levels of nesting") as info:
        Config().from_str(text, interpolate=interpolate)
    assert info.value.error_types == {"too_deep"}


def test_a_failed_read_changes_nothing() -> None:
    config = Config({"a": {"x": 1}})
    with pytest.raises(ConfigValidationError):
        config.from_str("[b]\ny = ${c.z}")
    assert config == {"a": {"x": 1}}
    assert config.is_interpolated
