"""What the staff do by hand in the demo (I/O): edit members.csv in LibreOffice, finish a programme, tidy the mailbox."""

from __future__ import annotations

import csv
import email
import io
from collections.abc import Callable, Sequence
from datetime import datetime

from netpost.demo.stage import EXAMPLES, Stage
from netpost.files import read_file
from netpost.members import read_table

Rows = list[dict[str, str]]


def edit_members(stage: Stage, saved: datetime, edit: Callable[[Rows], None]) -> None:
    """Change rows and save as LibreOffice does after its first dialog: commas, no byte order mark, few quotes."""
    path = stage.office / "members.csv"
    table = read_table(read_file(path))
    rows = [dict(member.cells) | {"id": member.id} for member in table.members]
    edit(rows)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, table.columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode("utf-8"))
    stage.date_file(path, saved)


def find_row(rows: Rows, name: str) -> dict[str, str]:
    """Find a person's row."""
    return next(row for row in rows if row["navn"] == name)


def declare_ready(stage: Stage, name: str, saved: datetime) -> None:
    """Write `Status: klar` on a programme or summary."""
    path = stage.office / "templates" / "meetings" / name
    path.write_text(path.read_text("utf-8").replace("Status: kladde", "Status: klar", 1), "utf-8")
    stage.date_file(path, saved)


def finish_waiting(stage: Stage, names: Sequence[str]) -> None:
    """Take the flag off mails in the inbox, as one does when they are dealt with."""
    with stage.imap.connect() as inbox:
        for name in names:
            message_id = str(email.message_from_bytes((EXAMPLES / name).read_bytes())["Message-ID"])
            uids = inbox.find_message_id("INBOX", message_id)
            inbox.open_folder("INBOX", for_writing=True)
            inbox.unflag(uids)
