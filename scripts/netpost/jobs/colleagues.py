"""What the mailbox knows besides new mail: has a colleague answered, did a mail leave, the copy in the sent folder.

The connection is opened only when something asks.
"""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Self

from netpost.errors import NetpostError
from netpost.jobs.session import Session, log

if TYPE_CHECKING:
    from netpost.inbox import Inbox

OWN_MARK = b"x-netpost-id:"


class Mailbox:
    """A connection to the mailbox that is made when first needed; a context manager."""

    def __init__(self, session: Session) -> None:
        self.session, self.settings, self.journal = session, session.settings, session.journal
        self._inbox: Inbox | None = None
        self._sent_folder: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._inbox is not None:
            self._inbox.__exit__(kind, error, trace)

    def has_colleague_answered(self, mail: int) -> bool:
        """Tell whether the mail is marked as answered, or somebody's own mail names it as what it answers."""
        record = self.journal.mails.find(mail)
        if record is None:
            return False
        if any("\\Answered" in flags for flags in self._flags_of(mail, record.message_id)):
            return True
        if record.message_id is None:
            return False
        folders = (*self._sent_folders(), *self.settings.read_folders)
        return any(
            OWN_MARK not in headers.lower()
            for folder in folders
            for headers in self._connected().answers_to(record.message_id, folder)
        )

    def is_in_sent(self, message_id: str) -> bool:
        """Tell whether the sent folder holds a mail."""
        folder = self._sent()
        return bool(folder and self._connected().find_message_id(folder, message_id))

    def keep_copy(self, key: str, raw: bytes, message_id: str) -> None:
        """Put a copy of a sent mail into the sent folder. A fault waits for the next run."""
        try:
            folder = self._sent()
            if folder is None:
                sentence = "Netpost kan ikke finde mappen med sendte mails. IT skal skrive dens navn i SENT_FOLDER."
                self.session.tell_staff("advarsel", "sent-folder", sentence)
                return
            if not self._connected().find_message_id(folder, message_id):
                self._connected().append(folder, raw, ["\\Seen"], self.session.now)
        except NetpostError as fault:
            # the mail has left; only its copy is missing
            log.warning("%s: %s", key, fault)
            self.session.meet_fault(fault)
            return
        with self.journal.transaction():
            self.journal.owed.note_copied(key)

    def keep_missing_copies(self) -> None:
        """Store the copies that an earlier run could not."""
        for mail in self.journal.owed.wanting_copy():
            if mail.frozen and mail.message_id:
                self.keep_copy(mail.key, mail.frozen, mail.message_id)

    def _flags_of(self, mail: int, message_id: str | None) -> list[frozenset[str]]:
        """The flags of a mail where it was read, and where it was moved to since."""
        inbox = self._connected()
        found: list[frozenset[str]] = []
        for place in self.journal.mails.places_of(mail):
            state = inbox.open_folder(place.folder)
            if state.uidvalidity == place.uidvalidity:
                found += inbox.flags([place.uid]).values()
        handled = self.settings.handled_folder
        if message_id and handled and handled in inbox.folders():
            uids = inbox.find_message_id(handled, message_id)
            if uids:
                inbox.open_folder(handled)
                found += inbox.flags(uids).values()
        return found

    def _sent_folders(self) -> tuple[str, ...]:
        return tuple(self._connected().sent_folders(self.settings))

    def _sent(self) -> str | None:
        if self._sent_folder is None:
            self._sent_folder = self._connected().sent_folder(self.settings)
        return self._sent_folder

    def _connected(self) -> Inbox:
        if self._inbox is None:
            from netpost.inbox import Inbox

            self._inbox = Inbox.connect(self.settings)
        return self._inbox
