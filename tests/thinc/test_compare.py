"""The comparison of results finds what differs, and nothing else."""

import numpy
import pytest

from tests.thinc.compare import differences
from tests.thinc.inputs import plain
from typedthinc import types


def lines(expected, got, **options):
    return differences(plain(expected, types), plain(got, types), **options)


RAGGED = types.Ragged(numpy.ones((3, 2), "f"), numpy.array([1, 2], "i"))


@pytest.mark.parametrize("thing", [1.0, 3, None, "a", [1.0, 2], (1, 2), {"a": 1}, RAGGED])
def test_the_same_is_the_same(thing):
    assert lines(thing, thing) == []


@pytest.mark.parametrize(
    ("expected", "got", "line"),
    [
        (1.0, 1.1, ": 1.0 in Thinc, 1.1 here"),
        (1, 1.0, ": 1 in Thinc, 1.0 here"),
        ([1.0], [1.0, 2.0], ": 1 members in Thinc, 2 here"),
        ([1.0], (1.0,), ": [1.0] in Thinc, {'tuple': [1.0]} here"),
        ({"a": 1}, {}, "/a: missing"),
        ({}, {"a": 1}, "/a: not in Thinc"),
        ({"a": [1, 2]}, {"a": [1, 3]}, "/a/1: 2 in Thinc, 3 here"),
        (numpy.ones(2), numpy.ones(3), ": shape [2] in Thinc, [3] here"),
        (numpy.ones(2, "i"), numpy.array([1, 2], "i"), ": [1, 1] in Thinc, [1, 2] here"),
        (numpy.ones(2), numpy.ones(2, "f"), "/float64: missing"),
        (None, 0, ": None in Thinc, 0 here"),
    ],
)
def test_a_difference_is_found(expected, got, line):
    assert lines(expected, got)[0] == line


def test_floats_may_differ_by_rounding_only():
    one = numpy.array([1.0, 0.0])
    near, far = numpy.array([1.000009, 9e-7]), numpy.array([1.00002, 0.0])
    assert lines(one, near) == []
    assert len(lines(one, far)) == 1
    assert lines(one, far, atol=1e-4) == []


def test_nan_is_found():
    assert len(lines(numpy.ones(1), numpy.array([numpy.nan]))) == 1
    assert lines(numpy.array([numpy.nan]), numpy.array([numpy.nan])) == []
