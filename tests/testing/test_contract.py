"""Each part of the layer contract finds a layer that breaks it."""

import numpy
import pytest

from typedthinc.api import Linear, Model, Relu, Unserializable
from typedthinc.errors import ContractError
from typedthinc.testing import check_layer

X = numpy.array([[1.0, -2.0], [0.5, 3.0]], dtype="f")


def refuse(forward, match, **kwargs):
    with pytest.raises(ContractError, match=match):
        check_layer(lambda: Model("broken", forward, **kwargs), X)


def wrong_dtype(model, X, is_train):
    return (X * 2).astype("float64"), lambda dY: (dY * 2).astype(X.dtype)


def wrong_gradient_dtype(model, X, is_train):
    return X * 2, lambda dY: (dY * 2).astype("float64")


def another_prediction(model, X, is_train):
    model.attrs["calls"] += 1
    shift = 0 if is_train else model.attrs["calls"]
    return X * 2 + shift, lambda dY: dY * 2


def changes_its_input(model, X, is_train):
    Y = X * 2
    if X.dtype == "float32" and len(X):
        X += 1
    return Y, lambda dY: dY * 2


def changes_the_gradient(model, X, is_train):
    def backprop(dY):
        dX = dY * 2
        dY *= 0
        return dX

    return X * 2, backprop


def depends_on_layout(model, X, is_train):
    odd = 1.0 if X.flags.c_contiguous else 2.0
    return X * odd, lambda dY: dY * odd


def returns_a_list(model, X, is_train):
    return X * 2, lambda dY: [dY * 2]


def sets_the_gradient(model, X, is_train):
    W = model.get_param("W")

    def backprop(dY):
        model.set_grad("W", (dY * X).sum(axis=0))
        return (dY * W).astype(X.dtype)

    return (X * W).astype(W.dtype), backprop


def shifted_by_value(model, X, is_train):
    return X + numpy.asarray(model.attrs["shift"].obj.value, X.dtype), lambda dY: dY


def shifted(model, X, is_train):
    return X + model.attrs["shift"].obj, lambda dY: dY


def changes_its_parameter(model, X, is_train):
    W = model.get_param("W")

    def backprop(dY):
        model.inc_grad("W", (dY * X).sum(axis=0))
        dX = (dY * W).astype(X.dtype)
        if W.dtype == "float32" and len(X) > 1:
            W[0] += 1
        return dX

    return (X * W).astype(W.dtype), backprop


def forgets_the_width_of_nothing(model, X, is_train):
    return X * 2, lambda dY: dY * 2 if len(dY) else numpy.ones((1, 1), X.dtype)


def coarse_in_float32(model, X, is_train):
    factor = 2.5 if X.dtype == "float32" else 2.0
    return X * 2, lambda dY: (dY * factor).astype(X.dtype)


class Shift:
    """A number that pickling loses."""

    def __init__(self):
        self.value = 1.0

    def __getstate__(self):
        return {"value": 2.0}

    def __deepcopy__(self, memo):
        return self


@pytest.mark.parametrize(
    ("forward", "match"),
    [
        (coarse_in_float32, "gradients in float32 are not those in float64"),
        (forgets_the_width_of_nothing, "an empty batch has a gradient of another shape"),
        (wrong_dtype, "outputs for float32 inputs have the wrong dtype"),
        (wrong_gradient_dtype, "gradients for float32 inputs have the wrong dtype"),
        (changes_the_gradient, "the gradient of the output was changed in place"),
        (changes_its_input, "in place|differ"),
        (depends_on_layout, "the layout of the input in memory changes the output"),
        (returns_a_list, "another kind than the input"),
    ],
)
def test_a_layer_that_breaks_the_contract_is_refused(forward, match):
    refuse(forward, match)


def test_predictions_that_differ_are_refused():
    refuse(another_prediction, "predict and forward without training differ", attrs={"calls": 0})


def test_gradients_that_do_not_add_up_are_refused():
    params = {"W": numpy.ones(2, dtype="f")}
    refuse(sets_the_gradient, "two backward passes do not add up", params=params)


def test_parameters_that_change_are_refused():
    params = {"W": numpy.ones(2, dtype="f")}
    refuse(changes_its_parameter, "parameters were changed", params=params)


def test_what_pickling_loses_is_found():
    refuse(
        shifted_by_value,
        "an unpickled model predicts something else",
        attrs={"shift": Unserializable(Shift())},
    )


def test_what_saving_loses_is_found():
    shifts = iter([1.0, 2.0])

    def make():
        return Model("shifted", shifted, attrs={"shift": Unserializable(next(shifts))})

    with pytest.raises(ContractError, match="a reloaded model predicts something else"):
        check_layer(make, X)


def test_a_config_of_another_layer_is_refused():
    with pytest.raises(ContractError, match="a config builds another model"):
        check_layer(lambda: Relu(2), X, config={"@layers": "Linear.v1", "nO": 2})


def test_a_layer_that_keeps_the_contract_passes():
    check_layer(lambda: Linear(2), X, config={"@layers": "Linear.v1", "nO": 2})
