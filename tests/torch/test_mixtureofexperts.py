"""A mixture of experts and its gradients are those that PyTorch finds."""

import numpy
import pytest
import torch
from torch.nn import functional

from typedthinc.api import Linear, MixtureOfExperts, TopKGate
from typedthinc.testing.gradients import in_float64

N_EXPERTS = 5


@pytest.mark.parametrize("k", [1, 2, 3, 5])
def test_gates_experts_and_gradients(k):
    generator = numpy.random.default_rng(k)
    X = generator.normal(size=(12, 4))
    dY = generator.normal(size=(12, 3))
    experts = [Linear(3, 4) for _ in range(N_EXPERTS)]
    model = in_float64(MixtureOfExperts(TopKGate(k=k), experts, k), X)
    layers = [
        [torch.tensor(layer.get_param(name), requires_grad=True) for name in ("W", "b")]
        for layer in model.layers
    ]

    inputs = torch.tensor(X, requires_grad=True)
    (W, b), *others = layers
    sums = functional.linear(inputs, W, b)
    largest, places = torch.topk(sums, k)
    weights = torch.zeros_like(sums).scatter(1, places, torch.softmax(largest, 1))
    outputs = torch.stack([functional.linear(inputs, *params) for params in others], 1)
    wanted = (outputs * weights[:, :, None]).sum(1)
    wanted.backward(torch.tensor(dY))

    Y, backprop = model.begin_update(X)
    numpy.testing.assert_allclose(Y, wanted.detach().numpy(), rtol=1e-12, atol=1e-12)
    numpy.testing.assert_allclose(backprop(dY), inputs.grad.numpy(), rtol=1e-10, atol=1e-12)
    for layer, params in zip(model.layers, layers):
        for name, param in zip(("W", "b"), params):
            found = layer.maybe_get_grad(name)
            found = numpy.zeros(param.shape) if found is None else found
            numpy.testing.assert_allclose(found, param.grad.numpy(), rtol=1e-10, atol=1e-12)
