"""A step of the demo → the lines of one screen: at most 40 lines of at most 100 columns, plain text. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from textwrap import wrap

from netpost.demo.stage import SentMail
from netpost.demo.story import Step
from netpost.demo.watching import ChangedMember, ReadMail, Sight
from netpost.members import Member

WIDTH = 100
MOST_MAILS = 9
MOST_LINES = 36
OUTCOMES = {
    "act": "acted upon",
    "known": "known already",
    "review": "left for staff",
    "ignore": "nothing to do",
    "read before": "read before",
}
MEETINGS = ("2017-09-14", "2017-11-16", "2018-01-25")


def draw_step(step: Step, place: str, sight: Sight) -> list[str]:
    """Draw the screen of a step. place: such as "3/11"."""
    moment = f"{step.now:%A} {step.now.day} {step.now:%B %Y, %H.%M}"
    lines = ["", f"== {place}  {moment} ".ljust(WIDTH, "="), *wrap(step.title, WIDTH)]
    lines += _paragraph("STAFF, by hand: ", step.words)
    lines += _section(f"MAIL IN ({len(sight.read)})", map(_draw_read, sight.read))
    lines += _section(f"MEMBERS.CSV, new and changed ({sight.members} rows)", map(_draw_changed, sight.changed))
    lines += _section(f"MAIL OUT ({len(sight.sent)})", _draw_sent(sight.sent))
    lines += _section("TOLD TO STAFF in the report", (line for text in sight.told for line in _item(text)))
    lines += _section("HELD", (line for text in sight.held for line in _item(text)))
    lines += _section(f"WAITS FOR STAFF ({len(sight.waiting)})", _draw_waiting(sight))
    return lines if len(lines) > 4 else [*lines, "Nothing came in, nothing changed, nothing went out."]


def draw_explanation(file: str, lines: Sequence[str]) -> list[str]:
    """Draw what explain_mail.py says of a mail, cut to one screen."""
    shown = [_fit(line, WIDTH).rstrip() for line in lines[:MOST_LINES] if not line.startswith("===")]
    return ["", f"== Why? explain_mail.py {file} ".ljust(WIDTH, "="), *shown]


def draw_table(members: Iterable[Member]) -> list[str]:
    """Draw all of members.csv, the columns that fit."""
    header = _columns("id", "navn", "organisation", "status", *(meeting[2:] for meeting in MEETINGS), "kvittering")
    rows = (
        _columns(
            member.id,
            member.name,
            member.cell("organisation"),
            member.status,
            *map(member.answer, MEETINGS),
            member.cell("kvittering"),
        )
        for member in members
    )
    return [header, "  " + "-" * (len(header) - 2), *rows]


def count_kinds(sent: Iterable[SentMail]) -> str:
    """Count what went out: `9 bekraeftelse, 14 paamindelse`."""
    counts = Counter(mail.key.partition(":")[0] for mail in sent)
    return ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items()))


def _columns(*texts: str) -> str:
    widths = (5, 22, 21, 9, 8, 8, 8, 10)
    return "  " + " ".join(_fit(text, width) for text, width in zip(texts, widths, strict=True)).rstrip()


def _fit(text: str, width: int) -> str:
    return (text if len(text) <= width else text[: width - 1] + "…").ljust(width)


def _section(title: str, rows: Iterable[str]) -> list[str]:
    found = list(rows)
    return [title, *found] if found else []


def _paragraph(title: str, text: str) -> list[str]:
    return wrap(title + text, WIDTH, subsequent_indent="  ") if text else []


def _item(text: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent="  - ", subsequent_indent="    ")


def _draw_read(mail: ReadMail) -> str:
    record = mail.record
    outcome = OUTCOMES.get(mail.outcome, mail.outcome)
    return (
        f"  {_fit(record.sender, 34)} {_fit(record.subject or '(no subject)', 34)} {_fit(record.intent, 10)} {outcome}"
    )


def _draw_changed(changed: ChangedMember) -> str:
    member = changed.member
    if not changed.is_new:
        cells = ", ".join(f"{column}: {member.cell(column) or '(empty)'}" for column in changed.columns)
        return f"  ~ {member.id} {_fit(member.name, 22)} {_fit(cells, WIDTH - 34)}".rstrip()
    facts = (member.cell("titel"), member.cell("organisation"))
    told = ", ".join(fact for fact in facts if fact)
    answers = "/".join(member.answer(meeting) or "-" for meeting in MEETINGS)
    ean = "EAN" if member.cell("ean") else ""
    return f"  + {member.id} {_fit(member.name, 22)} {_fit(told, 47)} {_fit(ean, 3)} {answers}"


def _draw_sent(sent: Sequence[SentMail]) -> Iterable[str]:
    """One line a mail; where there are many, one entry a subject."""
    if len(sent) <= MOST_MAILS:
        for mail in sent:
            calendar = f"  +{mail.attachments} .ics" if mail.attachments else ""
            yield f"  {_fit(mail.recipient, 34)} {_fit(mail.subject, 52)}{calendar}".rstrip()
        return
    subjects: dict[str, list[str]] = {}
    for mail in sent:
        subjects.setdefault(mail.subject, []).append(mail.recipient)
    for subject, recipients in subjects.items():
        yield f"  {len(recipients)} × {_fit(subject, WIDTH - 8).rstrip()}"
        yield from wrap(", ".join(recipients), WIDTH, initial_indent="      ", subsequent_indent="      ")


def _draw_waiting(sight: Sight) -> Iterable[str]:
    for mail in sight.waiting:
        yield from _item(f"{mail.subject or '(no subject)'} ({mail.sender}): {' '.join(mail.reasons)}")
