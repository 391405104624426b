"""The digits of `digits.csv.gz`, split into images to train on and images held out.

Where they come from and their licence stand in `DATA.md`.
"""

from __future__ import annotations

from pathlib import Path

import numpy

from typedthinc.types import Floats2d, Ints1d

HELD_OUT = 397
BLACK = 16


def load_digits() -> tuple[tuple[Floats2d, Ints1d], tuple[Floats2d, Ints1d]]:
    """Read the images and their labels.

    Returns:
        `(train_X, train_Y), (test_X, test_Y)`: a row of X holds the 8 x 8 pixels of an
        image, from 0 (white) to 1 (black), and Y the digits from 0 to 9.
    """
    path = Path(__file__).with_name("digits.csv.gz")
    rows = numpy.loadtxt(path, delimiter=",", dtype="int32")
    # The stream of a RandomState is the same in every release of NumPy.
    numpy.random.RandomState(0).shuffle(rows)
    X, Y = rows[:, :-1].astype("float32") / BLACK, rows[:, -1]
    train = Floats2d(X[:-HELD_OUT]), Ints1d(Y[:-HELD_OUT])
    test = Floats2d(X[-HELD_OUT:]), Ints1d(Y[-HELD_OUT:])
    return train, test
