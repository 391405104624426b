"""The backend for the CPU of a Mac, seen from another system through a pretended one."""

import subprocess
import sys

import pytest

from typedthinc.api import AppleOps, NumpyOps, get_ops
from typedthinc.errors import ArgumentError

ON_A_MAC = """
import pickle, sys
import numpy, typing_extensions
sys.platform = "darwin"
from typedthinc.api import AppleOps, NumpyOps, get_ops, registry
assert registry.ops.get("AppleOps") is AppleOps
assert issubclass(AppleOps, NumpyOps)
assert type(get_ops("apple")) is AppleOps
assert type(get_ops("cpu")) is AppleOps
assert type(get_ops("numpy")) is NumpyOps
assert repr(AppleOps()) == "AppleOps(device_type='cpu', device_id=-1)"
assert type(pickle.loads(pickle.dumps(AppleOps()))) is AppleOps
"""


def test_it_is_the_backend_for_a_cpu_on_a_mac():
    result = subprocess.run([sys.executable, "-c", ON_A_MAC], check=False, capture_output=True)
    assert result.returncode == 0, result.stderr.decode()


@pytest.mark.skipif(sys.platform == "darwin", reason="it is there on a Mac")
def test_it_is_none_elsewhere():
    assert AppleOps is None
    assert type(get_ops("cpu")) is NumpyOps
    with pytest.raises(ArgumentError, match='no backend "apple"'):
        get_ops("apple")
