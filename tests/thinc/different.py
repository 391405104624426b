"""Where results differ from those of Thinc on purpose: the case, the place in it, and why."""

KEPT_DTYPE = "a gradient comes back in the dtype of the input"
INNER_WIDTH = "the widths of the layer inside are known outside too"
NOT_NEGATIVE = "in Thinc the rate is negative after the last step"

DIFFERENT = {
    **{
        ("layers", name): {"/input gradient": KEPT_DTYPE}
        for name in (
            "HashEmbed.v1",
            "HashEmbed.v1-seed",
            "HashEmbed.v1-dropout",
            "remap_ids.v2-array",
            "remap_ids.v2-column",
            "uniqued.v1",
            "uniqued.v1-column",
            "uniqued.v1-one row",
        )
    },
    **{
        ("layers", name): {"/nodes/0/dims/nI: not in": INNER_WIDTH}
        for name in ("concatenate.v1-list", "concatenate.v1-ragged")
    },
    **{
        ("layers", name): {
            "/nodes/0/dims/nI: not in": INNER_WIDTH,
            "/nodes/0/dims/nO: not in": INNER_WIDTH,
        }
        for name in (
            "map_list",
            "with_flatten.v2",
            "with_ragged.v1-list",
            "with_ragged.v1-padded",
            "with_ragged.v1-ragged",
            "with_ragged.v1-tuple",
        )
    },
    **{
        ("layers", name): {
            "/input gradient": KEPT_DTYPE,
            "/nodes/0/attrs": "the table can be saved, which that of Thinc cannot",
        }
        for name in ("premap_ids.v1", "premap_ids.v1-column")
    },
    ("layers", "with_list.v1-padded2list"): {"/nodes/0/dims/nO: None": INNER_WIDTH},
    ("layers", "list2ragged.v1-axes"): {
        "/input gradient": "in Thinc the gradient has lost the axes of the input"
    },
    ("operations", "reduce_first"): {"/result/tuple/1": "starts are int64, as NumPy counts"},
    ("operations", "backprop_hard_swish_mobilenet-far"): {
        "/result": "at -3 exactly, where both slopes are right, PyTorch has the one of below"
    },
    ("operations", "scatter_add"): {"/result": "the table is returned, not None"},
    ("operations", "position_encode-odd"): {
        "/result": "in Thinc the last of an odd number of columns has the frequency of another"
    },
    **{
        ("schedules", f"slanted_triangular{variant}"): {
            "/values/10": NOT_NEGATIVE,
            "/values/11": NOT_NEGATIVE,
            "/generator/3": NOT_NEGATIVE,
        }
        for variant in ("", "-options")
    },
}
