"""Remembering which fault was told, so that cron does not write to its owner every five minutes (I/O).

One small text file for each script in the state folder: the time of the last telling, then the sentence. A fault is
told when it begins, again after a day, and anew when it has been away in between.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

TELL_AGAIN_AFTER = timedelta(days=1)


class ToldFaults:
    """What one script told last. Without a folder that can be written to, everything is told every time."""

    def __init__(self, folder: Path, script: str) -> None:
        self.file = folder / f"told-{script}.txt"

    def is_new(self, sentence: str, now: datetime) -> bool:
        """Tell whether a fault is to be told now (aware), and remember it then."""
        try:
            at, _, told = self.file.read_text("utf-8").partition("\n")
            if told == _shape(sentence) and timedelta() <= now - datetime.fromisoformat(at) < TELL_AGAIN_AFTER:
                return False
        except (OSError, ValueError, TypeError):
            # Nothing told yet, or nothing that can be read: then it is told.
            pass
        try:
            self.file.write_text(f"{now.isoformat()}\n{_shape(sentence)}", "utf-8")
        except OSError:
            return True
        return True

    def forget(self) -> None:
        """Note that all is well."""
        try:
            self.file.unlink(missing_ok=True)
        except OSError:
            return


def _shape(sentence: str) -> str:
    """Reduce a sentence to what stays the same while a fault lasts: servers put times and numbers into theirs."""
    return "".join("#" if sign.isdecimal() else sign for sign in sentence)
