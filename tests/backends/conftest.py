"""The backends that every test of the contract runs on."""

from __future__ import annotations

from typing import Any

import pytest

from typedthinc.backends import NumpyOps, Ops, elementwise, numpy_ops


@pytest.fixture(params=["base", "numpy", "numpy-small-blocks"])
def ops(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    if request.param == "numpy-small-blocks":
        monkeypatch.setattr(numpy_ops, "_BLOCK", 7)
        # Everything counts as large.
        monkeypatch.setattr(elementwise, "_LARGE", 0)
    return Ops() if request.param == "base" else NumpyOps()
