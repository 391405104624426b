"""The class Config: what it keeps, copies, reads and writes."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from typedthinc.config import Config, ConfigValidationError

TEXT = '[a]\nx = 1\ny = "${a.x}!"'


def test_bytes_and_files_are_read_as_they_were_written(tmp_path: Path) -> None:
    config = Config({"a": {"x": "é"}})
    config.to_disk(tmp_path / "a.cfg")
    config.to_disk(str(tmp_path / "b.cfg"))
    assert Config().from_disk(tmp_path / "a.cfg") == config
    assert Config().from_disk(str(tmp_path / "b.cfg")) == config
    assert Config().from_bytes(config.to_bytes()) == config


def test_problems_of_a_file_name_it(tmp_path: Path) -> None:
    path = tmp_path / "a.cfg"
    path.write_text("[a]\nx = ${b}", encoding="utf8")
    with pytest.raises(ConfigValidationError) as info:
        Config().from_disk(path)
    assert f"in {path}\n" in str(info.value)


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Config().from_disk(tmp_path / "none.cfg")


def test_a_failed_write_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.cfg"
    path.write_text("[a]", encoding="utf8")
    with pytest.raises(ConfigValidationError):
        Config({"a": {"x": len}}).to_disk(path)
    assert path.read_text(encoding="utf8") == "[a]"


def test_from_str_fills_the_config_it_is_called_on() -> None:
    config = Config({"old": {}})
    assert config.from_str(TEXT, overrides={"a.x": 2}) is config
    assert config == {"a": {"x": 2, "y": "2!"}}


def test_interpolating_makes_a_new_config() -> None:
    config = Config().from_str(TEXT, interpolate=False)
    assert config.interpolate() == {"a": {"x": 1, "y": "1!"}}
    assert config["a"]["y"] == '"${a.x}!"'


def test_a_copy_shares_nothing() -> None:
    config = Config({"a": {"x": [1]}}, is_interpolated=False, section_order=["a"])
    copied = config.copy()
    copied["a"]["x"].append(2)
    assert config == {"a": {"x": [1]}}
    assert not copied.is_interpolated
    assert copied.section_order == ["a"]
    assert isinstance(copied, Config)


def test_what_cannot_be_copied() -> None:
    def generate() -> Iterator[int]:
        yield 1

    with pytest.raises(ConfigValidationError, match="Error copying config: a value cannot be copi"):
        Config({"a": {"x": generate()}}).copy()


def test_pickling() -> None:
    config = Config({"b": {}, "a": {"x": 1}}, section_order=["b"])
    loaded = pickle.loads(pickle.dumps(config))
    assert loaded == config
    assert isinstance(loaded, Config)
    assert list(loaded) == [*loaded.section_order, "a"]


def test_a_config_of_a_config_keeps_what_is_known() -> None:
    config = Config(Config().from_str(TEXT, interpolate=False), section_order=["z"])
    assert not config.is_interpolated
    assert Config(config).section_order == ["z"]


@pytest.mark.parametrize(
    ("data", "is_interpolated"),
    [({}, True), ({"a": {"x": 1}}, True), ({"a": {"x": ["${b}"]}}, False)],
)
def test_is_interpolated_tells_whether_there_are_variables(
    data: dict[str, object], is_interpolated: bool
) -> None:
    assert Config(data).is_interpolated is is_interpolated


@pytest.mark.parametrize("data", ["[a]", Path("a.cfg"), b"[a]"])
def test_a_text_as_data_names_the_methods_that_read(data: object) -> None:
    with pytest.raises(
        ConfigValidationError, match=r"use Config\(\).from_str or Config\(\).from_d"
    ):
        Config(data)


def test_other_data_is_refused() -> None:
    with pytest.raises(ConfigValidationError, match="Expected a dictionary as config, got list"):
        Config([1])


def test_a_config_within_itself_is_an_error_of_ours() -> None:
    data: dict[str, object] = {"a": {}}
    data["b"] = data
    with pytest.raises(ConfigValidationError, match="a value within itself"):
        Config(data)
