"""The cases in the YAML files run mypy with the plugin on small programs."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Name the configuration of mypy, and let mypy be found beside this Python."""
    config.option.mypy_ini_file = str(Path(__file__).with_name("mypy.ini"))
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
