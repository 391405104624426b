"""Models as programs that need nothing but NumPy.

`export_numpy` writes a program; `exports` teaches it a layer of yours.
"""

from typedthinc.export.calls import Call, exports
from typedthinc.export.write import Exported, export_numpy

__all__ = ["Call", "Exported", "export_numpy", "exports"]
