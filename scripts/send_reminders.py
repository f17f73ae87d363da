#!/usr/bin/env python3
"""Send the reminders that are due before a meeting.

Each member who comes gets each reminder once. SEND=no writes them to PREVIEW_FOLDER instead.
"""

from __future__ import annotations

import sys

from netpost.command import run_script
from netpost.jobs import send_reminders

if __name__ == "__main__":
    sys.exit(run_script(lambda run, _: send_reminders(run), __doc__))
