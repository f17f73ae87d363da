"""What would be sent, as .eml files in PREVIEW_FOLDER: under SEND=no, and for preview_mails.py."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from netpost.errors import DiskError, TemplateError
from netpost.jobs.session import Session
from netpost.jobs.writing import MailWriter
from netpost.journal.owed import Kind, OwedMail


def refresh_previews(session: Session) -> None:
    """Under SEND=no: write a fresh preview of every owed mail, if anything it depends on has changed."""
    mails = [mail for mail in session.journal.owed.in_state("owed") if mail.kind is not Kind.REPORT]
    if session.settings.send or session.is_dry_run:
        return
    basis = _basis(session, mails)
    if session.journal.value("preview_basis") == basis:
        return
    if mails or session.journal.value("preview_basis"):
        written = write_previews(session, mails)
        session.say(f"SEND=no: {written} mail(s) written to {session.settings.path(session.settings.preview_folder)}")
    with session.journal.transaction():
        session.journal.remember("preview_basis", basis)


def write_previews(session: Session, mails: Sequence[OwedMail]) -> int:
    """Write the mails as .eml files in place of those of last time; returns how many. Raises DiskError."""
    folder = session.settings.path(session.settings.preview_folder)
    written = {f"{_file_name(mail)}.eml": raw for mail, raw in _write_all(session, mails)}
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for old in folder.glob("*.eml"):
            if old.name not in written:
                old.unlink()
        for name, raw in written.items():
            (folder / name).write_bytes(raw)
    except OSError as error:
        raise DiskError(f"{folder}: previews cannot be written.", f"{error.strerror}.", "Mend that.") from error
    return len(written)


def _write_all(session: Session, mails: Sequence[OwedMail]) -> list[tuple[OwedMail, bytes]]:
    writer = MailWriter(session)
    found: list[tuple[OwedMail, bytes]] = []
    broken: set[Kind] = set()
    for mail in mails:
        if mail.kind in broken or not writer.can_write(mail):
            continue
        try:
            found.append((mail, writer.write(mail).raw))
        except TemplateError as fault:
            broken.add(mail.kind)
            session.meet_fault(fault)
            session.tell_staff("fil", f"template:{mail.kind}:{fault}", str(fault))
    return found


def _file_name(mail: OwedMail) -> str:
    return mail.key.replace(":", "_").replace("/", "_")


def _basis(session: Session, mails: Sequence[OwedMail]) -> str:
    parts = [mail.key for mail in mails]
    parts += [session.journal.value(name) or "" for name in ("members_changed", "meetings_stamp")]
    folder = session.settings.templates_folder
    for path in sorted(folder.rglob("*")) if mails and folder.is_dir() else ():
        parts.append(f"{path.name} {path.stat().st_mtime_ns}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest() if mails else ""
