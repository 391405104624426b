"""Losses: they compare what a model gives with what it should give."""

from typedthinc.loss.base import Loss
from typedthinc.loss.binary import BinaryCrossentropy, configure_BinaryCrossentropy
from typedthinc.loss.categorical import (
    CategoricalCrossentropy,
    configure_CategoricalCrossentropy_v1,
    configure_CategoricalCrossentropy_v2,
    configure_CategoricalCrossentropy_v3,
)
from typedthinc.loss.cosine import CosineDistance, configure_CosineDistance
from typedthinc.loss.huber import Huber, configure_Huber
from typedthinc.loss.l2 import L2Distance, configure_L2Distance
from typedthinc.loss.likelihood import NegativeLogLikelihood, configure_NegativeLogLikelihood
from typedthinc.loss.sequence import (
    SequenceCategoricalCrossentropy,
    configure_SequenceCategoricalCrossentropy_v1,
    configure_SequenceCategoricalCrossentropy_v2,
    configure_SequenceCategoricalCrossentropy_v3,
)

__all__ = [
    "BinaryCrossentropy",
    "CategoricalCrossentropy",
    "CosineDistance",
    "Huber",
    "L2Distance",
    "Loss",
    "NegativeLogLikelihood",
    "SequenceCategoricalCrossentropy",
    "configure_BinaryCrossentropy",
    "configure_CategoricalCrossentropy_v1",
    "configure_CategoricalCrossentropy_v2",
    "configure_CategoricalCrossentropy_v3",
    "configure_CosineDistance",
    "configure_Huber",
    "configure_L2Distance",
    "configure_NegativeLogLikelihood",
    "configure_SequenceCategoricalCrossentropy_v1",
    "configure_SequenceCategoricalCrossentropy_v2",
    "configure_SequenceCategoricalCrossentropy_v3",
]
