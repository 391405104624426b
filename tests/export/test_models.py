"""Whole models, as programs."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import numpy
import pytest

from tests.export.programs import assert_same, drawn, exported
from typedthinc.api import (
    LSTM,
    Adam,
    CategoricalCrossentropy,
    Config,
    HashEmbed,
    Maxout,
    Model,
    ParametricAttention_v2,
    Relu,
    Softmax,
    chain,
    clone,
    concatenate,
    expand_window,
    export_numpy,
    list2ragged,
    reduce_max,
    reduce_mean,
    registry,
    residual,
    strings2arrays,
    tuplify,
    with_array,
    with_padded,
)

DIGITS = Path(__file__).parents[2] / "docs" / "examples" / "digits"


def test_a_model_of_vectors_in_context(tmp_path: Path) -> None:
    width = 12
    features = [HashEmbed(width, rows, column=i) for i, rows in enumerate([50, 30, 20])]
    block = residual(chain(expand_window(1), Maxout(width, normalize=True, dropout=0.1)))
    model: Model[Any, Any] = chain(
        with_array(chain(concatenate(*features), Maxout(width, normalize=True))),
        with_array(clone(block, 3), pad=3),
        with_padded(LSTM(width, bi=True, depth=2)),
        list2ragged(),
        ParametricAttention_v2(key_transform=Relu(width)),
        tuplify(chain(reduce_mean(), Softmax(3)), reduce_max()),
    )
    random = numpy.random.default_rng(0)
    lengths = (5, 1, 9, 2)
    texts = [random.integers(0, 2**63, (length, 3)).astype("uint64") for length in lengths]
    model.initialize(X=texts)
    drawn(model)
    assert_same(exported(model, tmp_path).predict(texts), model.predict(texts))


def test_a_model_that_reads_text(tmp_path: Path) -> None:
    texts = [["typed", "layers", "fit"], ["", "ähnlich", "🦆"]]
    model: Model[Any, Any] = chain(
        strings2arrays(), with_array(HashEmbed(4, 50, column=0)), list2ragged(), reduce_mean()
    )
    model.initialize(X=texts)
    assert_same(exported(model, tmp_path).predict(texts), model.predict(texts))


@pytest.fixture(scope="module")
def digits() -> Any:
    return runpy.run_path(str(DIGITS / "data.py"))["load_digits"]()


def test_the_classifier_of_digits_gives_the_same_answers(digits: Any, tmp_path: Path) -> None:
    (train_X, train_Y), (test_X, test_Y) = digits
    settings = registry.resolve(Config().from_disk(DIGITS / "config.cfg"))
    model = settings["model"]
    model.initialize(X=train_X, Y=numpy.eye(10, dtype="f"))
    optimizer, loss = Adam(0.003), CategoricalCrossentropy()
    batches = model.ops.multibatch(64, train_X, train_Y, shuffle=True)
    for _ in range(3):
        for X, Y in batches:
            guesses, backprop = model.begin_update(X)
            backprop(loss.get_grad(guesses, Y))
            model.finish_update(optimizer)
    program = exported(model, tmp_path)
    guesses = program.predict(numpy.asarray(test_X))
    assert_same(guesses, model.predict(test_X))
    assert (guesses.argmax(axis=1) == test_Y).mean() > 0.8


def test_a_model_without_parameters_is_exported(tmp_path: Path) -> None:
    model: Model[Any, Any] = chain(list2ragged(), reduce_mean())
    X = [numpy.ones((2, 3), dtype="f")]
    assert_same(exported(model, tmp_path).predict(X), model.predict(X))


def test_a_model_loaded_from_bytes_gives_the_same_program(tmp_path: Path) -> None:
    model: Model[Any, Any] = chain(HashEmbed(4, 50), Relu(3, 4)).initialize()
    again: Model[Any, Any] = chain(HashEmbed(4, 50), Relu(3, 4)).from_bytes(model.to_bytes())
    one, two = (export_numpy(each, tmp_path / f"p{i}") for i, each in enumerate([model, again]))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
