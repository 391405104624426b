"""What typedthinc does not offer as Thinc does, and why."""

FRAMEWORK = "frameworks come later"
DEVICE = "GPU devices come later"
INTERNAL = "internal to Thinc, and not in its documentation"

NAMES = {
    **dict.fromkeys(
        (
            "MXNetShim", "MXNetWrapper", "PyTorchGradScaler", "PyTorchLSTM", "PyTorchRNNWrapper",
            "PyTorchShim", "PyTorchWrapper", "PyTorchWrapper_v2", "PyTorchWrapper_v3", "Shim",
            "TensorFlowShim", "TensorFlowWrapper", "TorchScriptShim", "TorchScriptWrapper_v1",
            "enable_mxnet", "enable_tensorflow", "keras_model_fns", "keras_subclass",
            "maybe_handshake_model", "mxnet2xp", "pytorch_to_torchscript_wrapper",
            "tensorflow2xp", "torch2xp", "xp2mxnet", "xp2tensorflow", "xp2torch",
        ),
        FRAMEWORK,
    ),
    **dict.fromkeys(
        (
            "CupyOps", "MPSOps", "get_torch_default_device", "has_cupy", "prefer_gpu",
            "require_gpu", "set_active_gpu", "set_gpu_allocator", "use_pytorch_for_gpu_memory",
            "use_tensorflow_for_gpu_memory",
        ),
        DEVICE,
    ),
}  # fmt: skip
"""Names of `thinc.api` that are not in `typedthinc.api`."""

REGISTERED = {
    **dict.fromkeys(
        (
            "MXNetWrapper.v1", "PyTorchLSTM.v1", "PyTorchRNNWrapper.v1", "PyTorchWrapper.v1",
            "PyTorchWrapper.v2", "PyTorchWrapper.v3",
        ),
        FRAMEWORK,
    ),
    **dict.fromkeys(("CupyOps", "MPSOps"), DEVICE),
}  # fmt: skip
"""Registered functions of Thinc that are not registered here."""

MEMBERS = {
    **dict.fromkeys(
        (
            "CategoricalCrossentropy.convert_truths",
            "Config.interpret_config",
            "Config.replace_section_refs",
            "Ragged.starts_ends",
            "registry.get_constructor",
            "registry.is_promise",
            "registry.make_promise_schema",
            "registry.parse_args",
        ),
        INTERNAL,
    ),
}
"""Members of classes that the same class does not have here."""

NO_OVERRIDES = "no overrides are None, not an empty dictionary"
SIGNATURES = {
    "ConfigValidationError": "no errors are None, not an empty tuple",
    "Ops": "options that mean nothing are refused",
    "chain": "layers are given by position",
    "serialize_attr": "the first argument has a name",
    "deserialize_attr": "the first argument has a name",
    "Config.from_bytes": NO_OVERRIDES,
    "Config.from_disk": NO_OVERRIDES,
    "Config.from_str": NO_OVERRIDES,
    "with_debug": "the callback that does nothing has a name",
    "registry.fill": f"no schema is None, not an empty one; {NO_OVERRIDES}",
    "registry.resolve": f"no schema is None, not an empty one; {NO_OVERRIDES}",
}
"""What is called otherwise than in Thinc."""

MODULES = {
    "compat": FRAMEWORK,
    "shims": FRAMEWORK,
}
"""Modules of Thinc that are not here."""

MODULE_NAMES = {
    "backends.ParamServer": "distributed training comes later",
    "backends.contextvars_eq_thread_ops": INTERNAL,
    "model.empty_init": INTERNAL,
    "backends.cupy_pytorch_allocator": DEVICE,
    "backends.cupy_tensorflow_allocator": DEVICE,
    "util.gpu_is_available": DEVICE,
    **dict.fromkeys(
        (
            f"util.{name}"
            for name in (
                "assert_mxnet_installed", "assert_pytorch_installed",
                "assert_tensorflow_installed", "is_mxnet_array", "is_mxnet_gpu_array",
                "is_tensorflow_array", "is_tensorflow_gpu_array", "is_torch_array",
                "is_torch_cuda_array", "is_torch_gpu_array", "is_torch_mps_array",
            )
        ),
        FRAMEWORK,
    ),
    **dict.fromkeys(
        (
            f"types.{name}"
            for name in (
                "Array1dT", "ArrayT", "Fal", "FourAx", "OneAx", "SelfT", "Slicish", "ThreeAx",
                "Tru", "TwoAx", "get_array_module",
            )
        ),
        INTERNAL,
    ),
}  # fmt: skip
"""Names in other modules of Thinc than `api` that are not in the same module here."""
