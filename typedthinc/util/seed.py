"""One seed for every source of random numbers."""

from __future__ import annotations

import operator
import sys
from typing import Any, SupportsIndex

import numpy


def fix_random_seed(seed: SupportsIndex = 0) -> None:
    """Seed everything that random numbers come from, so that a run can be repeated.

    These are Python's `random`, NumPy's global generator, the generator that
    layers draw dropout masks from, and those of PyTorch, CuPy and TensorFlow if
    they have been imported. PyTorch on a GPU is also told to use algorithms that
    give the same result each time.

    Args:
        seed: Any integer. The generators take 32 bits, so the seed counts
            modulo 2**32.

    Example:
        >>> import random
        >>> fix_random_seed(7)
        >>> first = random.random()
        >>> fix_random_seed(7)
        >>> random.random() == first
        True
    """
    # Hashing comes along with it, and most programs never call this.
    import random

    from typedthinc.backends.random import seed as seed_backend

    number = operator.index(seed) % 2**32
    random.seed(number)
    numpy.random.seed(number)
    seed_backend(number)
    _seed_torch(sys.modules.get("torch"), number)
    _seed_cupy(sys.modules.get("cupy"), number)
    _seed_tensorflow(sys.modules.get("tensorflow"), number)


def _seed_torch(torch: Any, seed: int) -> None:
    if torch is None:
        return
    torch.manual_seed(seed)
    if torch.cuda.is_available():
        torch.backends.cudnn.deterministic = True
        torch.backends.cudnn.benchmark = False


def _seed_cupy(cupy: Any, seed: int) -> None:
    # Without a device, CuPy can be imported but not seeded.
    if cupy is not None and cupy.is_available():
        cupy.random.seed(seed)


def _seed_tensorflow(tensorflow: Any, seed: int) -> None:
    if tensorflow is not None:
        tensorflow.random.set_seed(seed)
