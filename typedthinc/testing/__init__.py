"""Checks for layers, of this package and of your own."""

from typedthinc.testing.contract import check_layer
from typedthinc.testing.gradients import check_gradients

__all__ = ["check_gradients", "check_layer"]
