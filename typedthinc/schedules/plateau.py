"""A schedule that reacts to scores."""

from __future__ import annotations

from typing import Any

from typedthinc.errors import ArgumentError
from typedthinc.registries import registry
from typedthinc.schedules.schedule import Schedule


class PlateauState:
    """What a `plateau` schedule has seen so far.

    Its attributes are `best_score`, the highest score; `last_score_step`, the
    step of the latest score; `patience`, how many scores in a row were not
    better than the best one; and `n_plateaus`, how often the patience ran out.
    """

    def __init__(self) -> None:
        self.best_score: float | None = None
        self.last_score_step: int | None = None
        self.patience = 0
        self.n_plateaus = 0


@registry.schedules("plateau.v1")
def plateau(max_patience: int, scale: float, schedule: Schedule[float]) -> Schedule[float]:
    """Another schedule, scaled down each time that the score stops improving.

    The schedule is told of scores through the keyword `last_score`, a pair of
    the step of an evaluation and its score; higher is better. An optimizer
    passes what was assigned to `optimizer.last_score`. A pair with the step of
    the one before is the same score seen again and does not count; None
    changes nothing. What has been seen is kept in `attrs["state"]`.

    Args:
        max_patience: How many scores in a row that do not improve on the best
            one make a plateau; the count then begins again.
        scale: The factor for each plateau.
        schedule: Gives the value to scale, called with the same arguments.

    Raises:
        ArgumentError: When called: the step of the score is smaller than that
            of an earlier one.

    Example:
        >>> from typedthinc.schedules import constant
        >>> rates = plateau(2, 0.5, constant(1.0))
        >>> scores = [(0, 0.7), (10, 0.7), (20, 0.6)]
        >>> [rates(step, last_score=(step, score)) for step, score in scores]
        [1.0, 1.0, 0.5]
    """
    attrs = {
        "max_patience": max_patience,
        "scale": scale,
        "schedule": schedule,
        "state": PlateauState(),
    }
    return Schedule("plateau", _plateau, attrs=attrs)


def _plateau(
    schedule: Schedule[float],
    step: int,
    *,
    last_score: tuple[int, float] | None = None,
    **extra: Any,
) -> float:
    attrs = schedule.attrs
    state: PlateauState = attrs["state"]
    if last_score is not None:
        _note_score(state, *last_score, max_patience=attrs["max_patience"])
    value: float = attrs["schedule"](step, last_score=last_score, **extra)
    scale: float = attrs["scale"] ** state.n_plateaus
    return value * scale


def _note_score(state: PlateauState, score_step: int, score: float, *, max_patience: int) -> None:
    seen = state.last_score_step
    if seen is not None and score_step < seen:
        raise ArgumentError(
            f"Expected score with step >= {seen}, was: {score_step}",
            help="scores must come in the order in which they were measured",
        )
    if score_step == seen:
        return
    state.last_score_step = score_step
    if state.best_score is None or score > state.best_score:
        state.best_score = score
        state.patience = 0
        return
    state.patience += 1
    if state.patience >= max_patience:
        state.n_plateaus += 1
        state.patience = 0
