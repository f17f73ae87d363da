#!/usr/bin/env python3
"""Read new mail and bring members.csv up to date.

Each mail is either acted upon or put before staff with the reason. Nothing is sent to members.
"""

from __future__ import annotations

import sys

from netpost.command import run_script
from netpost.jobs import read_inbox

if __name__ == "__main__":
    sys.exit(run_script(lambda run, _: read_inbox(run), __doc__))
