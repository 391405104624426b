"""`typedthinc check`."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from click.testing import CliRunner

from typedthinc.cli import main
from typedthinc.mypy_plugin import runner


@pytest.mark.parametrize(
    "args",
    [
        [],
        ["main.py"],
        ["--strict", "-p", "package", "--", "--file"],
        ["main.py", "--version"],
        ["--config-file=mypy.ini", "main.py", "--help"],
    ],
)
@pytest.mark.parametrize("status", [0, 1, 2])
def test_arguments_and_status_are_passed_on(
    args: list[str], status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed: list[Sequence[str]] = []

    def run(args: Sequence[str]) -> int:
        passed.append(list(args))
        return status

    monkeypatch.setattr(runner, "run", run)
    result = CliRunner().invoke(main, ["check", *args])
    assert passed == [args]
    assert result.exit_code == status


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_says_what_is_passed_on(flag: str) -> None:
    result = CliRunner().invoke(main, ["check", flag])
    assert result.exit_code == 0
    assert "ARGS are the arguments of mypy" in result.output


def test_command_is_listed() -> None:
    assert "check" in CliRunner().invoke(main, ["--help"]).output


def test_unknown_command() -> None:
    result = CliRunner().invoke(main, ["chekc"])
    assert result.exit_code == 2
    assert "No such command" in result.output
