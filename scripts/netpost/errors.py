"""What can go wrong, in sentences a person can act on.

Every error says three things: what and where, why, and what to do. `exit_code` is the number from sysexits.h that a
script ends with. Errors about files that staff edit speak Danish; errors about settings and servers speak English.
"""

EX_OK = 0
EX_DATAERR = 65
EX_SOFTWARE = 70
EX_TEMPFAIL = 75
EX_CONFIG = 78


class NetpostError(Exception):
    """A fault that a person must mend, or that passes by itself.

    what: what went wrong and where (file:line:column, server and port, or sender, date and subject).
    why: the reason as far as it is known.
    remedy: what to do about it.
    """

    exit_code = EX_SOFTWARE

    def __init__(self, what: str, why: str = "", remedy: str = "") -> None:
        self.what, self.why, self.remedy = what, why, remedy
        super().__init__(" ".join(part for part in (what, why, remedy) if part))


class SettingsError(NetpostError):
    """config.env, the journal or the directory is not set up as it must be."""

    exit_code = EX_CONFIG


class JournalError(NetpostError):
    """The journal is missing, damaged or from a newer version."""

    exit_code = EX_CONFIG


class StaffFileError(NetpostError):
    """A file in the office folder cannot be used as it stands; it is left byte for byte as it is."""

    exit_code = EX_DATAERR


class MembersFileError(StaffFileError):
    """members.csv cannot be read safely."""


class MeetingsFileError(StaffFileError):
    """meetings.csv cannot be read safely."""


class RequestError(NetpostError):
    """What a person asked a script for does not fit what there is; speaks Danish."""

    exit_code = EX_DATAERR


class TemplateError(StaffFileError):
    """A template has a fault: file, line and what to write instead."""


class ServerError(NetpostError):
    """The mail server is away or answers out of turn: the next run tries again."""

    exit_code = EX_TEMPFAIL


class ServerSetupError(NetpostError):
    """The server refuses what the settings ask for: wrong password, unknown host, missing folder."""

    exit_code = EX_CONFIG


class DiskError(NetpostError):
    """A file cannot be written: full disk, missing right, a lock that another program holds."""

    exit_code = EX_TEMPFAIL
