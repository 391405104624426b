"""Layers that take what the layer before them gives.

Where a checker does not look at the layer before, it takes a generic layer for one
of any kind: it reports nothing that is right, and misses some of what is wrong.
"""

from __future__ import annotations

from typing_extensions import assert_type

from typedthinc.api import (
    Dropout,
    Model,
    Relu,
    chain,
    clone,
    list2ragged,
    noop,
    reduce_mean,
    residual,
    with_array,
)
from typedthinc.types import Floats2d

assert_type(Relu(8) >> Dropout(0.2) >> Relu(8), Model[Floats2d, Floats2d])
assert_type(residual(Relu(8)), Model[Floats2d, Floats2d])
assert_type(clone(Relu(8), 2), Model[Floats2d, Floats2d])

leading = chain(Dropout(0.2), Relu(8), noop())
pooled = chain(list2ragged(), Dropout(0.2), with_array(Relu(8)), reduce_mean(), Relu(8))
shifted = list2ragged() >> with_array(Relu(8)) >> Dropout(0.2) >> reduce_mean()
nested = chain(residual(chain(Relu(8), Dropout(0.2))), clone(residual(Relu(8)), 2))

after_dropout = chain(Relu(8), Dropout(0.2), reduce_mean())  # E only pyright mypy_with_plugin
after_two = chain(Relu(8), Dropout(0.2), noop(), reduce_mean())  # E only pyright mypy_with_plugin
after_shift = Relu(8) >> Dropout(0.2) >> reduce_mean()  # E only mypy mypy_with_plugin
after_array = chain(list2ragged(), with_array(Relu(8)), Relu(8))  # E only pyright mypy_with_plugin
after_residual = chain(residual(Relu(8)), reduce_mean())  # E
not_the_same = residual(reduce_mean())  # E
