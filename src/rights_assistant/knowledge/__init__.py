"""`knowledge/**` into provisions, systems, remedies, referrals and guides; says what is wrong where."""

from rights_assistant.knowledge.check import examine, load
from rights_assistant.knowledge.faults import Fault

__all__ = ["Fault", "examine", "load"]
