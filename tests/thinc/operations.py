"""Call an operation of the NumPy backend, and say what it gives as plain data."""

from tests.thinc.inputs import digest, generator, make, plain

SPECS = {"value", "iterator", "floats", "floats01", "ints", "list", "tuple", "ragged", "padded"}


def observe_operation(name, case, library):
    types = library.types
    ops = library.api.NumpyOps()
    rng = generator(name)
    arguments = [_made(argument, rng, types) for argument in case.arguments]
    options = {option: _made(given, rng, types) for option, given in case.options.items()}
    inputs = digest(plain([arguments, options], types))
    result = getattr(ops, name.split("-")[0])(*arguments, **options)
    if name.startswith(("minibatch", "multibatch")):
        result = list(result)
    seen = {"inputs": inputs, "result": plain(result, types)}
    if case.written:
        seen["written"] = [plain(arguments[place], types) for place in case.written]
    return seen


def _made(argument, rng, types):
    is_spec = isinstance(argument, tuple) and argument and argument[0] in SPECS
    return make(argument, rng, types) if is_spec else argument
