"""Two to twelve layers that fit.

Each composition is on one line: some checkers report at its start, some at the layer.
"""

from __future__ import annotations

from typing_extensions import assert_type

from typedthinc.api import Embed, Model, Relu, Softmax, chain
from typedthinc.types import Floats2d, Ints1d, Ints2d

e = Embed(8)
r = Relu(8)
s = Softmax(8)

chain2 = chain(e, s)
chain3 = chain(e, r, s)
chain4 = chain(e, r, r, s)
chain5 = chain(e, r, r, r, s)
chain6 = chain(e, r, r, r, r, s)
chain7 = chain(e, r, r, r, r, r, s)
chain8 = chain(e, r, r, r, r, r, r, s)
chain9 = chain(e, r, r, r, r, r, r, r, s)
chain10 = chain(e, r, r, r, r, r, r, r, r, s)
chain11 = chain(e, r, r, r, r, r, r, r, r, r, s)
chain12 = chain(e, r, r, r, r, r, r, r, r, r, r, s)

shift2 = e >> s
shift3 = e >> r >> s
shift4 = e >> r >> r >> s
shift5 = e >> r >> r >> r >> s
shift6 = e >> r >> r >> r >> r >> s
shift7 = e >> r >> r >> r >> r >> r >> s
shift8 = e >> r >> r >> r >> r >> r >> r >> s
shift9 = e >> r >> r >> r >> r >> r >> r >> r >> s
shift10 = e >> r >> r >> r >> r >> r >> r >> r >> r >> s
shift11 = e >> r >> r >> r >> r >> r >> r >> r >> r >> r >> s
shift12 = e >> r >> r >> r >> r >> r >> r >> r >> r >> r >> r >> s

assert_type(chain2, Model[Ints1d | Ints2d, Floats2d])
assert_type(chain3, Model[Ints1d | Ints2d, Floats2d])
assert_type(chain4, Model[Ints1d | Ints2d, Floats2d])
assert_type(chain5, Model[Ints1d | Ints2d, Floats2d])
assert_type(chain6, Model[Ints1d | Ints2d, Floats2d])
assert_type(chain7, Model[Ints1d | Ints2d, Floats2d])
assert_type(chain8, Model[Ints1d | Ints2d, Floats2d])
assert_type(chain9, Model[Ints1d | Ints2d, Floats2d])
assert_type(chain10, Model[Ints1d | Ints2d, Floats2d])
assert_type(chain11, Model[Ints1d | Ints2d, Floats2d])
assert_type(chain12, Model[Ints1d | Ints2d, Floats2d])
assert_type(shift2, Model[Ints1d | Ints2d, Floats2d])
assert_type(shift3, Model[Ints1d | Ints2d, Floats2d])
assert_type(shift4, Model[Ints1d | Ints2d, Floats2d])
assert_type(shift5, Model[Ints1d | Ints2d, Floats2d])
assert_type(shift6, Model[Ints1d | Ints2d, Floats2d])
assert_type(shift7, Model[Ints1d | Ints2d, Floats2d])
assert_type(shift8, Model[Ints1d | Ints2d, Floats2d])
assert_type(shift9, Model[Ints1d | Ints2d, Floats2d])
assert_type(shift10, Model[Ints1d | Ints2d, Floats2d])
assert_type(shift11, Model[Ints1d | Ints2d, Floats2d])
assert_type(shift12, Model[Ints1d | Ints2d, Floats2d])
