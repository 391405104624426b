"""Layers over Padded, and what brings other containers to them."""

from __future__ import annotations

from typing_extensions import assert_type

from typedthinc.api import Model, Relu, chain, list2ragged, reduce_mean, residual
from typedthinc.layers import LSTM, bidirectional, list2padded, padded2list, with_padded
from typedthinc.types import Floats2d, Padded, Ragged

assert_type(LSTM(8, bi=True, depth=2), Model[Padded, Padded])
assert_type(bidirectional(LSTM(8), LSTM(4)), Model[Padded, Padded])

lists: Model[list[Floats2d], list[Floats2d]] = with_padded(residual(bidirectional(LSTM(8))))
raggeds: Model[Ragged, Ragged] = with_padded(LSTM(8))
pooled = chain(list2ragged(), with_padded(LSTM(8)), reduce_mean(), Relu(8))
listed = chain(list2padded(), LSTM(8), LSTM(8), padded2list(), list2ragged(), reduce_mean())

inner = with_padded(Relu(8))  # E
half = bidirectional(Relu(8))  # E
bare = chain(list2ragged(), LSTM(8), reduce_mean())  # E
after = chain(LSTM(8), Relu(8))  # E
