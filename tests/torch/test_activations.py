"""Activations and their gradients are those of PyTorch."""

import numpy
import pytest
import torch
from torch.nn import functional

from typedthinc.backends import NumpyOps, Ops

TOLERANCES = {"float32": {"rtol": 1e-5, "atol": 1e-6}, "float64": {"rtol": 1e-10, "atol": 1e-12}}
# Away from 0 and the other places where a slope jumps.
X = numpy.linspace(-30, 30, 998).reshape((-1, 1)) + numpy.linspace(0, 0.05, 3)


def sigmoid(x):
    return torch.sigmoid(x.clip(-20, 20))


def dish(x):
    return x / 2 * (x / torch.sqrt(1 + x**2) + 1)


def hard_swish(x):
    return x * (0.2 * x + 0.5).clip(0, 1)


# The function of PyTorch, and what the gradient is computed from besides that of the output.
FUNCTIONS = {
    "relu": (torch.relu, "Y"),
    "sigmoid": (sigmoid, "Y"),
    "mish": (functional.mish, "X"),
    "swish": (functional.silu, "XY"),
    "gelu": (functional.gelu, "X"),
    "gelu_approx": (lambda x: functional.gelu(x, approximate="tanh"), "X"),
    "dish": (dish, "X"),
    "hard_swish": (hard_swish, "X"),
    "hard_swish_mobilenet": (functional.hardswish, "X"),
    "clipped_linear": (lambda x: x.clip(0, 1), "X"),
    "relu_k": (functional.relu6, "X"),
    "hard_sigmoid": (lambda x: (0.2 * x + 0.5).clip(0, 1), "X"),
    "hard_tanh": (functional.hardtanh, "X"),
    "softmax": (lambda x: torch.softmax(x, -1), "Y"),
}


@pytest.fixture(params=[Ops, NumpyOps])
def ops(request):
    return request.param()


@pytest.mark.parametrize("dtype", TOLERANCES)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_values_and_gradients_are_those_of_pytorch(ops, name, dtype):
    function, given = FUNCTIONS[name]
    x = X.astype(dtype)
    dY = numpy.random.default_rng(0).normal(size=x.shape).astype(dtype)
    # In float32, PyTorch's own result can be further from the truth than the tolerance.
    leaf = torch.tensor(x, dtype=torch.float64, requires_grad=True)
    expected = function(leaf)
    expected.backward(torch.tensor(dY, dtype=torch.float64))
    Y = getattr(ops, name)(x)
    numpy.testing.assert_allclose(Y, expected.detach().numpy(), **TOLERANCES[dtype])
    arrays = [{"X": x, "Y": Y}[array] for array in given]
    backprop = getattr(ops, f"backprop_{name}")
    dX = backprop(Y, dY) if name == "softmax" else backprop(dY, *arrays)
    inside = numpy.abs(x) < 20 if name == "sigmoid" else numpy.ones_like(x, dtype=bool)
    grad = leaf.grad.numpy()
    numpy.testing.assert_allclose(dX[inside], grad[inside], **TOLERANCES[dtype])


@pytest.mark.parametrize("dtype", TOLERANCES)
def test_erf_is_that_of_pytorch(ops, dtype):
    x = X.astype(dtype)
    expected = torch.erf(torch.tensor(x)).numpy()
    numpy.testing.assert_allclose(ops.erf(x), expected, **TOLERANCES[dtype])


@pytest.mark.parametrize("dtype", TOLERANCES)
@pytest.mark.parametrize(("name", "function"), [("dsigmoid", torch.sigmoid), ("dtanh", torch.tanh)])
def test_slopes_from_the_output_are_those_of_pytorch(ops, name, function, dtype):
    leaf = torch.tensor(X.astype(dtype), requires_grad=True)
    Y = function(leaf)
    Y.sum().backward()
    slopes = getattr(ops, name)(Y.detach().numpy())
    numpy.testing.assert_allclose(slopes, leaf.grad.numpy(), **TOLERANCES[dtype])


@pytest.mark.parametrize("dtype", TOLERANCES)
def test_sechsq_is_the_slope_of_tanh_in_pytorch(ops, dtype):
    leaf = torch.tensor(X.astype(dtype), requires_grad=True)
    torch.tanh(leaf).sum().backward()
    numpy.testing.assert_allclose(
        ops.sechsq(leaf.detach().numpy()), leaf.grad.numpy(), **TOLERANCES[dtype]
    )
