"""Small programs, checked by mypy with the plugin."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import mypy.api
import pytest


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of what the programs import, so that only the first is slow."""
    return tmp_path_factory.mktemp("mypy_cache")


@pytest.fixture
def check(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[list[str], int]]:
    """Check a program in this process.

    The result is what mypy prints, line by line, and its exit status.
    """
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mypy.ini").write_text(
        "[mypy]\n"
        "plugins = typedthinc.mypy_plugin\n"
        "show_column_numbers = True\n"
        "[mypy-typedthinc.*]\n"
        "follow_imports = silent\n"
    )

    def run(program: str, *args: str) -> tuple[list[str], int]:
        (tmp_path / "main.py").write_text(textwrap.dedent(program))
        output, failure, status = mypy.api.run(
            ["--no-error-summary", "--cache-dir", str(cache), *args, "main.py"]
        )
        assert "Traceback" not in failure
        return [*output.splitlines(), *failure.splitlines()], status

    return run
