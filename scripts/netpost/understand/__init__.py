"""Mail → Reading: what the writer wants, for whom, about which meetings, and the words that it rests on.

Judges by the mail alone (and the network's meetings); decide/ weighs it against the members. One file per fact.
"""

from netpost.understand.reading import (
    CHANGING,
    Bounce,
    CalendarAnswer,
    Evidence,
    Intent,
    Network,
    Person,
    Reading,
)
from netpost.understand.understanding import understand_mail

__all__ = [
    "CHANGING",
    "Bounce",
    "CalendarAnswer",
    "Evidence",
    "Intent",
    "Network",
    "Person",
    "Reading",
    "understand_mail",
]
