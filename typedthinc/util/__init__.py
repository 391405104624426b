"""Helpers for data, seeds and files."""

from typedthinc.backends.current import require_cpu
from typedthinc.errors import DataValidationError
from typedthinc.types.detect import get_array_module, is_cupy_array, is_numpy_array, is_xp_array
from typedthinc.util.array_info import ArrayInfo
from typedthinc.util.arrays import copy_array, to_numpy
from typedthinc.util.categorical import to_categorical
from typedthinc.util.forward_types import ForwardTypes, forward_types
from typedthinc.util.functions import partial
from typedthinc.util.nvtx import use_nvtx_range
from typedthinc.util.recursive import convert_recursive, iterate_recursive
from typedthinc.util.seed import fix_random_seed
from typedthinc.util.tempfiles import make_tempfile
from typedthinc.util.validation import (
    data_validation,
    is_data_validation_on,
    validate_fwd_input_output,
)
from typedthinc.util.width import get_width

__all__ = [
    "ArrayInfo",
    "DataValidationError",
    "ForwardTypes",
    "convert_recursive",
    "copy_array",
    "data_validation",
    "fix_random_seed",
    "forward_types",
    "get_array_module",
    "get_width",
    "is_cupy_array",
    "is_data_validation_on",
    "is_numpy_array",
    "is_xp_array",
    "iterate_recursive",
    "make_tempfile",
    "partial",
    "require_cpu",
    "to_categorical",
    "to_numpy",
    "use_nvtx_range",
    "validate_fwd_input_output",
]
