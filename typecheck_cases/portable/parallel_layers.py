"""Layers that share one input.

An input that suits no layer is one that mypy, ty and pyrefly infer without a word.
"""

from __future__ import annotations

from typing_extensions import assert_type

from typedthinc.api import Model, Relu, Softmax, add, concatenate, reduce_mean, tuplify
from typedthinc.types import Floats2d

assert_type(add(Relu(8), Softmax(8)), Model[Floats2d, Floats2d])
assert_type(concatenate(Relu(8), Softmax(8), Relu(8)), Model[Floats2d, Floats2d])
assert_type(tuplify(Relu(8), Softmax(8)), Model[Floats2d, tuple[Floats2d, Floats2d]])
assert_type(Relu(8) | Softmax(8), Model[Floats2d, Floats2d])

added = add(Relu(8), reduce_mean())  # E only pyright
joined = concatenate(Relu(8), reduce_mean())  # E only pyright
paired = tuplify(Relu(8), reduce_mean())  # E only pyright
