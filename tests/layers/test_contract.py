"""Every registered layer keeps the contract."""

import pytest

from tests.layers.cases import CASES
from typedthinc.api import registry
from typedthinc.testing import check_layer


@pytest.mark.parametrize("name", CASES)
def test_the_layer_keeps_the_contract(name):
    case = CASES[name]
    check_layer(
        case.make,
        case.X,
        config=case.config,
        loss=case.loss,
        takes_empty_members=case.takes_empty_members,
        has_derivative=case.has_derivative,
        batched=case.batched,
    )


def test_every_registered_layer_has_a_case():
    own = {
        name
        for name, function in registry.layers.get_all().items()
        if function.__module__.startswith("typedthinc.")
    }
    assert own == {name.split("-")[0] for name in CASES}
