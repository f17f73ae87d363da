"""A form of the network's invitation that was filled in where it stood, in the quoted mail: its lines become the writer's own words."""

from __future__ import annotations

from dataclasses import replace

from netpost.message import Mail
from netpost.understand.context import Context
from netpost.understand.labels import LABEL
from netpost.understand.listed import find_entries


def take_over_form(mail: Mail, context: Context) -> Mail:
    """Return the mail with the filled-in lines of a quoted form below its own words, the mail as it is where there are none."""
    if context.kind in {"meeting", "ean"} or not context.is_reply:
        return mail
    lines = [line.strip("> \t") for line in mail.quoted.splitlines()]
    filled = [line for line in lines if (match := LABEL.match(line)) and line[match.end() :].strip(" .…_")]
    names = [one.name for one in find_entries("\n".join(filled)) if one.kind == "form" and one.name]
    if not names:
        return mail
    own = [one.name for one in find_entries(mail.own_text) if one.kind == "form"]
    if own and own != names:
        return mail
    # some lines may stand above the quote already, as answers that were written between its lines
    missing = "\n".join(line for line in filled if line not in mail.own_text)
    return replace(mail, own_text=f"{mail.own_text.rstrip()}\n\n{missing}\n") if missing else mail
