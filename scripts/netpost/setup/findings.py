"""What check_setup.py finds: one line for each thing it tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from netpost.errors import EX_CONFIG, EX_OK, NetpostError


@dataclass(frozen=True)
class Finding:
    """What one trial gave.

    kind: ok, note (good to know), begin (the journal is still to be begun) or mend. exit_code: that of the error behind it.
    """

    kind: Literal["ok", "note", "begin", "mend"]
    sentence: str
    exit_code: int = EX_OK

    @property
    def line(self) -> str:
        """The finding as it is printed."""
        return f"{self.kind:<5} {self.sentence.rstrip()}"


def fine(sentence: str) -> Finding:
    """Make the finding that something is as it must be."""
    return Finding("ok", sentence)


def note(sentence: str) -> Finding:
    """Make a finding that hinders nothing."""
    return Finding("note", sentence)


def mend(fault: NetpostError | str) -> Finding:
    """Make the finding that something must be mended."""
    return Finding("mend", str(fault), fault.exit_code if isinstance(fault, NetpostError) else EX_CONFIG)


def summarise(findings: Sequence[Finding]) -> tuple[str, int]:
    """Return the last line, ready or what to mend, and the exit code: that of the first thing to mend."""
    faults = [finding for finding in findings if finding.kind == "mend"]
    if faults:
        sentences = " | ".join(" ".join(fault.sentence.split()) for fault in faults)
        return f"Not ready. To mend: {sentences}", faults[0].exit_code
    if any(finding.kind == "begin" for finding in findings):
        return "Ready to begin: run check_setup.py --begin.", EX_OK
    return "Ready.", EX_OK
