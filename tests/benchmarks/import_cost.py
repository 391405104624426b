"""What `import typedthinc.api` costs beside `import numpy`: time and peak memory.

Each import runs in a fresh process, the two in turns, so that whatever else the machine does
falls on both. Usage: python tests/benchmarks/import_cost.py [ROUNDS]
"""

from __future__ import annotations

import os
import subprocess
import sys
from statistics import median
from typing import NamedTuple

BASE, OURS = "numpy", "typedthinc.api"
PROGRAM = """
import resource, time
start = time.perf_counter()
import {module}
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


class Cost(NamedTuple):
    """Seconds that an import took, and the peak memory of its process in MiB."""

    seconds: float
    mebibytes: float


def cost_of(module: str) -> Cost:
    """Import a module in a fresh process."""
    # Without bytecode files every process would compile the package again.
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", PROGRAM.format(module=module)]
    printed = subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout
    seconds, peak = printed.split()
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return Cost(float(seconds), float(peak) / unit)


def main(rounds: int = 30) -> None:
    """Measure, and print medians and ratios."""
    for module in (BASE, OURS):
        cost_of(module)
    costs: dict[str, list[Cost]] = {BASE: [], OURS: []}
    for _ in range(rounds):
        for module, measured in costs.items():
            measured.append(cost_of(module))
    seconds = {module: median(cost.seconds for cost in costs[module]) for module in costs}
    memory = {module: median(cost.mebibytes for cost in costs[module]) for module in costs}
    print(f"median of {rounds} fresh processes each, in turns")
    for module in costs:
        print(f"{module:16}{seconds[module] * 1000:8.1f} ms{memory[module]:8.1f} MiB")
    print(f"{'ratio':16}{seconds[OURS] / seconds[BASE]:8.2f}   {memory[OURS] / memory[BASE]:8.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
