from __future__ import annotations

import copy
import json
import pickle

from typedthinc.schedules import Rate, decaying

SCHEDULE = decaying(1.0, 1.0)


def test_a_rate_is_the_number():
    rate = Rate(0.5, SCHEDULE)
    assert rate == 0.5
    assert isinstance(rate, float)
    assert f"{rate:.2f} {json.dumps(rate)}" == "0.50 0.5"


def test_calling_a_rate_calls_the_schedule():
    assert Rate(0.5, SCHEDULE)(3, key=(0, "W")) == 0.25
    assert Rate(0.5, SCHEDULE)(step=3) == 0.25


def test_a_rate_shows_what_a_schedule_shows():
    rate = Rate(0.5, SCHEDULE)
    assert (rate.name, rate.attrs["decay"]) == ("decaying", 1.0)
    assert next(rate.to_generator(1)) == 0.5


def test_arithmetic_gives_a_plain_number():
    assert type(Rate(0.5, SCHEDULE) / 2) is float


def test_a_copy_and_a_pickle_keep_the_schedule():
    rate = Rate(0.5, SCHEDULE)
    for again in (copy.copy(rate), copy.deepcopy(rate), pickle.loads(pickle.dumps(rate))):
        assert (again, again(3)) == (0.5, 0.25)
