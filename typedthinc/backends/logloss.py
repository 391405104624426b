"""How unlikely what happened was held to be."""

from __future__ import annotations

from typing import Any, cast

from typedthinc.backends.checks import check_same_shape
from typedthinc.backends.core import OpsCore
from typedthinc.types.xp import FloatsT

# No outcome counts as less likely than this, so that the loss is never infinite.
_LEAST = 1e-8


class LogLoss(OpsCore):
    """The log loss of predictions."""

    def logloss(self, y_true: FloatsT, y_pred: FloatsT) -> FloatsT:
        """The log loss of each prediction: -log of the probability that the truth had.

        Args:
            y_true: 1 where it is so, 0 where not, or a probability between.
            y_pred: The predicted probabilities. What is below 1e-8 counts as
                that, and what is above 1 - 1e-8 likewise, so a loss is never
                above 18.5.

        Returns:
            A loss for each prediction, in the dtype of the predictions.

        Raises:
            ShapeError: The arrays differ in shape.
        """
        check_same_shape("logloss", y_true=y_true, y_pred=y_pred)
        xp: Any = self.xp
        # In float16, the least probability would be 0.
        dtype = xp.result_type(y_pred.dtype, "float32")
        predicted: Any = cast("Any", y_pred).astype(dtype, copy=False)
        truth: Any = cast("Any", y_true).astype(dtype, copy=False)
        log_yes = xp.log(xp.maximum(predicted, _LEAST))
        log_no = xp.log(xp.maximum(1 - predicted, _LEAST))
        losses = -(truth * log_yes + (1 - truth) * log_no)
        return cast("FloatsT", losses.astype(y_pred.dtype) if y_pred.dtype.kind == "f" else losses)
