"""Agreement between coders: one number a group, and the table of which labels are taken for which."""

from annotate.agreement.agreement import agreement
from annotate.agreement.confusion import confusion

__all__ = ["agreement", "confusion"]
