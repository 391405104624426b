"""The whole way once: type-check, configure, train, save, reload. Run it with `make demo`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy
from data import load_digits
from rich.console import Console
from rich.progress import track

from typedthinc.api import CategoricalCrossentropy, Config, Model, fix_random_seed, registry
from typedthinc.errors import ConfigValidationError
from typedthinc.show import print_summary
from typedthinc.types import Floats2d

HERE = Path(__file__).parent
GOAL = 0.95

console = Console(highlight=False, soft_wrap=True)


def main() -> None:
    fix_random_seed(0)
    check_types("model.py", errors=0)
    check_types("broken_model.py", errors=3)
    settings = resolve_configs()
    model = settings["model"]
    train(model, settings["training"])
    save_and_reload(model)


def step(title: str) -> None:
    console.print(f"\n[bold]{title}[/bold]")


def check_types(name: str, errors: int) -> None:
    step(f"Type-checking {name}")
    command = [sys.executable, "-m", "typedthinc", "check", "--pretty", "--no-error-summary", name]
    result = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    console.print(result.stdout + result.stderr or "No mistakes.", markup=False, end="\n")
    found = result.stdout.count(": error:")
    require(found == errors, f"{found} errors in {name}, not {errors}")


def resolve_configs() -> dict[str, Any]:
    step("Resolving broken.cfg")
    try:
        registry.resolve(Config().from_disk(HERE / "broken.cfg"))
    except ConfigValidationError as error:
        console.print(str(error), markup=False)
    else:
        require(False, "broken.cfg was resolved")
    step("Resolving config.cfg")
    settings = registry.resolve(Config().from_disk(HERE / "config.cfg"))
    console.print(f"The model is {settings['model'].name}.")
    return settings


def train(model: Model[Floats2d, Floats2d], training: dict[str, Any]) -> None:
    (train_X, train_Y), (test_X, test_Y) = load_digits()
    step(f"Training on {len(train_X)} images, for {training['epochs']} epochs")
    model.initialize(X=train_X, Y=numpy.eye(10, dtype="f"))
    optimizer, loss = training["optimizer"], CategoricalCrossentropy()
    start = time.perf_counter()
    batches = model.ops.multibatch(training["batch_size"], train_X, train_Y, shuffle=True)
    for _ in track(range(training["epochs"]), "epochs", console=console):
        for X, Y in batches:
            guesses, backprop = model.begin_update(X)
            backprop(loss.get_grad(guesses, Y))
            model.finish_update(optimizer)
            optimizer.step_schedules()
    seconds = time.perf_counter() - start
    with model.use_params(optimizer.averages):
        accuracy = float((model.predict(test_X).argmax(axis=1) == test_Y).mean())
    console.print(
        f"{accuracy:.1%} of {len(test_X)} held-out images are right, after {seconds:.1f} s."
    )
    require(accuracy >= GOAL, f"less than {GOAL:.0%} are right")
    for node in model.walk():
        for name in node.param_names:
            average = optimizer.averages.get((node.id, name))
            if average is not None:
                node.set_param(name, average)


def save_and_reload(model: Model[Floats2d, Floats2d]) -> None:
    step("Saving and reloading")
    (_, _), (test_X, _) = load_digits()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "digits.safetensors"
        model.to_disk(path)
        again = registry.resolve(Config().from_disk(HERE / "config.cfg"))["model"]
        again.from_disk(path)
        size = path.stat().st_size
    same = bool((again.predict(test_X) == model.predict(test_X)).all())
    console.print(f"The file has {size:,} bytes. The reloaded model predicts the same: {same}.")
    require(same, "the reloaded model predicts something else")
    print_summary(again)


def require(holds: bool, otherwise: str) -> None:
    if not holds:
        console.print(f"[bold red]The demo failed:[/bold red] {otherwise}")
        sys.exit(1)


if __name__ == "__main__":
    main()
