"""A form of the network's invitation that was filled in where it stood, in the quoted mail: its lines become the writer's own words."""

from __future__ import annotations

from dataclasses import replace

from netpost.message import Mail
from netpost.understand.context import Context
from netpost.understand.entry import LABEL, find_entries


def take_over_form(mail: Mail, context: Context) -> Mail:
    """Return the mail with the filled-in lines of a quoted form below its own words, the mail as it is where there are none."""
    if context.kind != "invitation" or any(one.kind == "form" for one in find_entries(mail.own_text)):
        return mail
    lines = [line.strip("> \t") for line in mail.quoted.splitlines()]
    filled = "\n".join(line for line in lines if (match := LABEL.match(line)) and line[match.end() :].strip(" .…_"))
    if not any(one.kind == "form" and one.name for one in find_entries(filled)):
        return mail
    return replace(mail, own_text=f"{mail.own_text.rstrip()}\n\n{filled}\n")
