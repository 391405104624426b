"""Every public name, to be imported from here."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from typedthinc import layers
from typedthinc.backends import (
    AppleOps,
    NumpyOps,
    Ops,
    get_current_ops,
    get_ops,
    require_cpu,
    set_current_ops,
    use_ops,
)
from typedthinc.errors import ConfigValidationError, DataValidationError
from typedthinc.initializers import (
    configure_normal_init,
    glorot_uniform_init,
    normal_init,
    uniform_init,
    zero_init,
)
from typedthinc.model import (
    Model,
    change_attr_values,
    deserialize_attr,
    serialize_attr,
    set_dropout_rate,
    wrap_model_recursive,
)
from typedthinc.registries import registry
from typedthinc.types import ArgsKwargs, Padded, Pairs, Ragged, SizedGenerator, Unserializable
from typedthinc.util import (
    data_validation,
    fix_random_seed,
    get_array_module,
    get_width,
    is_cupy_array,
    to_categorical,
    to_numpy,
)

if TYPE_CHECKING:
    from typedthinc.config import Config
    from typedthinc.layers import (
        Dropout,
        Embed,
        HashEmbed,
        LayerNorm,
        Linear,
        Maxout,
        Mish,
        Relu,
        Softmax,
        Softmax_v2,
        add,
        array_getitem,
        chain,
        clone,
        concatenate,
        expand_window,
        list2array,
        list2ragged,
        noop,
        ragged2list,
        reduce_mean,
        reduce_sum,
        residual,
        tuplify,
        with_array,
    )
    from typedthinc.loss import (
        CategoricalCrossentropy,
        CosineDistance,
        L2Distance,
        Loss,
        SequenceCategoricalCrossentropy,
    )
    from typedthinc.optimizers import SGD, Adam, Optimizer, RAdam
    from typedthinc.schedules import (
        Schedule,
        compounding,
        constant,
        constant_then,
        cyclic_triangular,
        decaying,
        plateau,
        slanted_triangular,
        warmup_linear,
    )

__all__ = [
    "SGD",
    "Adam",
    "AppleOps",
    "ArgsKwargs",
    "CategoricalCrossentropy",
    "Config",
    "ConfigValidationError",
    "CosineDistance",
    "DataValidationError",
    "Dropout",
    "Embed",
    "HashEmbed",
    "L2Distance",
    "LayerNorm",
    "Linear",
    "Loss",
    "Maxout",
    "Mish",
    "Model",
    "NumpyOps",
    "Ops",
    "Optimizer",
    "Padded",
    "Pairs",
    "RAdam",
    "Ragged",
    "Relu",
    "Schedule",
    "SequenceCategoricalCrossentropy",
    "SizedGenerator",
    "Softmax",
    "Softmax_v2",
    "Unserializable",
    "add",
    "array_getitem",
    "chain",
    "change_attr_values",
    "clone",
    "compounding",
    "concatenate",
    "configure_normal_init",
    "constant",
    "constant_then",
    "cyclic_triangular",
    "data_validation",
    "decaying",
    "deserialize_attr",
    "expand_window",
    "fix_random_seed",
    "get_array_module",
    "get_current_ops",
    "get_ops",
    "get_width",
    "glorot_uniform_init",
    "is_cupy_array",
    "list2array",
    "list2ragged",
    "noop",
    "normal_init",
    "plateau",
    "ragged2list",
    "reduce_mean",
    "reduce_sum",
    "registry",
    "require_cpu",
    "residual",
    "serialize_attr",
    "set_current_ops",
    "set_dropout_rate",
    "slanted_triangular",
    "to_categorical",
    "to_numpy",
    "tuplify",
    "uniform_init",
    "use_ops",
    "warmup_linear",
    "with_array",
    "wrap_model_recursive",
    "zero_init",
]

# What a program does not use is not loaded: most layers, and what training and configs need.
_ON_USE: dict[str, list[str]] = {
    "typedthinc.layers": layers.__all__,
    "typedthinc.config": ["Config"],
    "typedthinc.loss": [
        "CategoricalCrossentropy",
        "CosineDistance",
        "L2Distance",
        "Loss",
        "SequenceCategoricalCrossentropy",
    ],
    "typedthinc.optimizers": ["Adam", "Optimizer", "RAdam", "SGD"],
    "typedthinc.schedules": [
        "Schedule",
        "compounding",
        "constant",
        "constant_then",
        "cyclic_triangular",
        "decaying",
        "plateau",
        "slanted_triangular",
        "warmup_linear",
    ],
}


def __getattr__(name: str) -> object:
    for module, names in _ON_USE.items():
        if name in names:
            value = getattr(importlib.import_module(module), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
