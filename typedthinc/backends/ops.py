"""The contract between layers and backends."""

from __future__ import annotations

from typedthinc.backends.activations import Activations
from typedthinc.backends.attention import Attention
from typedthinc.backends.batching import Batching
from typedthinc.backends.clipped import Clipped
from typedthinc.backends.dropout import Dropout
from typedthinc.backends.embedding import Embedding
from typedthinc.backends.encodings import Encodings
from typedthinc.backends.linear import LinearAlgebra
from typedthinc.backends.logloss import LogLoss
from typedthinc.backends.maxout import Maxout
from typedthinc.backends.normalization import Normalization
from typedthinc.backends.optimization import Optimization
from typedthinc.backends.recurrent import Recurrent
from typedthinc.backends.reductions import Reductions
from typedthinc.backends.reshaping import Reshaping
from typedthinc.backends.selections import Selections
from typedthinc.backends.sequences import Sequences
from typedthinc.backends.smooth import Smooth
from typedthinc.backends.softmax import Softmax
from typedthinc.backends.top_k import TopK
from typedthinc.backends.windows import Windows


class Ops(
    Reshaping,
    Batching,
    Sequences,
    LinearAlgebra,
    Activations,
    Smooth,
    Clipped,
    Softmax,
    TopK,
    Maxout,
    Normalization,
    Dropout,
    Windows,
    Selections,
    Attention,
    Reductions,
    Recurrent,
    Embedding,
    Encodings,
    LogLoss,
    Optimization,
):
    """What layers compute with.

    Every method works with any array module that has NumPy's interface, through
    `xp`. A backend is a subclass that names its module and replaces the methods
    that it can do faster.

    Arrays may have any layout in memory. None that is given is changed, unless
    the method says so or is called with `inplace`. Results have the dtype of the
    input.
    """
