"""The layers whose figures are compared, as plain data.

A key is the registered name of a layer, and after a dash what is special about the case.
"""

from tests.thinc.cases_composed import COMBINED, WRAPPED
from tests.thinc.cases_rows import DENSE, SPARSE
from tests.thinc.cases_sequences import SEQUENTIAL

CASES = {**DENSE, **SPARSE, **SEQUENTIAL, **COMBINED, **WRAPPED}

FRAMEWORK = "wrapper of a framework"
WITHOUT_CASE = {
    "MXNetWrapper.v1": FRAMEWORK,
    "PyTorchLSTM.v1": FRAMEWORK,
    "PyTorchRNNWrapper.v1": FRAMEWORK,
    "PyTorchWrapper.v1": FRAMEWORK,
    "PyTorchWrapper.v2": FRAMEWORK,
    "PyTorchWrapper.v3": FRAMEWORK,
}
"""Registered layers of Thinc that have no figures, and why."""
