"""Schedules, optimizers, losses, initializers and whole trainings, as plain data."""

from typing import Any, NamedTuple

from tests.thinc.case import layer, layers
from tests.thinc.inputs import floats, ints, value


class LossCase(NamedTuple):
    config: dict[str, Any]
    guesses: Any
    truths: Any


class Training(NamedTuple):
    model: dict[str, Any]
    optimizer: dict[str, Any]
    X: Any
    target: Any


def schedule(name, /, **arguments):
    return {"@schedules": f"{name}.v1", **arguments}


def optimizer(name, /, **arguments):
    return {"@optimizers": f"{name}.v1", **arguments}


def loss(name, /, **arguments):
    return {"@losses": name, **arguments}


WARMUP = schedule("warmup_linear", initial_rate=0.1, warmup_steps=3, total_steps=8)
SCORES = [1.0, 2.0, 2.0, 1.5, 2.0, 3.0, 2.0, 2.0, 2.0, 2.0, 4.0, 1.0]
"""A score for each step, for schedules that look at it."""

SCHEDULES = {
    "constant": schedule("constant", rate=0.25),
    "constant_then": schedule("constant_then", rate=0.5, steps=4, schedule=WARMUP),
    "decaying": schedule("decaying", base_rate=0.1, decay=0.3),
    "decaying-t": schedule("decaying", base_rate=0.1, decay=0.3, t=5.0),
    "compounding": schedule("compounding", start=1.0, stop=8.0, compound=1.5),
    "compounding-down": schedule("compounding", start=8.0, stop=1.0, compound=0.7, t=1.0),
    "warmup_linear": WARMUP,
    "warmup_linear-none": schedule(
        "warmup_linear", initial_rate=0.1, warmup_steps=0, total_steps=8
    ),
    "slanted_triangular": schedule("slanted_triangular", max_rate=0.1, num_steps=10),
    "slanted_triangular-options": schedule(
        "slanted_triangular", max_rate=0.1, num_steps=12, cut_frac=0.4, ratio=8, t=0.0
    ),
    "cyclic_triangular": schedule("cyclic_triangular", min_lr=0.1, max_lr=1.0, period=3),
    "plateau": schedule("plateau", max_patience=2, scale=0.5, schedule=WARMUP),
}

OPTIMIZERS = {
    "Adam": optimizer("Adam"),
    "Adam-options": optimizer(
        "Adam", learn_rate=0.1, beta1=0.7, beta2=0.9, eps=1e-3, grad_clip=0.5, use_averages=False
    ),
    "Adam-penalty": optimizer("Adam", learn_rate=0.1, L2=0.1, L2_is_weight_decay=False),
    "Adam-decay": optimizer("Adam", learn_rate=0.1, L2=0.1),
    "Adam-schedules": optimizer("Adam", learn_rate=WARMUP, beta1=schedule("constant", rate=0.8)),
    "Adam-list": optimizer("Adam", learn_rate=[0.1, 0.05, 0.01]),
    "Adam-unclipped": optimizer("Adam", learn_rate=0.1, grad_clip=0.0),
    "RAdam": optimizer("RAdam"),
    "RAdam-options": optimizer("RAdam", learn_rate=0.1, beta1=0.5, beta2=0.9, L2=0.1),
    "SGD": optimizer("SGD", learn_rate=0.1),
    "SGD-penalty": optimizer("SGD", learn_rate=0.1, L2=0.1, L2_is_weight_decay=False),
    "SGD-decay": optimizer("SGD", learn_rate=0.1, L2=0.1, use_averages=False),
    "SGD-schedule": optimizer("SGD", learn_rate=WARMUP),
}

PROBABILITIES = ("floats01", (4, 3))
NAMES = ["a", "b", "c"]
CATEGORICAL = "CategoricalCrossentropy"
SEQUENCE = "SequenceCategoricalCrossentropy"
SEQUENCES = ("list", [("floats01", (2, 3)), ("floats01", (1, 3))])
LOSSES = {
    **{
        f"{CATEGORICAL}.{version}": LossCase(
            loss(f"{CATEGORICAL}.{version}"), PROBABILITIES, ints([0, 2, 1, 0])
        )
        for version in ("v1", "v2", "v3")
    },
    f"{CATEGORICAL}.v3-list": LossCase(
        loss(f"{CATEGORICAL}.v3"), PROBABILITIES, value([0, 2, 1, 0])
    ),
    f"{CATEGORICAL}.v3-sums": LossCase(
        loss(f"{CATEGORICAL}.v3", normalize=False), PROBABILITIES, ints([0, 2, 1, 0])
    ),
    f"{CATEGORICAL}.v3-distributions": LossCase(
        loss(f"{CATEGORICAL}.v3"), PROBABILITIES, ("floats01", (4, 3))
    ),
    f"{CATEGORICAL}.v3-names": LossCase(
        loss(f"{CATEGORICAL}.v3", names=NAMES), PROBABILITIES, value(["a", "c", "b", "a"])
    ),
    f"{CATEGORICAL}.v3-missing": LossCase(
        loss(f"{CATEGORICAL}.v3", names=NAMES, missing_value=""),
        PROBABILITIES,
        value(["a", "", "b", ""]),
    ),
    f"{CATEGORICAL}.v3-negative": LossCase(
        loss(f"{CATEGORICAL}.v3", names=NAMES, missing_value="", neg_prefix="!"),
        PROBABILITIES,
        value(["a", "!c", "", "!a"]),
    ),
    f"{CATEGORICAL}.v3-smooth": LossCase(
        loss(f"{CATEGORICAL}.v3", label_smoothing=0.1), PROBABILITIES, ints([0, 2, 1, 0])
    ),
    f"{CATEGORICAL}.v3-smooth names": LossCase(
        loss(f"{CATEGORICAL}.v3", names=NAMES, label_smoothing=0.1),
        PROBABILITIES,
        value(["a", "c", "b", "a"]),
    ),
    **{
        f"{SEQUENCE}.{version}": LossCase(
            loss(f"{SEQUENCE}.{version}"), SEQUENCES, ("list", [ints([0, 2]), ints([1])])
        )
        for version in ("v1", "v2", "v3")
    },
    f"{SEQUENCE}.v3-sums": LossCase(
        loss(f"{SEQUENCE}.v3", normalize=False), SEQUENCES, ("list", [ints([0, 2]), ints([1])])
    ),
    f"{SEQUENCE}.v3-names": LossCase(
        loss(f"{SEQUENCE}.v3", names=NAMES, missing_value="", neg_prefix="!"),
        SEQUENCES,
        value([["!a", ""], ["b"]]),
    ),
    f"{SEQUENCE}.v3-smooth": LossCase(
        loss(f"{SEQUENCE}.v3", label_smoothing=0.1),
        SEQUENCES,
        ("list", [ints([0, 2]), ints([1])]),
    ),
    "L2Distance.v1": LossCase(loss("L2Distance.v1"), floats(4, 3), floats(4, 3)),
    "L2Distance.v1-sums": LossCase(
        loss("L2Distance.v1", normalize=False), floats(4, 3), floats(4, 3)
    ),
    "CosineDistance.v1": LossCase(loss("CosineDistance.v1"), floats(4, 3), floats(4, 3)),
    "CosineDistance.v1-sums": LossCase(
        loss("CosineDistance.v1", normalize=False), floats(4, 3), floats(4, 3)
    ),
    "CosineDistance.v1-zeros": LossCase(
        loss("CosineDistance.v1", ignore_zeros=True),
        ints([[1, 2, 0], [0, 0, 0], [1, 1, 1]], "float32"),
        ints([[0, 2, 1], [1, 2, 3], [0, 0, 0]], "float32"),
    ),
}

INITIALIZERS = {
    **{
        f"{name}_init.v1": {"@initializers": f"{name}_init.v1"}
        for name in (
            "glorot_normal", "glorot_uniform", "he_normal", "he_uniform", "lecun_normal",
            "lecun_uniform", "uniform", "zero",
        )
    },
    "uniform_init.v1-limits": {"@initializers": "uniform_init.v1", "lo": 0.5, "hi": 2.0},
}  # fmt: skip
INITIALIZER_SHAPES = [(3, 2), (2, 3, 2)]
INITIALIZERS_WITHOUT_CASE = {"normal_init.v1": "the mean is taken for the standard deviation"}

TRAININGS = {
    "dense": Training(
        layers(
            "chain.v1",
            layer("Relu.v1", nO=5),
            layer("LayerNorm.v1"),
            layer("Maxout.v1", nO=4),
            layer("Softmax.v2"),
        ),
        OPTIMIZERS["Adam-schedules"],
        floats(6, 3),
        ints([0, 1, 2, 2, 1, 0]),
    ),
    "embeddings": Training(
        layers(
            "chain.v1",
            layer("HashEmbed.v1", nO=4, nV=13, seed=5),
            layer("Mish.v1", nO=4),
            layer("expand_window.v1"),
            layer("Softmax.v1", nO=3),
        ),
        OPTIMIZERS["RAdam-options"],
        ints([3, 1, 4, 1, 5, 9], "uint64"),
        ints([0, 1, 2, 2, 1, 0]),
    ),
}
"""Models that are initialized from a seed and trained for some steps."""
