"""Everything that Netpost holds about one person, as a file that can be read and handed over (GDPR, article 15)."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from pathlib import Path

from netpost.danish import format_date, format_moment
from netpost.explain import INTENT_NAMES
from netpost.files import write_new_file
from netpost.jobs.person import find_traces, read_who
from netpost.jobs.report_content import KIND_NAMES
from netpost.jobs.session import Session
from netpost.jobs.wording import ANSWER_NAMES, AUTHOR_NAMES, STATE_NAMES
from netpost.journal.members import CellChange
from netpost.journal.owed import OwedMail
from netpost.journal.personal import PersonalRecords
from netpost.members import read_table
from netpost.members.traces import Traces
from netpost.render.markup import escape_markdown, render_html
from netpost.understand.reading import Intent
from netpost.zone import COPENHAGEN

PAGE = """<!DOCTYPE html>
<html lang="da">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 Calibri, Arial, sans-serif; max-width: 50em; margin: 2em auto; padding: 0 1em; color: #222 }}
h1 {{ font-size: 1.6em }} h2 {{ font-size: 1.2em; margin-top: 2em; border-bottom: 1px solid #bbb }}
table {{ border-collapse: collapse }} td, th {{ border: 1px solid #ccc; padding: .2em .6em; text-align: left; vertical-align: top }}
blockquote {{ margin: .5em 0 1.5em; padding-left: 1em; border-left: 3px solid #ccc }}
</style>
</head>
<body>
{body}</body>
</html>
"""
ELSEWHERE = """Netpost gemmer ikke selve de mails, som personen har skrevet. De ligger i postkassen, hvor I kan søge dem frem på
mailadressen, ligesom svarene fra Netpost ligger i mappen med sendt post. Derudover kan der findes sikkerhedskopier og udgaver
af members.csv, som I selv har gemt andre steder."""
NOT_IN_NAME = re.compile(r"[^\w.@-]")
NOTHING = "Netpost har ingen oplysninger om {who}."


def write_person(session: Session, who: str, folder: Path) -> list[str]:
    """Write the file and tell where it lies; Danish lines. Raises RequestError, DiskError."""
    who = read_who(who)
    traces = find_traces(session, who)
    sections = list(_sections(session, traces))
    if not sections:
        return [NOTHING.format(who=who)]
    title = f"Oplysninger om {who}"
    day = session.now.astimezone(COPENHAGEN).date()
    heading = f"# {escape_markdown(title)}\n\nHvad Netpost har gemt i {escape_markdown(session.settings.network_name)}, {format_date(day)}."
    body = render_html("\n\n".join([heading, *sections, "## Hvad der ikke står her", ELSEWHERE]))
    if session.is_dry_run:
        return [f"{title}: {len(sections)} afsnit."]
    file = _free_name(folder, f"persondata {NOT_IN_NAME.sub('_', who)} {day.isoformat()}")
    write_new_file(file, PAGE.format(title=escape(title), body=body).encode(), 0o600)
    return [f"{file}: alt, hvad Netpost har gemt om {who}. Filen kan åbnes i en browser. Slet den, når den er brugt."]


def _free_name(folder: Path, name: str) -> Path:
    names = (f"{name}.html", *(f"{name} ({number}).html" for number in range(2, 100)))
    return next(path for path in map(folder.joinpath, names) if not path.exists())


def _sections(session: Session, traces: Traces) -> Iterable[str]:
    records = PersonalRecords(session.journal.database)
    yield from _rows(session, traces)
    yield from _changes(session, _changes_of(session, traces))
    yield from _received(session, records.mails_about(traces))
    yield from _sent(session, records.owed_about(traces))
    yield from _section(
        "Kalender",
        [
            f"- {held.meeting}: {ANSWER_NAMES.get(held.partstat, held.partstat)}"
            for member in sorted(traces.ids)
            for held in session.journal.invitations.of_member(member)
        ],
    )
    yield from _section(
        "Hvad personalet har fået at vide",
        [f"- {format_moment(at)}: {escape_markdown(sentence)}" for at, sentence in records.notices_about(traces)],
    )
    yield from _versions(records, traces)


def _section(heading: str, lines: Sequence[str], separator: str = "\n") -> Iterable[str]:
    """A section without lines is left out."""
    if lines:
        yield f"## {heading}\n\n{separator.join(lines)}"


def _rows(session: Session, traces: Traces) -> Iterable[str]:
    for member in session.table.members:
        if member.id in traces.ids:
            cells = [
                ("id", member.id),
                *((column, member.cell(column)) for column in session.table.columns if column != "id"),
            ]
            table = [f"| {escape_markdown(column)} | {escape_markdown(text)} |" for column, text in cells if text]
            yield from _section("Rækken i members.csv", ["| kolonne | indhold |", "| --- | --- |", *table])
    signed = [member.label for member in session.table.members if member.signed_up_by in traces.addresses]
    yield from _section("Har tilmeldt", [f"- {escape_markdown(label)}" for label in signed])


def _changes_of(session: Session, traces: Traces) -> Iterable[CellChange]:
    return (change for member in sorted(traces.ids) for change in session.journal.members.changes_of(member))


def _changes(session: Session, changes: Iterable[CellChange]) -> Iterable[str]:
    lines = []
    for change in changes:
        who = AUTHOR_NAMES.get(change.author, change.author)
        if change.field is None:
            what = "rækken kom til" if change.new else "rækken blev slettet"
        else:
            what = f"{change.field}: " + " → ".join(
                f"»{text}«" for text in (change.old, change.new) if text or change.old
            )
        cause = session.journal.mails.find(change.mail) if change.mail else None
        why = f", efter mailen »{cause.subject}«" if cause else ""
        lines.append(f"- {format_moment(datetime.fromisoformat(change.at))}: {escape_markdown(f'{what} ({who}{why})')}")
    yield from _section("Ændringer", lines)


def _received(session: Session, numbers: Iterable[int]) -> Iterable[str]:
    blocks = []
    for number in numbers:
        mail = session.journal.mails.find(number)
        if mail is None:
            continue
        name = INTENT_NAMES[Intent(mail.intent)]
        facts = (
            f"{format_moment(mail.arrived)}, fra {mail.sender_name} {mail.sender}: »{mail.subject}«, læst som {name}."
        )
        reasons = " ".join(mail.reasons)
        blocks.append(f"**{escape_markdown(facts)}** {escape_markdown(reasons)}")
        blocks += [_quote(f"Skrev også: {mail.unused_text}")] if mail.unused_text else []
    yield from _section("Mails, som Netpost har læst", blocks, "\n\n")


def _sent(session: Session, keys: Iterable[str]) -> Iterable[str]:
    blocks = []
    for mail in filter(None, map(session.journal.owed.find, keys)):
        at = mail.sent_at or mail.attempted_at or mail.created_at
        facts = f"{format_moment(at) if at else ''}, {KIND_NAMES[mail.kind]} til {mail.recipient}: {STATE_NAMES[mail.state]}."
        blocks.append(f"**{escape_markdown(facts)}** {escape_markdown(mail.detail)}")
        blocks += [_quote(text)] if (text := _text_of(mail)) else []
    yield from _section("Mails fra Netpost", blocks, "\n\n")


def _text_of(mail: OwedMail) -> str:
    if mail.frozen is None:
        return ""
    body = email.message_from_bytes(mail.frozen, policy=email.policy.default).get_body(("plain",))
    return str(body.get_content()).strip() if body else ""


def _quote(text: str) -> str:
    return "\n".join(f"> {escape_markdown(line)}" for line in text.splitlines())


def _versions(records: PersonalRecords, traces: Traces) -> Iterable[str]:
    found = [
        version
        for version in records.versions()
        if version.state in {"written", "found"}
        and any(member.id in traces.ids for member in read_table(version.data).members)
    ]
    if found:
        span = f"{format_moment(found[0].at)} til {format_moment(found[-1].at)}"
        yield from _section(
            "Gemte udgaver af members.csv", [f"Rækken står i {len(found)} gemte udgaver af filen, fra {span}."]
        )
