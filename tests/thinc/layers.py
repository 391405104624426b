"""Build a layer that a case describes, run it, and say what it does as plain data."""

from tests.thinc.inputs import digest, draw, generator, gradient, make, plain


def observe_layer(name, case, library):
    """What the layer of a case does; without the parts that the case leaves out."""
    types = library.types
    X = make(case.X, generator(name, "X"), types)
    Y = None if case.Y is None else make(case.Y, generator(name, "Y"), types)
    seen = {"inputs": digest(plain([X, Y], types))}
    model = build(case.config, library)
    model.initialize(X=X, Y=Y)
    nodes = list(model.walk())
    seen["nodes"] = [_node(node, nodes, types) for node in nodes]
    if "output" in case.without:
        return seen
    _set_parameters(name, nodes, case.kept)
    output, backprop = model(X, is_train=case.is_train)
    seen["output"] = plain(output, types)
    if "input gradient" in case.without and "gradients" in case.without:
        return seen
    dX = backprop(gradient(output, generator(name, "dY"), types))
    if "input gradient" not in case.without:
        seen["input gradient"] = plain(dX, types)
    if "gradients" not in case.without:
        seen["gradients"] = [
            {param: plain(node.get_grad(param), types) for param in sorted(node.grad_names)}
            for node in nodes
        ]
    return seen


def build(config, library):
    """The layer of a block; `@function` names one that no block of Thinc can describe."""
    if "@function" in config:
        arguments = {name: _argument(given, library) for name, given in config.items()}
        make_layer = getattr(library.api, arguments.pop("@function"))
        return make_layer(*arguments.pop("*", ()), **arguments)
    return library.api.registry.resolve({"model": config})["model"]


def _argument(given, library):
    if isinstance(given, dict) and ("@layers" in given or "@function" in given):
        return build(given, library)
    return [_argument(member, library) for member in given] if isinstance(given, list) else given


def _node(node, nodes, types):
    refs = {name: node.maybe_get_ref(name) for name in node.ref_names}
    return {
        "name": node.name,
        "dims": {name: node.maybe_get_dim(name) for name in node.dim_names},
        "params": {
            name: list(node.get_param(name).shape) if node.has_param(name) else None
            for name in node.param_names
        },
        "attrs": plain(dict(sorted(node.attrs.items())), types),
        "refs": {name: None if ref is None else nodes.index(ref) for name, ref in refs.items()},
    }


def _set_parameters(name, nodes, kept):
    for place, node in enumerate(nodes):
        for param in node.param_names:
            if node.has_param(param) and param not in kept:
                rng = generator(name, place, param)
                node.set_param(param, draw(rng, node.get_param(param).shape))
