from __future__ import annotations

import os

import pytest

from typedthinc.util import make_tempfile


def test_file_is_open_and_then_removed() -> None:
    with make_tempfile(mode="w") as file:
        file.write("text")
        file.flush()
        with open(file.name) as again:
            assert again.read() == "text"
    assert file.closed
    assert not os.path.exists(file.name)


def test_file_is_removed_after_an_exception() -> None:
    with pytest.raises(RuntimeError), make_tempfile() as file:
        raise RuntimeError
    assert file.closed
    assert not os.path.exists(file.name)
