#!/usr/bin/env python3
"""Read the inbox, then send the confirmations, reminders and follow-ups that are due: the one line for a crontab.

*/5 * * * *  /opt/netpost/.venv/bin/python /opt/netpost/scripts/run_once.py --config /srv/netvaerk/config.env
"""

from __future__ import annotations

import sys

from netpost.command import run_script
from netpost.jobs import run_once

if __name__ == "__main__":
    sys.exit(run_script(lambda run, _: run_once(run), __doc__))
