"""Mail → Reading: what the writer wants, for whom, about which meetings, and the words that it rests on.

Judges by the mail alone (and the network's meetings); decide.py weighs it against the members. One file per fact.
"""

from netpost.understand.reading import (
    Bounce,
    CalendarAnswer,
    Evidence,
    Intent,
    Network,
    Person,
    Reading,
)

__all__ = ["Bounce", "CalendarAnswer", "Evidence", "Intent", "Network", "Person", "Reading"]
