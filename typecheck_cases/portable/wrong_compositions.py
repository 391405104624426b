"""Two to twelve layers, of which one does not fit.

Each composition is on one line: some checkers report at its start, some at the layer.
"""

from __future__ import annotations

from typedthinc.api import Embed, Relu, chain, reduce_mean

e = Embed(8)
r = Relu(8)
m = reduce_mean()

chain_last2 = chain(e, m)  # E
chain_last3 = chain(e, r, m)  # E
chain_last4 = chain(e, r, r, m)  # E
chain_last5 = chain(e, r, r, r, m)  # E
chain_last6 = chain(e, r, r, r, r, m)  # E
chain_last7 = chain(e, r, r, r, r, r, m)  # E
chain_last8 = chain(e, r, r, r, r, r, r, m)  # E
chain_last9 = chain(e, r, r, r, r, r, r, r, m)  # E
chain_last10 = chain(e, r, r, r, r, r, r, r, r, m)  # E
chain_last11 = chain(e, r, r, r, r, r, r, r, r, r, m)  # E
chain_last12 = chain(e, r, r, r, r, r, r, r, r, r, r, m)  # E

shift_last2 = e >> m  # E
shift_last3 = e >> r >> m  # E
shift_last4 = e >> r >> r >> m  # E
shift_last5 = e >> r >> r >> r >> m  # E
shift_last6 = e >> r >> r >> r >> r >> m  # E
shift_last7 = e >> r >> r >> r >> r >> r >> m  # E
shift_last8 = e >> r >> r >> r >> r >> r >> r >> m  # E
shift_last9 = e >> r >> r >> r >> r >> r >> r >> r >> m  # E
shift_last10 = e >> r >> r >> r >> r >> r >> r >> r >> r >> m  # E
shift_last11 = e >> r >> r >> r >> r >> r >> r >> r >> r >> r >> m  # E
shift_last12 = e >> r >> r >> r >> r >> r >> r >> r >> r >> r >> r >> m  # E

chain_second2 = chain(r, e)  # E
chain_second3 = chain(r, e, r)  # E
chain_second4 = chain(r, e, r, r)  # E
chain_second5 = chain(r, e, r, r, r)  # E
chain_second6 = chain(r, e, r, r, r, r)  # E
chain_second7 = chain(r, e, r, r, r, r, r)  # E
chain_second8 = chain(r, e, r, r, r, r, r, r)  # E
chain_second9 = chain(r, e, r, r, r, r, r, r, r)  # E
chain_second10 = chain(r, e, r, r, r, r, r, r, r, r)  # E
chain_second11 = chain(r, e, r, r, r, r, r, r, r, r, r)  # E
chain_second12 = chain(r, e, r, r, r, r, r, r, r, r, r, r)  # E

shift_second2 = r >> e  # E
shift_second3 = r >> e >> r  # E
shift_second4 = r >> e >> r >> r  # E
shift_second5 = r >> e >> r >> r >> r  # E
shift_second6 = r >> e >> r >> r >> r >> r  # E
shift_second7 = r >> e >> r >> r >> r >> r >> r  # E
shift_second8 = r >> e >> r >> r >> r >> r >> r >> r  # E
shift_second9 = r >> e >> r >> r >> r >> r >> r >> r >> r  # E
shift_second10 = r >> e >> r >> r >> r >> r >> r >> r >> r >> r  # E
shift_second11 = r >> e >> r >> r >> r >> r >> r >> r >> r >> r >> r  # E
shift_second12 = r >> e >> r >> r >> r >> r >> r >> r >> r >> r >> r >> r  # E

called = chain(Relu(8), reduce_mean(), Relu(8))  # E
nested = chain(r, chain(m, r))  # E
mixed = chain(r, r >> r) >> m  # E
