"""Layers over sequences."""

from __future__ import annotations

from typedthinc.export.calls import exports, fields
from typedthinc.export.runtime import sequences as runtime
from typedthinc.layers.expand_window import forward as expand_window
from typedthinc.layers.list2array import forward as list2array
from typedthinc.layers.list2padded import forward as list2padded
from typedthinc.layers.list2ragged import forward as list2ragged
from typedthinc.layers.padded2list import forward as padded2list
from typedthinc.layers.ragged2list import forward as ragged2list

exports(list2array)(fields(runtime.list2array))
exports(list2ragged)(fields(runtime.list2ragged))
exports(ragged2list)(fields(runtime.ragged2list))
exports(expand_window)(fields(runtime.expand_window, window_size="window_size"))
exports(list2padded)(fields(runtime.list2padded))
exports(padded2list)(fields(runtime.padded2list))
