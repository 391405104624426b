"""Variables become what they name."""

from __future__ import annotations

import pytest

from typedthinc.config import Config, ConfigValidationError


def interpolated(text: str) -> object:
    return Config().from_str(text)["t"]["x"]


VALUES = """
[v]
word = "hello"
digits = "42"
number = 15
flag = true
list = ["x", 1]
dollar = "a$$b"
escaped = "$${v.word}"

[v.inner]
deep = 1.5

[t]
x = """


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("${v.word}", "hello"),
        ("${v.digits}", "42"),
        ("${v.number}", 15),
        ("${v.flag}", True),
        ("${v.list}", ["x", 1]),
        ("${v.inner.deep}", 1.5),
        ('"${v.number}"', "15"),
        ("${v.word}!", "hello!"),
        ('"${v.word}/${v.number}"', "hello/15"),
        ("${v.word}/${v.number}", "hello/15"),
        ("say ${v.digits}", "say 42"),
        ('"all of ${v.list}"', 'all of ["x", 1]'),
        ("[${v.number}, 1]", [15, 1]),
        ("[${v.word}, 1]", ["hello", 1]),
        ('["00${v.number}", "${v.word}"]', ["0015", "hello"]),
        ('{"a": [${v.list}]}', {"a": [["x", 1]]}),
        ('["a", {"b": ["${v.word}!"]}]', ["a", {"b": ["hello!"]}]),
        ("$${v.word}", "${v.word}"),
        ("${v.escaped} ${v.number}", "${v.word} 15"),
        ("${v.dollar}$$", "a$b$"),
        ("${v.inner}", {"deep": 1.5}),
        ('"${v.inner}"', {"deep": 1.5}),
        ('["a", ${v.inner}]', ["a", {"deep": 1.5}]),
    ],
)
def test_variables_stand_for_values(text: str, value: object) -> None:
    found = interpolated(VALUES + text)
    assert found == value
    assert isinstance(found, type(value))


def test_a_colon_is_a_dot() -> None:
    assert interpolated(VALUES + "[${v:number}, ${v.inner:deep}]") == [15, 1.5]


def test_a_variable_without_a_dot_is_a_key_of_the_section_or_a_section() -> None:
    config = Config().from_str("[a]\nx = 1\ny = ${x}\n[b]\nx = ${a}\na = ${a}")
    assert config == {"a": {"x": 1, "y": 1}, "b": {"x": {"x": 1, "y": 1}, "a": {"x": 1, "y": 1}}}


def test_variables_name_sections_that_name_sections() -> None:
    config = Config().from_str('[a]\nx = "y"\n[b]\nbar = ${a}\n[c]\nother = ${b}\nbar = ${b.bar}')
    assert config["c"] == {"other": {"bar": {"x": "y"}}, "bar": {"x": "y"}}


def test_variables_reach_into_named_arguments() -> None:
    config = Config().from_str("[m]\n[m.*.relu]\nnO = 3\n[m.*.next]\nnI = ${m.*.relu.nO}")
    assert config["m"]["*"]["next"]["nI"] == 3


@pytest.mark.parametrize("interpolate", [True, False])
def test_quotes_make_texts_of_named_arguments(interpolate: bool) -> None:
    text = '[m]\n[m.*.a-b]\nnO = 3\n[m.*.c]\nx = "${m.*.a-b.nO}"'
    config = Config().from_str(text, interpolate=interpolate)
    assert config.interpolate()["m"]["*"]["c"]["x"] == "3"


def test_a_section_that_is_named_twice_is_there_twice() -> None:
    config = Config().from_str("[a]\nx = [1]\n[b]\ny = ${a}\nz = ${a}")
    config["b"]["y"]["x"].append(2)
    assert config["b"]["z"] == config["a"] == {"x": [1]}


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("[a]\nx = ${b.y}", ["Undefined variable ${b.y} - at a.x"]),
        (
            "[b]\nwidth = 1\n[a]\nx = ${width}",
            ['Undefined variable ${width}: did you mean "b.width"? - at a.x'],
        ),
        (
            "[b]\nwidth = 1\n[a]\nx = ${b.widht}",
            ['Undefined variable ${b.widht}: did you mean "b.width"? - at a.x'],
        ),
        (
            "[a]\nx = ${none.such}\n[b]\nx = ${c}\ny = ${a.x}",
            ["Undefined variable ${none.such} - at a.x", "Undefined variable ${c} - at b.x"],
        ),
        (
            "[a]\nx = 1\n[b]\nbar = ${a}\n[c]\nx = ${b.bar.x}",
            ['Undefined variable ${b.bar.x}: did you mean "b.bar"? - at c.x'],
        ),
        ("[a]\nx = ${a.x}", ["Variables in a circle: a.x -> a.x - at a.x"]),
        ("[a]\nx = ${b.y}\n[b]\ny = ${a.x}", ["Variables in a circle: a.x -> b.y -> a.x - at a.x"]),
        (
            "[a]\nx = ${b}\n[b]\ny = ${a}",
            ["Variables in a circle: a.x -> b -> b.y -> a -> a.x - at a.x"],
        ),
        ("[a]\n[a.b]\nx = ${a}", ["Variables in a circle: a.b.x -> a -> a.b.x - at a.b.x"]),
        (
            "[a]\nx = 1\n[b]\ny = to ${a}",
            ["Expected a value within a text, got a whole section: to ${a} - at b.y"],
        ),
        (
            '[a]\nx = 1\n[b]\ny = ["to ${a}"]',
            ["Expected a value within a text, got a whole section: to ${a} - at b.y.0"],
        ),
    ],
)
def test_variables_that_lead_nowhere_are_all_reported(text: str, problems: list[str]) -> None:
    with pytest.raises(ConfigValidationError) as info:
        Config().from_str(text)
    assert str(info.value).splitlines()[1:] == [f"  {problem}" for problem in problems]


def test_a_long_chain_of_variables_is_an_error_of_ours() -> None:
    links = "\n".join(f"x{i} = ${{a.x{i + 1}}}" for i in range(1000))
    with pytest.raises(ConfigValidationError, match="More than 100 variables in a row - at a.x0"):
        Config().from_str(f"[a]\n{links}\nx1000 = 1")


def test_a_chain_of_variables_that_ends() -> None:
    links = "\n".join(f"x{i} = ${{a.x{i + 1}}}" for i in range(90))
    assert Config().from_str(f"[a]\n{links}\nx90 = 1")["a"]["x0"] == 1


@pytest.mark.parametrize(
    "text",
    [
        "[a]\nx0 = xxxxxxxxxx\n"
        + "\n".join(f"x{i + 1} = " + f"${{a.x{i}}}" * 10 for i in range(30)),
        "\n".join(
            f"[s{i}]\n" + "\n".join(f"k{k} = ${{s{i + 1}}}" for k in range(10)) for i in range(30)
        )
        + "\n[s30]\nx = 1",
    ],
)
def test_exponential_growth_is_an_error_of_ours(text: str) -> None:
    with pytest.raises(ConfigValidationError, match="More than 1000000 values and characters"):
        Config().from_str(text)


def test_without_interpolation_variables_stay_as_they_were_written() -> None:
    text = (
        '[a]\nb = 1\n\n[c]\nd = ${a:b}\ne = "hello${a:b}"\nf = "${a.b}"\ng = ${a}\nh = ["${a.b}"]'
    )
    config = Config().from_str(text, interpolate=False)
    assert not config.is_interpolated
    assert config["c"]["d"] == "${a:b}"
    assert config["c"]["e"] == '"hello${a:b}"'
    assert config.to_str() == text
    assert config.interpolate() == Config().from_str(text)
    assert config.interpolate().is_interpolated


def test_a_dictionary_may_hold_variables() -> None:
    config = Config({"a": {"x": 3}, "b": {"y": "${a.x}"}})
    assert not config.is_interpolated
    assert config.interpolate()["b"]["y"] == 3
