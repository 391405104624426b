"""The model: one class for layers, combinators and whole networks."""

from typedthinc.model.attrs import deserialize_attr, serialize_attr
from typedthinc.model.edit import change_attr_values, set_dropout_rate, wrap_model_recursive
from typedthinc.model.model import Model
from typedthinc.model.run import place_in_root

__all__ = [
    "Model",
    "change_attr_values",
    "deserialize_attr",
    "place_in_root",
    "serialize_attr",
    "set_dropout_rate",
    "wrap_model_recursive",
]
