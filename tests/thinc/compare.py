"""What is different between two results, as plain data."""

import numpy

RTOL = 1e-5
ATOL = 1e-6


def differences(expected, got, path="", *, atol=ATOL):
    """A line for each place where results differ; none if they are the same."""
    if isinstance(expected, dict) and isinstance(got, dict):
        lines = [f"{path}/{name}: missing" for name in expected if name not in got]
        lines += [f"{path}/{name}: not in Thinc" for name in got if name not in expected]
        if "shape" in expected and not lines:
            return _arrays(expected, got, path, atol)
        for name in expected.keys() & got.keys():
            lines += differences(expected[name], got[name], f"{path}/{name}", atol=atol)
        return lines
    if isinstance(expected, list) and isinstance(got, list):
        if len(expected) != len(got):
            return [f"{path}: {len(expected)} members in Thinc, {len(got)} here"]
        lines = []
        for place, (one, two) in enumerate(zip(expected, got)):
            lines += differences(one, two, f"{path}/{place}", atol=atol)
        return lines
    if isinstance(expected, float) and isinstance(got, float):
        same = numpy.isclose(got, expected, rtol=RTOL, atol=atol, equal_nan=True)
    else:
        same = type(expected) is type(got) and expected == got
    return [] if same else [f"{path}: {expected!r} in Thinc, {got!r} here"]


def _arrays(expected, got, path, atol):
    if expected["shape"] != got["shape"]:
        return [f"{path}: shape {expected['shape']} in Thinc, {got['shape']} here"]
    (dtype,) = expected.keys() - {"shape"}
    one, two = expected[dtype], got[dtype]
    if "float" not in dtype:
        return [] if one == two else [f"{path}: {one} in Thinc, {two} here"]
    if numpy.allclose(two, one, rtol=RTOL, atol=atol, equal_nan=True):
        return []
    far = numpy.max(numpy.abs(numpy.subtract(two, one)))
    return [f"{path}: up to {far:.3g} apart, {one[:4]}... in Thinc, {two[:4]}... here"]
