"""All cases by what they are cases of, how each is run, and the file with its figures."""

from tests.thinc import cases, cases_ops, cases_training, layers, operations, training

CASES = {
    "layers": cases.CASES,
    "operations": cases_ops.CASES,
    "schedules": cases_training.SCHEDULES,
    "optimizers": cases_training.OPTIMIZERS,
    "losses": cases_training.LOSSES,
    "initializers": cases_training.INITIALIZERS,
    "trainings": cases_training.TRAININGS,
}
OBSERVERS = {
    "layers": layers.observe_layer,
    "operations": operations.observe_operation,
    "schedules": training.observe_schedule,
    "optimizers": training.observe_optimizer,
    "losses": training.observe_loss,
    "initializers": training.observe_initializer,
    "trainings": training.observe_training,
}
FILES = {
    "layers": ["layers"],
    "operations": ["operations"],
    "training": ["schedules", "optimizers", "losses", "initializers", "trainings"],
}
