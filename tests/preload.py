"""Loaded once by the fork server of warm.py: the package, its libraries, and what understanding a first mail compiles."""

from __future__ import annotations

import imapclient  # noqa: F401
import jinja2  # noqa: F401
import pandas as pd  # noqa: F401

import netpost.jobs
import netpost.outbox
import netpost.setup.check  # noqa: F401
from explain_mail import read_network
from netpost.message import read_mail
from netpost.understand import understand_mail

understand_mail(
    read_mail(b"From: Ole Finn <ole@koege.example>\r\nSubject: Tilmelding\r\n\r\nTilmeld mig Vejle.\r\n"),
    read_network(None),
)
