"""What every test starts from."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from typedthinc.util import fix_random_seed

# The same examples in every run; HYPOTHESIS_PROFILE=search looks for new ones.
settings.register_profile(
    "fixed", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", settings.get_profile("fixed"), derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))


@pytest.fixture(autouse=True)
def same_random_numbers() -> None:
    """Give a test the same random numbers, whichever tests ran before it."""
    fix_random_seed(0)
