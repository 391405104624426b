"""Gates, and mixtures of experts."""

from tests.layers.cases.common import IDS, LINEAR, RELU, Case, block, blocks, floats, linear, relu
from typedthinc.api import Embed, Linear, MixtureOfExperts, Relu, TopKGate, chain

EXPERTS = [LINEAR, RELU, LINEAR]


def experts():
    return [linear(), relu(), linear()]


CASES = {
    "TopKGate.v1": Case(lambda: TopKGate(nO=4, k=2), floats(5, 3), block("TopKGate.v1", nO=4, k=2)),
    "TopKGate.v1-all": Case(
        lambda: TopKGate(nO=4, k=4), floats(5, 3), block("TopKGate.v1", nO=4, k=4)
    ),
    "MixtureOfExperts.v1": Case(
        lambda: MixtureOfExperts(TopKGate(k=2), experts(), k=2),
        floats(7, 3),
        block("MixtureOfExperts.v1", gate=block("TopKGate.v1", k=2), experts=EXPERTS, k=2),
    ),
    "MixtureOfExperts.v1-named": Case(
        lambda: MixtureOfExperts(TopKGate(k=1), [Linear(4), Relu(4)], k=1),
        floats(7, 3),
        block(
            "MixtureOfExperts.v1",
            gate=block("TopKGate.v1", k=1),
            experts={"*": {"straight": block("Linear.v1", nO=4), "bent": block("Relu.v1", nO=4)}},
            k=1,
        ),
    ),
    "MixtureOfExperts.v1-one": Case(
        lambda: MixtureOfExperts(Linear(), experts(), k=1),
        floats(7, 3),
        block("MixtureOfExperts.v1", gate=block("Linear.v1"), experts=EXPERTS, k=1),
    ),
    "MixtureOfExperts.v1-all": Case(
        lambda: MixtureOfExperts(
            TopKGate(k=3), [Relu(4, dropout=0.2), Linear(4), chain(Relu(2), Linear(4))], k=3
        ),
        floats(7, 3),
        block(
            "MixtureOfExperts.v1",
            gate=block("TopKGate.v1", k=3),
            experts=[
                block("Relu.v1", nO=4, dropout=0.2),
                block("Linear.v1", nO=4),
                blocks("chain.v1", block("Relu.v1", nO=2), block("Linear.v1", nO=4)),
            ],
            k=3,
        ),
    ),
    "MixtureOfExperts.v1-ids": Case(
        lambda: MixtureOfExperts(
            chain(Embed(2, 9), TopKGate(k=1)), [Embed(4, 9), Embed(4, 9)], k=1
        ),
        IDS,
        block(
            "MixtureOfExperts.v1",
            gate=blocks("chain.v1", block("Embed.v1", nO=2, nV=9), block("TopKGate.v1", k=1)),
            experts=[block("Embed.v1", nO=4, nV=9)] * 2,
            k=1,
        ),
    ),
}
