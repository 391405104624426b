"""Models in bytes and on disk.

The functions here do the work of `Model.to_bytes`, `Model.to_disk`,
`Model.to_dict` and their counterparts. Loading runs no code from the data, and
a load that fails leaves the model as it was.
"""

from typedthinc.storage.models import (
    can_from_bytes,
    can_from_dict,
    can_from_disk,
    from_bytes,
    from_dict,
    from_disk,
    to_bytes,
    to_dict,
    to_disk,
)

__all__ = [
    "can_from_bytes",
    "can_from_dict",
    "can_from_disk",
    "from_bytes",
    "from_dict",
    "from_disk",
    "to_bytes",
    "to_dict",
    "to_disk",
]
