"""The LSTM computes what that of PyTorch computes: its output, and every gradient."""

import numpy
import pytest
import torch

from typedthinc.api import LSTM, NumpyOps
from typedthinc.backends.lstm import split_weights

NI, NO, LENGTHS = 5, 6, [3, 7, 1, 7, 4]
OPS = NumpyOps()
TOLERANCE = {"float32": 1e-5, "float64": 1e-13}
# The gates forget, input, output, cell in the order of PyTorch: input, forget, cell, output.
GATES = [1, 0, 3, 2]


def in_torch_order(array):
    gates = array.reshape((4, -1, *array.shape[1:]))
    return gates[GATES].reshape(array.shape)


def parts(flat, model):
    """The parts of a flat array of parameters, by the names that PyTorch gives to them."""
    depth, dirs = model.get_dim("depth"), model.get_dim("dirs")
    weights = split_weights(flat, NI, NO // dirs, depth, dirs)
    names = ("weight_ih", "bias_ih", "weight_hh", "bias_hh")
    return {
        f"{name}_l{layer}{'_reverse' if direction else ''}": in_torch_order(part)
        for layer, directions in enumerate(weights)
        for direction, direction_parts in enumerate(directions)
        for name, part in zip(names, direction_parts)
    }


def lstm(depth, bi, dtype):
    model = LSTM(nO=NO, nI=NI, depth=depth, bi=bi).initialize()
    generator = numpy.random.default_rng(depth)
    for name in model.param_names:
        shape = model.get_param(name).shape
        model.set_param(name, generator.normal(0, 0.5, shape).astype(dtype))
    return model


def sequences(width, dtype, seed=0):
    generator = numpy.random.default_rng(seed)
    return [generator.normal(0, 1, (length, width)).astype(dtype) for length in LENGTHS]


def of_torch(model, Xs, dYs):
    """The output of PyTorch for each sequence, and its gradients by name."""
    dtype = getattr(torch, Xs[0].dtype.name)
    depth, dirs = model.get_dim("depth"), model.get_dim("dirs")
    twin = torch.nn.LSTM(NI, NO // dirs, depth, bidirectional=dirs == 2, dtype=dtype)
    with torch.no_grad():
        for name, part in parts(model.get_param("LSTM"), model).items():
            getattr(twin, name).copy_(torch.from_numpy(part.copy()))
    HC0 = torch.from_numpy(model.get_param("HC0").copy()).requires_grad_()
    H0, C0 = HC0.reshape((2, depth * dirs, 1, -1)).expand((-1, -1, len(Xs), -1))
    inputs = [torch.from_numpy(X).requires_grad_() for X in Xs]
    packed = torch.nn.utils.rnn.pack_sequence(inputs, enforce_sorted=False)
    outputs = torch.nn.utils.rnn.unpack_sequence(
        twin(packed, (H0.contiguous(), C0.contiguous()))[0]
    )
    sum((Y * torch.from_numpy(dY)).sum() for Y, dY in zip(outputs, dYs)).backward()
    gradients = {name: weight.grad.numpy() for name, weight in twin.named_parameters()}
    gradients["HC0"] = HC0.grad.numpy()
    gradients |= {f"X{i}": X.grad.numpy() for i, X in enumerate(inputs)}
    return [Y.detach().numpy() for Y in outputs], gradients


def of_ours(model, Xs, dYs):
    Y, backprop = model.begin_update(OPS.list2padded(Xs))
    dX = backprop(OPS.list2padded(dYs))
    gradients = parts(model.get_grad("LSTM"), model)
    gradients["HC0"] = model.get_grad("HC0")
    gradients |= {f"X{i}": array for i, array in enumerate(OPS.padded2list(dX))}
    return OPS.padded2list(Y), gradients


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("bi", [False, True])
@pytest.mark.parametrize("depth", [1, 2, 3])
def test_output_and_gradients_are_those_of_pytorch(depth, bi, dtype):
    model, Xs, dYs = lstm(depth, bi, dtype), sequences(NI, dtype), sequences(NO, dtype, seed=1)
    (Ys, gradients), (wanted_Ys, wanted) = (of(model, Xs, dYs) for of in (of_ours, of_torch))
    tolerance = TOLERANCE[dtype]
    for Y, wanted_Y in zip(Ys, wanted_Ys, strict=True):
        numpy.testing.assert_allclose(Y, wanted_Y, rtol=tolerance, atol=tolerance)
    assert gradients.keys() == wanted.keys()
    for name, gradient in gradients.items():
        numpy.testing.assert_allclose(
            gradient, wanted[name], rtol=tolerance, atol=tolerance, err_msg=name
        )
