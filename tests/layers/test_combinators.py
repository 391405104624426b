"""Composing layers: names, dimensions, nesting, and what is refused."""

import numpy
import pytest

from tests.model.trees import node
from typedthinc.api import (
    LSTM,
    Dropout,
    HashEmbed,
    Linear,
    Maxout,
    Pairs,
    Ragged,
    Relu,
    Softmax,
    add,
    chain,
    clone,
    concatenate,
    expand_window,
    list2array,
    list2ragged,
    noop,
    reduce_mean,
    residual,
    tuplify,
    with_array,
    with_padded,
)
from typedthinc.errors import ArgumentError, ArrayError, CompositionError, ShapeError, UnsetError

X = numpy.arange(6, dtype="f").reshape(2, 3)


def scale(factor):
    def forward(model, X, is_train):
        return X * factor, lambda dY: dY * factor

    return node(f"x{factor}") if factor == 1 else _named(f"x{factor}", forward)


def _named(name, forward):
    model = node(name)
    model.replace_callbacks(forward)
    return model


@pytest.mark.parametrize("combinator", [chain, tuplify, add])
@pytest.mark.parametrize("count", [0, 1])
def test_too_few_layers_are_a_type_error(combinator, count):
    with pytest.raises(TypeError):
        combinator(*[Relu() for _ in range(count)])


@pytest.mark.parametrize("combinator", [chain, tuplify, add, concatenate])
def test_what_is_no_layer_is_named(combinator):
    with pytest.raises(CompositionError) as caught:
        combinator(Relu(), Dropout, Relu())
    assert str(caught.value) == (
        f"argument 2 of {combinator.__name__} is not a layer\n"
        "  expected  a Model\n"
        "  got       function\n"
        "  help      call it: Dropout(...)"
    )


def test_a_chain_runs_its_layers_in_order_and_back():
    model = chain(scale(2), node("same"), scale(5))
    Y, backprop = model.begin_update(X)
    assert (Y == X * 10).all()
    assert (backprop(X) == X * 10).all()


def test_nested_chains_are_not_flattened():
    model = chain(chain(Relu(4), Relu(4)), Softmax(3))
    assert model.name == "relu>>relu>>softmax"
    assert len(model.layers) == 2


def test_a_chain_has_the_dims_of_its_ends():
    model = chain(Relu(4, 3), Softmax(2))
    assert (model.get_dim("nI"), model.get_dim("nO")) == (3, 2)


def test_a_chain_of_layers_without_nI_has_none():
    assert chain(noop(), Softmax(2)).has_dim("nI") is False


def test_dims_of_a_chain_are_inferred_from_samples():
    model = chain(Relu(4), Softmax()).initialize(X=X, Y=numpy.zeros((2, 5), dtype="f"))
    assert (model.get_dim("nI"), model.get_dim("nO")) == (3, 5)


def test_dims_of_a_chain_are_inferred_from_the_layer_before():
    model = chain(Relu(4, 3), Softmax(2)).initialize()
    assert model.layers[1].get_dim("nI") == 4


def test_a_dim_that_nothing_gives_is_an_error_with_its_place():
    with pytest.raises(UnsetError) as caught:
        chain(Relu(4), Softmax(2)).initialize()
    assert str(caught.value).startswith(
        'layer 1 of 2, "relu", does not know the size of dimension "nI" yet'
    )


def test_dims_set_before_initialize_are_respected():
    model = chain(Relu(), Softmax())
    model.layers[0].set_dim("nO", 7)
    model.initialize(X=X, Y=numpy.zeros((2, 5), dtype="f"))
    assert model.layers[0].get_dim("nO") == 7


def test_initializing_a_chain_runs_each_occurrence_of_a_shared_layer():
    counts = {"init": 0, "forward": 0, "backprop": 0}

    def forward(model, X, is_train):
        counts["forward"] += 1

        def backprop(dY):
            counts["backprop"] += 1
            return dY

        return X, backprop

    def init(model, X=None, Y=None):
        counts["init"] += 1

    shared = _named("shared", forward)
    shared.init = init
    model = chain(shared, shared)
    model.initialize(X=X)
    model.begin_update(X)[1](X)
    assert counts == {"init": 2, "forward": 4, "backprop": 2}


def test_add_sums_outputs_and_gradients():
    Y, backprop = add(scale(2), scale(3), node("same")).begin_update(X)
    assert (Y == X * 6).all()
    assert (backprop(X) == X * 6).all()


def test_add_does_not_change_the_input_that_noop_hands_on():
    given = X.copy()
    _, backprop = add(noop(), scale(2)).begin_update(given)
    dY = X.copy()
    backprop(dY)
    assert (given == X).all()
    assert (dY == X).all()


def test_an_add_is_extended():
    first = add(scale(2), scale(3))
    assert add(first, scale(4)) is first
    assert [layer.name for layer in first.layers] == ["x2", "x3", "x4"]


def test_adding_an_add_that_is_not_first_nests():
    model = add(scale(2), add(scale(3), scale(4)))
    assert len(model.layers) == 2


def test_an_add_without_layers_is_the_identity():
    model = add(scale(2), scale(3))
    model.layers.clear()
    Y, backprop = model.begin_update(X)
    assert Y is X
    assert backprop(X) is X


def test_lists_are_added_member_by_member():
    Y, backprop = add(noop(), with_array(scale(2))).begin_update([X, X[:1]])
    assert [one.tolist() for one in Y] == [(X * 3).tolist(), (X[:1] * 3).tolist()]
    assert [one.tolist() for one in backprop([X, X[:1]])] == [
        (X * 3).tolist(),
        (X[:1] * 3).tolist(),
    ]


def test_outputs_of_different_widths_cannot_be_added():
    with pytest.raises(ShapeError, match="their shapes differ"):
        add(Linear(4, 3), Linear(1, 3)).initialize().predict(X)


def test_outputs_of_different_kinds_cannot_be_added():
    with pytest.raises(ArrayError, match="different kinds: number 2 differs"):
        add(noop(), _named("r", lambda m, X, t: (Ragged(X, numpy.array([2])), None))).predict(X)


def test_concatenate_joins_widths_and_splits_gradients():
    Y, backprop = concatenate(scale(2), scale(3)).begin_update(X)
    assert (Y == numpy.hstack([X * 2, X * 3])).all()
    assert (backprop(numpy.hstack([X, 10 * X])) == 2 * X + 30 * X).all()


def test_concatenate_of_lists_gives_one_gradient_a_member():
    Xs = [X, X[:1]]
    Y, backprop = concatenate(noop(), with_array(scale(2))).begin_update(Xs)
    assert [one.shape for one in Y] == [(2, 6), (1, 6)]
    dXs = backprop(Y)
    assert [one.tolist() for one in dXs] == [(X + 4 * X).tolist(), (X[:1] * 5).tolist()]


def test_concatenate_of_nothing_is_noop_and_of_one_that_layer():
    only = Relu(4)
    assert concatenate().name == "noop"
    assert concatenate(only) is only


def test_a_concatenate_is_extended():
    first = concatenate(Relu(4), Relu(5))
    assert concatenate(first, Relu(6)) is first
    assert (len(first.layers), first.get_dim("nO")) == (3, 15)


def test_the_widths_of_a_concatenate_add_up():
    assert concatenate(Relu(4), Linear(5)).get_dim("nO") == 9
    assert concatenate(Relu(4), Linear()).has_dim("nO") is None


def test_one_missing_width_of_a_concatenate_is_inferred():
    model = concatenate(Relu(4), Linear()).initialize(X=X, Y=numpy.zeros((2, 9), dtype="f"))
    assert model.layers[1].get_dim("nO") == 5


def test_tuplify_gives_each_output_and_sums_gradients():
    Y, backprop = tuplify(scale(2), scale(3)).begin_update(X)
    assert isinstance(Y, tuple)
    assert [(one == X * factor).all() for one, factor in zip(Y, (2, 3))] == [True, True]
    assert (backprop((X, 10 * X)) == 32 * X).all()


def test_tuplify_is_not_flattened_and_has_only_nI():
    model = tuplify(tuplify(Relu(4, 3), Relu(4, 3)), Relu(4, 3))
    assert len(model.layers) == 2
    assert model.dim_names == ("nI",)


def test_clone_makes_copies_with_ids_of_their_own():
    model = clone(Relu(3, 3), 3)
    assert len({one.id for one in model.walk()}) == 4


def test_clone_of_none_and_of_one():
    only = Relu(3, 3)
    assert clone(only, 0).name == "noop"
    assert clone(only, 1) is only


def test_a_negative_number_of_clones_is_refused():
    with pytest.raises(ArgumentError, match="negative number of layers"):
        clone(Relu(), -1)


def test_residual_adds_the_input():
    Y, backprop = residual(scale(2)).begin_update(X)
    assert (Y == X * 3).all()
    assert (backprop(X) == X * 3).all()


def test_residual_around_another_width_is_refused():
    with pytest.raises(ShapeError, match="their shapes differ"):
        residual(Linear(4, 3)).initialize().predict(X)


def test_noop_hands_on_the_very_object_and_leaves_its_layers_alone():
    def refuse(model, X=None, Y=None):
        raise AssertionError("noop must not initialize its layers")

    inner = node("inner", init=refuse)
    model = noop(inner).initialize(X=X)
    assert model.layers == [inner]
    assert model.predict(X) is X


def test_an_empty_list_goes_through_a_whole_model():
    model = chain(
        list2ragged(),
        with_array(HashEmbed(4, 20)),
        with_array(chain(expand_window(1), Maxout(6, normalize=True))),
        residual(with_array(Relu(6, dropout=0.1))),
        reduce_mean(),
        Softmax(3),
    ).initialize(X=[numpy.arange(3), numpy.arange(2)])
    Y, backprop = model.begin_update([])
    assert Y.shape == (0, 3)
    assert backprop(Y) == []


def test_widths_that_do_not_fit_are_found_without_data():
    with pytest.raises(ShapeError) as caught:
        chain(Relu(8, 4), Softmax(3, 9)).initialize()
    assert str(caught.value) == (
        'layer 2 of 2, "softmax", takes another width than the layer before it gives\n'
        '  expected  nI=8    "relu" has nO=8\n'
        "  got       nI=9"
    )


@pytest.mark.parametrize("combinator", [add, concatenate])
def test_extending_by_itself_does_not_close_a_circle(combinator):
    first = combinator(scale(2), scale(3))
    Y, backprop = combinator(first, first).begin_update(X)
    single = first.predict(X)
    assert Y.sum() == 2 * single.sum()
    assert backprop(Y).shape == X.shape


def test_tuplify_wants_a_gradient_and_a_sample_for_each_layer():
    model = tuplify(Linear(2), Linear(2))
    with pytest.raises(ShapeError, match="another number of samples"):
        model.initialize(X=X, Y=(X,))
    Y, backprop = model.initialize(X=X).begin_update(X)
    with pytest.raises(ShapeError, match="another number of gradients"):
        backprop((Y[0],))


def test_concatenate_checks_the_width_of_a_gradient():
    _, backprop = concatenate(Linear(2), Linear(2)).initialize(X=X).begin_update(X)
    with pytest.raises(ShapeError, match="gradient of the wrong width"):
        backprop(numpy.ones((2, 9), dtype="f"))


def test_sequences_of_other_lengths_cannot_be_added():
    def split(*lengths):
        ragged = Ragged(X, numpy.array(lengths))
        return _named("split", lambda model, X, is_train: (ragged, None))

    with pytest.raises(ShapeError, match="sequences differ in length"):
        add(split(1, 1), split(2, 0)).predict(X)


@pytest.mark.parametrize("combinator", [add, concatenate])
def test_pairs_are_combined_side_by_side(combinator):
    both = _named("both", lambda m, X, t: (Pairs(X.one * 2, X.two * 3), lambda dY: dY))
    Y, backprop = combinator(noop(), both).begin_update(Pairs(X, 10 * X))
    dX = backprop(Y)
    assert Y.one.sum() == 3 * X.sum()
    assert Y.two.sum() == 40 * X.sum()
    assert (dX.one.shape, dX.two.shape) == (X.shape, X.shape)


def test_a_tuple_stays_a_tuple():
    assert isinstance(residual(noop()).predict((X, X)), tuple)


@pytest.mark.parametrize(
    ("layer", "given", "gradient"),
    [
        (list2ragged, [X], X),
        (lambda: with_array(noop()), Ragged(X, numpy.array([2])), X),
        (lambda: with_array(noop()), [X], X),
    ],
)
def test_a_gradient_of_another_kind_is_refused(layer, given, gradient):
    _, backprop = layer().begin_update(given)
    with pytest.raises(ArrayError, match="wrong kind"):
        backprop(gradient)


def test_gradients_of_other_lengths_are_refused():
    _, backprop = with_array(noop()).begin_update([X, X])
    with pytest.raises(ShapeError, match="other lengths"):
        backprop([X[:1], numpy.vstack([X, X[:1]])])


def test_a_list_of_numbers_is_no_batch():
    with pytest.raises(ArrayError, match="wrong kind"):
        with_array(noop()).predict([[1.0, 2.0]])


@pytest.mark.parametrize("n", [2.5, "a"])
def test_the_number_of_clones_is_an_integer(n):
    with pytest.raises(TypeError, match="clone needs a number of layers"):
        clone(Relu(2), n)


@pytest.mark.parametrize(
    "model",
    [
        with_padded(residual(LSTM(3, 3))),
        chain(list2array(), residual(Linear(3, 3))),
        chain(list2array(), add(noop(), Linear(3, 3), noop())),
    ],
    ids=["padded", "array", "add"],
)
def test_an_empty_list_may_come_without_a_width(model):
    Y, backprop = model.initialize().begin_update([])
    assert len(Y) == 0
    assert backprop(Y) == []


def test_an_add_that_is_extended_learns_the_width_of_the_new_layer():
    model = add(add(Relu(), Relu()), Relu(4, 3))
    assert (model.get_dim("nO"), model.get_dim("nI")) == (4, 3)
    assert chain(model, Softmax(2)).initialize().predict(numpy.ones((1, 3), "f")).shape == (1, 2)
