"""Run what training is made of, and say what it gives as plain data."""

import numpy

from tests.thinc.cases_training import INITIALIZER_SHAPES, SCORES
from tests.thinc.inputs import digest, draw, generator, make, plain

UPDATES = 8


def resolve(config, library):
    return library.api.registry.resolve({"it": config})["it"]


def observe_schedule(name, config, library):
    schedule = resolve(config, library)
    drawn = resolve(config, library).to_generator(2, 3, last_score=(1, 1.0))
    return {
        "name": schedule.name,
        "attrs": plain(schedule.attrs, library.types),
        "values": [
            float(schedule(step, last_score=(step, score))) for step, score in enumerate(SCORES)
        ],
        "generator": [float(next(drawn)) for _ in range(4)],
    }


def observe_optimizer(name, config, library):
    """The weights after each of some updates, and the state after the last."""
    types = library.types
    optimizer = resolve(config, library)
    rng = generator(name)
    weights, key = draw(rng, (2, 3)), (1, "W")
    seen = []
    for step in range(UPDATES):
        gradient = draw(rng, weights.shape)
        scale = 0.5 if step == UPDATES - 1 else 1.0
        weights, gradient = optimizer(key, weights, gradient, lr_scale=scale)
        seen.append(plain([weights, gradient], types))
        optimizer.step_schedules()
    state = {
        "averages": None if optimizer.averages is None else optimizer.averages.get(key),
        "updates": optimizer.nr_update.get(key),
        "learn_rate": float(optimizer.learn_rate(optimizer.step)),
        "step": optimizer.step,
    }
    return {"updates": seen, "state": plain(state, types)}


def observe_loss(name, case, library):
    types = library.types
    rng = generator(name)
    guesses, truths = make(case.guesses, rng, types), make(case.truths, rng, types)
    inputs = digest(plain([guesses, truths], types))
    loss = resolve(case.config, library)
    gradient, value = loss(guesses, truths)
    return {
        "inputs": inputs,
        "gradient": plain(gradient, types),
        "loss": float(value),
        "get_grad": plain(loss.get_grad(guesses, truths), types),
        "get_loss": float(loss.get_loss(guesses, truths)),
    }


def observe_initializer(name, config, library):
    numpy.random.seed(0)
    initialize, ops = resolve(config, library), library.api.NumpyOps()
    return [plain(initialize(ops, shape), library.types) for shape in INITIALIZER_SHAPES]


def observe_training(name, case, library):
    """The loss of each step, and the parameters after the last."""
    types, rng = library.types, generator(name)
    X, target = make(case.X, rng, types), make(case.target, rng, types)
    library.api.fix_random_seed(0)
    model = library.api.registry.resolve({"model": case.model})["model"]
    optimizer = resolve(case.optimizer, library)
    loss = library.api.CategoricalCrossentropy()
    model.initialize(X=X, Y=library.api.to_categorical(target, n_classes=3))
    losses = []
    for _ in range(UPDATES):
        guesses, backprop = model.begin_update(X)
        gradient, value = loss(guesses, target)
        backprop(gradient)
        model.finish_update(optimizer)
        optimizer.step_schedules()
        losses.append(float(value))
    with model.use_params(optimizer.averages):
        averaged = plain(model.predict(X), types)
    params = [
        {name: plain(node.get_param(name), types) for name in node.param_names}
        for node in model.walk()
    ]
    return {"losses": losses, "params": params, "averaged": averaged}
