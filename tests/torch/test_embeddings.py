"""Vectors of ids, and their gradients, against PyTorch's."""

from __future__ import annotations

import numpy
import pytest
import torch

from typedthinc.api import Embed, Linear, MeanEmbed, Ragged

NV, NO, PADDING = 7, 4, 2

SEQUENCES = [[1, 2, 3, 3], [2, 2], [], [6, 5, 2], [0]]
FILLED = numpy.array([[1, 2, 3, 3], [2, 2, 2, 2], [6, 5, 2, 2], [0, 2, 2, 2]])


def table():
    return numpy.random.default_rng(0).normal(size=(NV, NO)).astype("float32")


def close(found, wanted):
    numpy.testing.assert_allclose(found, wanted.detach().numpy(), rtol=1e-5, atol=1e-6)


def compare(model, X, theirs, *theirs_X):
    """The outputs and the gradients of both for the same table."""
    model.initialize()
    model.set_param("E", table())
    Y, backprop = model.begin_update(X)
    wanted = theirs(*theirs_X)
    close(Y, wanted)
    dY = numpy.random.default_rng(1).normal(size=Y.shape).astype("float32")
    backprop(dY)
    wanted.backward(torch.tensor(dY))
    close(model.get_grad("E"), theirs.weight.grad)


@pytest.mark.parametrize("padding_idx", [None, PADDING])
def test_embed(padding_idx):
    ids = numpy.array([1, 2, 2, 6, 1])
    theirs = torch.nn.Embedding.from_pretrained(
        torch.tensor(table()), freeze=False, padding_idx=padding_idx
    )
    compare(Embed(NO, NV, padding_idx=padding_idx), ids, theirs, torch.tensor(ids))


@pytest.mark.parametrize("padding_idx", [None, PADDING])
def test_means_of_sequences_one_after_another(padding_idx):
    ids = numpy.array([number for sequence in SEQUENCES for number in sequence])
    lengths = numpy.array([len(sequence) for sequence in SEQUENCES])
    theirs = bag(padding_idx)
    starts = torch.tensor(lengths.cumsum() - lengths)
    X = Ragged(ids, lengths)
    compare(MeanEmbed(NO, NV, padding_idx=padding_idx), X, theirs, torch.tensor(ids), starts)


@pytest.mark.parametrize("padding_idx", [None, PADDING])
def test_means_of_sequences_that_are_filled_up(padding_idx):
    model = MeanEmbed(NO, NV, padding_idx=padding_idx)
    compare(model, FILLED, bag(padding_idx), torch.tensor(FILLED))


def bag(padding_idx):
    return torch.nn.EmbeddingBag.from_pretrained(
        torch.tensor(table()), freeze=False, mode="mean", padding_idx=padding_idx
    )


def test_a_linear_layer_over_a_sparse_matrix():
    sparse = pytest.importorskip("scipy.sparse")
    X = sparse.random(9, 50, 0.1, format="csr", random_state=0, dtype="float32")
    model = Linear(NO, 50).initialize()
    theirs = torch.nn.Linear(50, NO)
    with torch.no_grad():
        theirs.weight[:] = torch.tensor(model.get_param("W"))
        theirs.bias[:] = torch.tensor(model.get_param("b"))
    theirs_X = torch.tensor(X.toarray(), requires_grad=True)
    Y, backprop = model.begin_update(X)
    wanted = theirs(theirs_X)
    close(Y, wanted)
    dY = numpy.random.default_rng(1).normal(size=Y.shape).astype("float32")
    dX = backprop(dY)
    wanted.backward(torch.tensor(dY))
    close(model.get_grad("W"), theirs.weight.grad)
    close(model.get_grad("b"), theirs.bias.grad)
    close(dX.toarray(), theirs_X.grad * torch.tensor((X.toarray() != 0).astype("f")))
