from __future__ import annotations

import random
import subprocess
import sys
from types import SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from typedthinc.backends.random import get_generator
from typedthinc.util import fix_random_seed


def draw() -> tuple[float, float, float]:
    return random.random(), float(numpy.random.random()), float(get_generator().random())


@pytest.mark.parametrize("source", [0, 1, 2], ids=["random", "numpy", "backend"])
def test_same_seed_gives_same_numbers(source: int) -> None:
    fix_random_seed(3)
    first = draw()[source]
    fix_random_seed(3)
    assert draw()[source] == first
    fix_random_seed(4)
    assert draw()[source] != first


def test_numpy_gives_what_its_own_seed_gives() -> None:
    fix_random_seed(11)
    assert numpy.random.random() == numpy.random.RandomState(11).random_sample()


def test_default_seed_is_zero() -> None:
    fix_random_seed()
    first = draw()
    fix_random_seed(0)
    assert draw() == first


@given(st.integers())
def test_seed_counts_modulo_32_bits(seed: int) -> None:
    fix_random_seed(seed)
    first = draw()
    fix_random_seed(seed + 2**32)
    assert draw() == first


def test_numpy_integer_is_a_seed() -> None:
    fix_random_seed(numpy.int64(5))
    first = draw()
    fix_random_seed(5)
    assert draw() == first


def test_imported_frameworks_are_seeded(monkeypatch: pytest.MonkeyPatch) -> None:
    torch, cupy, tensorflow = MagicMock(), MagicMock(), MagicMock()
    for name, module in {"torch": torch, "cupy": cupy, "tensorflow": tensorflow}.items():
        monkeypatch.setitem(sys.modules, name, module)
    fix_random_seed(2**32 + 9)
    torch.manual_seed.assert_called_once_with(9)
    cupy.random.seed.assert_called_once_with(9)
    tensorflow.random.set_seed.assert_called_once_with(9)


def test_torch_on_a_gpu_is_made_deterministic(monkeypatch: pytest.MonkeyPatch) -> None:
    cudnn = SimpleNamespace(deterministic=False, benchmark=True)
    torch = MagicMock(backends=SimpleNamespace(cudnn=cudnn))
    torch.cuda.is_available.return_value = True
    monkeypatch.setitem(sys.modules, "torch", torch)
    fix_random_seed(1)
    assert (cudnn.deterministic, cudnn.benchmark) == (True, False)


def test_cupy_without_a_device_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    cupy: Any = MagicMock()
    cupy.is_available.return_value = False
    monkeypatch.setitem(sys.modules, "cupy", cupy)
    fix_random_seed(1)
    cupy.random.seed.assert_not_called()


def test_seeding_imports_no_framework() -> None:
    program = (
        "import sys; from typedthinc.util import fix_random_seed; fix_random_seed(1);"
        "print([name for name in ('torch', 'cupy', 'tensorflow', 'pydantic', 'rich')"
        " if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"
