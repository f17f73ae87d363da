"""The versions of members.csv as staff are told of them: the list, and all that changed in one. Danish lines."""

from __future__ import annotations

from collections.abc import Iterator

from netpost.danish import format_moment
from netpost.errors import RequestError, StaffFileError
from netpost.files import digest_of, read_file
from netpost.jobs.past import Past
from netpost.jobs.session import Session
from netpost.jobs.wording import AUTHOR_NAMES
from netpost.journal.members import Version
from netpost.members.difference import describe_briefly, describe_fully

MARKS = {
    "refused": " (kunne ikke læses, blev ikke brugt)",
    "pending": " (er ikke skrevet endnu)",
    "unmerged": " (er ikke ført sammen endnu)",
}
RESTORED = " (en gammel udgave er hentet frem)"
OLDEST = "den ældste udgave, der er gemt"
UNREADABLE = "kan ikke læses"
NOTHING = "Der er ikke gemt nogen udgaver af members.csv endnu."
SAVED_SINCE = "members.csv er gemt, siden Netpost sidst så på den. Den udgave kommer med ved næste kørsel."
REFUSED_NOW = "members.csv kan ikke læses, som den ligger nu. En gammel udgave kan hentes frem med --restore."


def list_versions(session: Session, limit: int) -> list[str]:
    """List the last versions, all with a limit of 0, the newest last."""
    past = Past.until(session, None, limit)
    shown = past.versions[-limit:] if limit else past.versions
    if not shown:
        return [NOTHING]
    lines = [line for version in shown for line in _describe_version(past, version)]
    return [*lines, *_warnings(session)]


def show_version(session: Session, number: int) -> list[str]:
    """Tell all that changed in a version. Raises RequestError."""
    version = find_version(session, number)
    past = Past.until(session, number)
    difference = past.difference(version)
    base = past.base(version)
    if base is None or difference is None:
        return [
            head_version(past, version),
            OLDEST.capitalize() + "." if base is None else UNREADABLE.capitalize() + ".",
        ]
    return [
        head_version(past, version),
        f"Ændret siden udgave {base.id} ({format_moment(base.at)}):",
        *(f"    {line}" for line in describe_fully(difference)),
    ]


def find_version(session: Session, number: int) -> Version:
    """Return a version by its number. Raises RequestError."""
    version = session.journal.members.version(number)
    if version is None:
        numbers = session.journal.members.version_numbers()
        kept = f"Netpost har gemt udgave {numbers[0]} til {numbers[1]}." if numbers else NOTHING
        raise RequestError(f"Der er ingen udgave {number} af members.csv.", kept, "Se dem med members_history.py.")
    return version


def head_version(past: Past, version: Version) -> str:
    """Write a version's first line: number, when, who, how many, and what is special about it."""
    table = past.table(version)
    facts = [f"Udgave {version.id}", format_moment(version.at), AUTHOR_NAMES[version.author]]
    if table is not None:
        facts.append("1 person" if len(table.members) == 1 else f"{len(table.members)} personer")
    is_restored = version.author == "staff" and version.state in {"written", "pending"}
    return ", ".join(facts) + (RESTORED if is_restored else "") + MARKS.get(version.state, "")


def _describe_version(past: Past, version: Version) -> Iterator[str]:
    yield head_version(past, version)
    difference, base = past.difference(version), past.base(version)
    if difference is not None:
        yield from (f"    {line}" for line in describe_briefly(difference))
        if base is not None and base is not past.previous(version):
            yield f"    gemt fra en kopi af udgave {base.id}"
    elif version.state != "refused":
        yield f"    {OLDEST if base is None else UNREADABLE}"


def _warnings(session: Session) -> Iterator[str]:
    """Tell what the list does not hold yet."""
    if session.journal.notices.open_keys("members:"):
        yield REFUSED_NOW
        return
    try:
        data = read_file(session.settings.members_file)
    except StaffFileError as fault:
        yield str(fault)
        return
    if digest_of(data) != session.journal.members.digest_on_disk:
        yield SAVED_SINCE
