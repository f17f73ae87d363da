"""Trying everything that a network needs, for check_setup.py: rights, files, templates, journal, servers.

Each function tries one thing and gives its findings; what cannot be tried because another thing is broken is left out.
Nothing is changed, sent or moved.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from netpost.errors import NetpostError, TemplateError
from netpost.files import find_newer_spreadsheet, find_stop, read_file, read_templates
from netpost.meetings import Meeting, read_meetings
from netpost.members.member import Table
from netpost.render.renderer import LAYOUT, Renderer
from netpost.settings import Settings, is_readable_by_others
from netpost.setup.check_servers import check_inbox, check_outbox
from netpost.setup.findings import Finding, fine, mend, note


def check_network(settings: Settings, config_file: Path, now: datetime) -> Iterator[Finding]:
    """Try everything, in the order in which things depend on each other. now: aware."""
    yield fine(f"settings: {config_file}")
    yield from check_rights(settings, config_file)
    meetings = yield from check_meetings(settings, now)
    table = yield from check_members(settings, meetings)
    yield from check_mail_templates(settings, table, meetings)
    yield from check_journal(settings)
    yield from check_inbox(settings)
    yield from check_outbox(settings)
    yield from check_brakes(settings)
    yield from check_tracking(settings, config_file)


def check_rights(settings: Settings, config_file: Path) -> Iterator[Finding]:
    """Try the rights of config.env and of the two folders."""
    if is_readable_by_others(config_file):
        yield mend(f"{config_file} holds passwords and others can read it. Run chmod 600 {config_file}")
    folders = {"STATE_FOLDER": settings.state_folder, "OFFICE_FOLDER": settings.office_folder}
    for name, folder in ((name, settings.path(value)) for name, value in folders.items()):
        if not folder.is_dir():
            yield mend(f"{folder} is no folder. Make it, or mend {name}.")
        elif not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            yield mend(f"{folder} cannot be written to by this user. Give it the right, or mend {name}.")
        elif name == "STATE_FOLDER" and is_readable_by_others(folder):
            yield mend(f"{folder} holds names and addresses and others can enter it. Run chmod 700 {folder}")
        else:
            yield fine(f"{name}: {folder}")


def check_meetings(settings: Settings, now: datetime) -> Generator[Finding, None, tuple[Meeting, ...]]:
    """Read meetings.csv; return the meetings without a fault."""
    try:
        found = read_meetings(read_file(settings.meetings_file), today=now.date())
    except NetpostError as fault:
        yield mend(fault)
        return ()
    for problem in found.problems:
        yield mend(problem.sentence)
    coming = [meeting for meeting in found.all if meeting.day >= now.date() and not meeting.is_cancelled]
    yield fine(f"meetings.csv: {len(found.all)} meetings, {len(coming)} to come")
    return found.all


def check_members(settings: Settings, meetings: tuple[Meeting, ...]) -> Generator[Finding, None, Table]:
    """Read members.csv; return the table, empty where it cannot be read."""
    from netpost.members import read_table

    path = settings.members_file
    try:
        table = read_table(read_file(path), tuple(meeting.id for meeting in meetings))
    except NetpostError as fault:
        yield mend(fault)
        return Table((), ())
    yield fine(f"members.csv: {len(table.members)} rows")
    if not os.access(path, os.W_OK):
        yield mend(f"{path} cannot be written to by this user. Give it the right.")
    if newer := find_newer_spreadsheet(path):
        yield note(f"{newer} is newer than members.csv: somebody may be working in that one. Only members.csv counts.")
    return table


def check_mail_templates(settings: Settings, table: Table, meetings: tuple[Meeting, ...]) -> Iterator[Finding]:
    """Try each template with samples, and then for each member."""
    from netpost.members.member import COLUMNS
    from netpost.render.template_check import check_templates

    try:
        sources = read_templates(settings.templates_folder)
    except NetpostError as fault:
        yield mend(fault)
        return
    columns = [column for column in table.columns if column not in COLUMNS]
    faults = check_templates(sources, settings, columns)
    faults = faults or render_for_members(sources, settings, table, meetings)
    yield from (mend(fault) for fault in faults)
    if not faults:
        yield fine(f"templates: {len(sources)} files, tried for {len(table.members)} members")


def render_for_members(
    sources: Mapping[str, str], settings: Settings, table: Table, meetings: tuple[Meeting, ...]
) -> list[TemplateError]:
    """Render each kind of mail for each member; the first fault of each template is enough."""
    from netpost.render import values
    from netpost.render.markup import Markdown

    renderer = Renderer(sources, sources[LAYOUT])
    faults: dict[str, TemplateError] = {}
    text = Markdown("…")
    for member in table.members:
        mails = {
            "bekraeftelse.md": values.confirmation_values(
                settings, [member], meetings, with_price=True, is_to_writer=False
            ),
            "allerede_tilmeldt.md": values.already_values(settings, [member], meetings),
            "venteliste.md": values.waiting_list_values(settings, [member], meetings),
            "afmelding.md": values.cancellation_values(settings, [member], meetings),
            "afbud.md": values.decline_values(settings, [member], meetings[:1], meetings[1:]),
        }
        if meetings:
            mails["paamindelse.md"] = values.reminder_values(settings, member, meetings[0], text)
            mails["opsamling.md"] = values.followup_values(settings, member, meetings[0], text, None)
        for name in mails.keys() - faults.keys():
            try:
                renderer.render(name, mails[name])
            except TemplateError as fault:
                faults[name] = TemplateError(f"{member.id} {member.name}: {fault.what}", fault.why, fault.remedy)
    return list(faults.values())


def check_journal(settings: Settings) -> Iterator[Finding]:
    """Open the journal. A new network has none yet: beginning it is the last step, after all else is mended."""
    from netpost.journal import Journal

    if not settings.journal_file.exists():
        yield Finding(
            "begin",
            "journal: none yet. Run check_setup.py --begin to start it; if this network has been running, restore "
            f"{settings.journal_file} from the backup instead.",
        )
        return

    try:
        journal = Journal.open(settings.journal_file)
        begun_at = journal.begun_at
        journal.close()
    except NetpostError as fault:
        yield mend(fault)
        return
    yield fine(f"journal: begun {begun_at:%Y-%m-%d %H:%M}")


def check_brakes(settings: Settings) -> Iterator[Finding]:
    """Tell what holds mail back."""
    if not settings.send:
        yield note("SEND=no: mail to members is only previewed, in PREVIEW_FOLDER.")
    try:
        if stop := find_stop(settings.path(settings.office_folder)):
            yield note(f"{stop} holds all mail to members. Remove it when they may be written to again.")
    except NetpostError:
        return  # check_rights has told of a folder that cannot be looked into


def check_tracking(settings: Settings, config_file: Path) -> Iterator[Finding]:
    """Warn of live files that git keeps: members and passwords would travel with the repository."""
    import subprocess

    for path in (
        config_file.absolute(),
        settings.members_file,
        settings.journal_file,
        settings.path(settings.log_file),
    ):
        try:
            command = ["git", "-C", str(path.parent), "ls-files", "--error-unmatch", path.name]
            tracked = subprocess.run(command, capture_output=True, check=False, timeout=10)  # noqa: S603 our own words
        except (OSError, subprocess.TimeoutExpired):
            return  # no git here, so nothing is tracked by it
        if tracked.returncode == 0:
            yield note(f"{path} is tracked by git. Move the network out of the checkout: check_setup.py --new DIR.")
