"""Reading, waiting for and exchanging the files that staff share (I/O).

Bytes in and bytes out; what they mean is members/ and meetings.py. What spreadsheet programs do to such files, and why
a file is exchanged rather than written over, stands in docs/architecture.md. Errors about a staff file speak Danish.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from netpost.errors import SettingsError, StaffFileError
from netpost.exchange import exchange_file, explain_disk, recover_file

__all__ = [
    "exchange_file",
    "find_newer_spreadsheet",
    "find_stop",
    "modified_at",
    "read_file",
    "read_templates",
    "recover_file",
    "run_lock",
    "wait_for_spreadsheet",
    "write_new_file",
]

TEMPLATE_ENDINGS = (".md", ".html")
SPREADSHEET_ENDINGS = (".ods", ".xlsx", ".xls")


def read_file(path: Path) -> bytes:
    """Read a whole file of the staff's. Raises StaffFileError where a person must mend it, DiskError for the rest."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise StaffFileError(
            f"{path}: filen findes ikke.",
            "Den er slettet, flyttet eller har fået et andet navn.",
            "Læg den tilbage, eller giv den sit navn igen.",
        ) from error
    except PermissionError as error:
        raise StaffFileError(
            f"{path}: filen må ikke læses.",
            "Netpost har ikke ret til den, eller et andet program holder den låst.",
            "Luk den i regnearket, eller bed IT om at give Netpost adgang.",
        ) from error
    except IsADirectoryError as error:
        raise StaffFileError(f"{path}: det er en mappe, ikke en fil.", "", "Læg filen der i stedet.") from error
    except OSError as error:
        raise explain_disk(path, "cannot be read", error) from error


def read_templates(folder: Path) -> dict[str, str]:
    """Read a folder of templates: name, such as `paamindelse.md` or `meetings/2017-09-14-program.md`, → text.

    A file that an editor saved in the encoding of Windows is read as such. Raises as read_file does.
    """
    if not folder.is_dir():
        read_file(folder)
        raise StaffFileError(f"{folder}: det er en fil, ikke en mappe.", "", "Læg mappen templates tilbage.")
    paths = [*_list_folder(folder), *(_list_folder(folder / "meetings") if (folder / "meetings").is_dir() else ())]
    texts = {}
    for path in paths:
        if path.suffix in TEMPLATE_ENDINGS:
            data = read_file(path)
            try:
                text = data.decode("utf-8-sig")
            except UnicodeDecodeError:
                text = data.decode("cp1252", "replace")
            texts[path.relative_to(folder).as_posix()] = text
    return texts


def modified_at(path: Path) -> datetime | None:
    """Tell when a file was last saved (aware, UTC), for SETTLE_MINUTES. None where there is no such file."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise explain_disk(path, "cannot be looked at", error) from error


def stamp_file(path: Path) -> str | None:
    """Return a text that changes with every save of a file; None where there is no such file.

    Looking at it is cheap; where it has changed, the content decides.
    """
    try:
        state = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise explain_disk(path, "cannot be looked at", error) from error
    return f"{state.st_mtime_ns} {state.st_size} {state.st_ino}"


def digest_of(data: bytes) -> str:
    """Return the digest that versions of a file are recognised by."""
    import hashlib

    return hashlib.sha256(data).hexdigest()


def write_new_file(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write a file that must not be there yet. Raises DiskError; a half-written file does not stay."""
    try:
        with open(path, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            except OSError:
                path.unlink()
                raise
    except OSError as error:
        raise explain_disk(path, "cannot be written", error) from error


def wait_for_spreadsheet(path: Path, seconds: float) -> bool:
    """Wait until LibreOffice has closed a file, at most so many seconds; tell whether it is closed.

    A crash of LibreOffice leaves its lock file behind for good, therefore the caller writes also after False.
    """
    from time import monotonic, sleep

    lock = path.with_name(f".~lock.{path.name}#")
    end = monotonic() + seconds
    while lock.exists():
        if monotonic() >= end:
            return False
        sleep(0.2)
    return True


@contextmanager
def run_lock(state_folder: Path) -> Iterator[bool]:
    """Hold the one lock of a network while the block runs; gives False where another run holds it.

    The lock ends with the process, however it ends. Raises SettingsError where there is no state folder.
    """
    import fcntl

    try:
        lock = os.open(state_folder / "run.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SettingsError(
            f"{state_folder}: there is no such state folder.",
            "Either STATE_FOLDER is wrong or the network is not set up yet.",
            "Mend it, or make a network's directory with check_setup.py --new DIR.",
        ) from error
    except OSError as error:
        raise explain_disk(state_folder, "cannot be locked", error) from error
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        except OSError as error:
            raise explain_disk(state_folder, "cannot be locked", error) from error
        yield True
    finally:
        os.close(lock)


def find_stop(office_folder: Path) -> Path | None:
    """Find a file named STOP, with any ending and in any case. Not being able to look is an error, never a go."""
    return next((path for path in _list_folder(office_folder) if path.name.split(".")[0].casefold() == "stop"), None)


def find_newer_spreadsheet(path: Path) -> Path | None:
    """Find a spreadsheet that bears a CSV file's name and was saved after it: somebody may be working in that one."""
    saved = modified_at(path)
    for other in _list_folder(path.parent):
        if other.stem.casefold() == path.stem.casefold() and other.suffix.casefold() in SPREADSHEET_ENDINGS:
            theirs = modified_at(other)
            if saved is None or (theirs is not None and theirs > saved):
                return other
    return None


def _list_folder(folder: Path) -> list[Path]:
    """List a folder by name, without hidden files, locks and the owner files `~$*` of Excel."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith((".", "~$")))
    except OSError as error:
        raise explain_disk(folder, "cannot be listed", error) from error
