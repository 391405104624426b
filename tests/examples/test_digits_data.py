from __future__ import annotations

import gzip
import hashlib
import runpy
from pathlib import Path

import numpy
import pytest

from typedthinc.types import Floats2d, Ints1d

FOLDER = Path(__file__).parents[2] / "docs" / "examples" / "digits"
Part = tuple[Floats2d, Ints1d]


@pytest.fixture(scope="module")
def digits() -> tuple[Part, Part]:
    parts: tuple[Part, Part] = runpy.run_path(str(FOLDER / "data.py"))["load_digits"]()
    return parts


def test_the_shipped_data_is_what_its_page_says() -> None:
    content = gzip.decompress((FOLDER / "digits.csv.gz").read_bytes())
    assert hashlib.sha256(content).hexdigest() in (FOLDER / "DATA.md").read_text(encoding="utf8")


def test_397_images_of_1797_are_held_out(digits: tuple[Part, Part]) -> None:
    (train_X, train_Y), (test_X, test_Y) = digits
    assert train_X.shape == (1400, 64)
    assert train_Y.shape == (1400,)
    assert test_X.shape == (397, 64)
    assert test_Y.shape == (397,)


def test_the_split_leaves_out_no_image_and_repeats_none(digits: tuple[Part, Part]) -> None:
    lines = numpy.loadtxt(FOLDER / "digits.csv.gz", delimiter=",")
    loaded = [numpy.column_stack([X * 16, Y]) for X, Y in digits]
    assert sorted(map(tuple, numpy.concatenate(loaded))) == sorted(map(tuple, lines))


def test_pixels_are_floats_from_0_to_1(digits: tuple[Part, Part]) -> None:
    for X, _ in digits:
        assert isinstance(X, Floats2d)
        assert X.dtype == "float32"
        assert (X.min(), X.max()) == (0, 1)


def test_both_parts_have_every_digit(digits: tuple[Part, Part]) -> None:
    for _, Y in digits:
        assert isinstance(Y, Ints1d)
        assert set(Y) == set(range(10))


def test_the_split_is_the_same_each_time(digits: tuple[Part, Part]) -> None:
    again = runpy.run_path(str(FOLDER / "data.py"))["load_digits"]()
    assert (again[1][0] == digits[1][0]).all()
