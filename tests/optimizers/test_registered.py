from __future__ import annotations

import inspect

import pytest

from typedthinc.optimizers import ADAM_DEFAULTS, SGD, SGD_DEFAULTS, Adam, RAdam
from typedthinc.registries import registry

MAKERS = {"Adam.v1": Adam, "RAdam.v1": RAdam, "SGD.v1": SGD}


def test_the_optimizers_are_registered():
    assert registry.optimizers.get_all() == MAKERS


@pytest.mark.parametrize(
    ("make", "defaults"), [(Adam, ADAM_DEFAULTS), (RAdam, ADAM_DEFAULTS), (SGD, SGD_DEFAULTS)]
)
def test_the_defaults_are_those_of_the_signatures(make, defaults):
    parameters = inspect.signature(make).parameters
    assert {name: parameters[name].default for name in defaults} == defaults


def test_sgd_needs_a_learning_rate():
    with pytest.raises(TypeError, match="learn_rate"):
        SGD()
